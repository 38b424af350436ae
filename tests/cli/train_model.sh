# A model learnt from the night's own files: the same for any threads, usable by a run, and told.
# small
make_data data 3000
cd data
for threads in 1 2 3; do
    expect_exit 0 "$RASOAT" train rasoat.yaml -o "model$threads.json" --threads "$threads" --lang en
    expect_contains stdout "converged, iterations"
    expect_lacks stdout provenance
done
expect_same model1.json model2.json
expect_same model1.json model3.json
expect_no_file model1.json.new
expect_contains model1.json "learnt without labels"
[ "$(stat -c %a model1.json)" = 600 ] || fail "the model is not private"

# The same on standard output; again over the file that is there.
expect_exit 0 "$RASOAT" train rasoat.yaml --quiet
expect_same stdout model1.json
[ ! -s stderr ] || fail "--quiet talks"
expect_exit 0 "$RASOAT" train rasoat.yaml -o model1.json --quiet
expect_same model1.json model2.json

# Another seed draws other pairs; what is fixed stays.
expect_exit 0 "$RASOAT" train rasoat.yaml --seed 9 --quiet
cmp -s stdout model1.json && fail "the seed changes nothing"
expect_exit 0 "$RASOAT" train rasoat.yaml --fix sex,id --json
expect_contains stdout '"comparator":"sex","level":"equal","m":9.850000e-01,"u":5.000000e-01,"m_before":9.850000e-01,"u_before":5.000000e-01,"pairs":0'
expect_contains stdout '"converged":true'
[ "$(json_number stdout rows)" -gt 3000 ] || fail "rows are not counted"

# A run takes it, and is no worse for it.
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet --json
before=$(grep -c ',match,' out/published/matches/welfare.csv)
echo 'match: {model: model1.json}' >>rasoat.yaml
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet --json
after=$(grep -c ',match,' out/published/matches/welfare.csv)
[ "$after" -ge $((before * 98 / 100)) ] || fail "matches fell from $before to $after"
expect_contains out/published/model.json "learnt without labels"

# Mistakes.
expect_exit 2 "$RASOAT" train rasoat.yaml --fix sex,nose --lang en
expect_contains stderr "'nose'"
expect_exit 2 "$RASOAT" train --lang en
expect_exit 73 "$RASOAT" train rasoat.yaml -o no/such/folder/model.json
expect_no_file no
