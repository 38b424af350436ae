# A model counted from truth: the same for any threads, as the truth says, usable by a run; and what
# is wrong with a truth file is told with its place. The same for link and dedupe.
# small
need python3
make_data data 3000
cd data
for threads in 1 2 3; do
    expect_exit 0 "$RASOAT" train rasoat.yaml --truth truth.csv -o "model$threads.json" --threads "$threads" --lang en
    expect_contains stdout "rows have an answer"
done
expect_same model1.json model2.json
expect_same model1.json model3.json
expect_contains model1.json "learnt from truth"
rows=$(($(line_count truth.csv) - 1))
residents=$(cut -d, -f4 truth.csv | sed 1d | grep -c .)
expect_exit 0 "$RASOAT" train rasoat.yaml --truth truth.csv --json
python3 - "$rows" "$residents" <<'PY'
import json, sys
rows, residents = map(int, sys.argv[1:])
r = json.load(open("stdout"))
assert (r["rows"], r["labelled_rows"], r["true_pairs"], r["unlisted"]) == (rows, rows, residents, 0), r
assert abs(r["coverage"] - residents / rows) < 1e-6, r["coverage"]
sex = {l["level"]: l for l in r["levels"] if l["comparator"] == "sex"}
seen = sum(l["pairs"] for l in sex.values())
for l in sex.values(): # twenty pairs of the model in use are among them
    assert abs(l["m"] - (l["pairs"] + 20 * l["m_before"]) / (seen + 20)) < 1e-6, l
name = [l for l in r["levels"] if l["comparator"] == "name"]
assert sum(l["pairs"] for l in name) > 0.98 * residents, "nearly every row has a name"
PY

# u is that of training without truth; what is fixed stays.
expect_exit 0 "$RASOAT" train rasoat.yaml --json
mv stdout without.json
expect_exit 0 "$RASOAT" train rasoat.yaml --truth truth.csv --json --fix name
python3 - <<'PY'
import json
a, b = json.load(open("without.json")), json.load(open("stdout"))
assert "true_pairs" not in a
for x, y in zip(a["levels"], b["levels"]):
    if x["comparator"] == "name":
        assert (y["m"], y["u"]) == (y["m_before"], y["u_before"]), y
    else:
        assert x["u"] == y["u"], (x, y)
PY

# Part of the truth is enough, and the rest of the rows is left out.
{ head -n 1 truth.csv && grep '^welfare' truth.csv; } >some.csv
expect_exit 0 "$RASOAT" train rasoat.yaml --truth some.csv --json
expect_equal "$(json_number stdout labelled_rows)" "$(($(line_count some.csv) - 1))"

# A run takes it, and is no worse for it.
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet --json
before=$(grep -c ',match,' out/published/matches/welfare.csv)
echo 'match: {model: model1.json}' >>rasoat.yaml
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet --json
after=$(grep -c ',match,' out/published/matches/welfare.csv)
[ "$after" -ge $((before * 98 / 100)) ] || fail "matches fell from $before to $after"
expect_contains out/published/model.json "learnt from truth"

wrong() { # place and message, sed command that spoils the truth
    sed "$2" truth.csv >wrong.csv
    cmp -s truth.csv wrong.csv && fail "'$2' changes nothing"
    expect_exit 65 "$RASOAT" train rasoat.yaml --truth wrong.csv --lang en
    expect_contains stderr "wrong.csv:$1"
}
wrong "1: error: no column for resident_id" '1s/resident_id/resident/'
wrong "3:1: error: the config has no source of this name, did you mean 'civil'?" '3s/^civil/civik/'
wrong "3:7: error: this record of source 'civil' stands in the truth twice" '2p'
wrong "3:7: error: the record has no id" '3s/,[^,]*/,/'
wrong "4: error: this line cannot be read: ragged" '4s/,.*//'
sed 's/^\([^,]*,[^,]*,[^,]*\),[0-9]*,/\1,,/' truth.csv >nobody.csv
expect_exit 65 "$RASOAT" train rasoat.yaml --truth nobody.csv --lang en
expect_contains stderr "names no resident"
expect_exit 66 "$RASOAT" train rasoat.yaml --truth gone.csv

# Files of any columns.
cd ..
make_people
{ echo left,right && sed 1d people.csv | sed -n 's/^\([^,]*\),.*/\1,\1/p'; } >pairs.csv
expect_exit 0 "$RASOAT" train two.yaml --truth pairs.csv -o two.json --lang en
expect_contains stdout "Counted from 20 true pairs: one pair in 20 is one person"
expect_contains two.json '"true_pairs": 20'
{ cat two.yaml && echo 'match: {model: two.json}'; } >two.trained.yaml
expect_exit 0 "$RASOAT" link two.trained.yaml --json
expect_contains stdout '"trained":false'
expect_same linked/model.json two.json
{ echo id,cluster && sed 1d people.csv | sed -n 's/^\([^,]*\)b,.*/\1,\1\n\1b,\1/p'; } >clusters.csv
for threads in 1 3; do
    expect_exit 0 "$RASOAT" train people.yaml --truth clusters.csv --quiet --threads $threads
    mv stdout "people$threads.json"
done
expect_same people1.json people3.json
expect_contains people1.json '"true_pairs": 10'
expect_exit 65 "$RASOAT" train people.yaml --truth pairs.csv
expect_contains stderr "pairs.csv:1: error: no column for id"
echo anna,nobody >>pairs.csv
expect_exit 65 "$RASOAT" train two.yaml --truth pairs.csv
expect_contains stderr "pairs.csv:22:6: error: "
expect_contains stderr "others.csv' has no record with this id"
