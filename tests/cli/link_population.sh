# A table of the population beside the few counts of a small file: what is common at large is worth
# less, what the table has not is weighed as before, and without a table nothing changes.
# small
need python3
make_people
sed 's/levels: \[exact, 0.9\]/&, frequency: true/' people.yaml >alone.yaml
sed 's/levels: \[exact, 0.9\]/&, frequency: {table: names.csv, value: full name, count: persons}/' people.yaml >beside.yaml
printf 'persons,full name\n500,ANNA STONE\n300,anna  stone\n99200,someone else\n' >names.csv
# the same record twice, so that names agree
sed -i -n '1p; 2,$p; s/^\([^,b]*\),/\1c,/p' people.csv
expect_exit 0 "$RASOAT" dedupe alone.yaml --quiet
mv linked alone
for threads in 1 3; do
    expect_exit 0 "$RASOAT" dedupe beside.yaml --quiet --threads $threads
    mv linked "beside$threads"
done
expect_same beside1 beside3
python3 - <<'PY'
import csv
from math import log2
def weights(folder):
    return {(r["left"], r["right"]): float(r["weight"]) for r in csv.DictReader(open(folder + "/pairs.csv"))}
alone, beside = weights("alone"), weights("beside1")
assert alone.keys() == beside.keys() and len(alone) >= 9, (alone, beside)
# anna: a pair of 30 records; 0.8 % at large, and the table stands for 10,000
fell = alone["anna", "annac"] - beside["anna", "annac"]
wanted = log2(((0 + 1 + 10000 * .008) / (30 + 1 + 10000)) / (1 / 31))
assert abs(fell - wanted) < 0.02, (fell, wanted)
assert alone["emil", "emilc"] == beside["emil", "emilc"]
PY

# The weight may be told.
sed 's/count: persons/&, weight: 100/' beside.yaml >little.yaml
expect_exit 0 "$RASOAT" dedupe little.yaml --quiet
cmp -s linked/pairs.csv beside1/pairs.csv && fail "the weight changes nothing"

wrong() { # exit code, message, sed command that spoils the config
    sed "$3" beside.yaml >bad.yaml
    cmp -s beside.yaml bad.yaml && fail "'$3' changes nothing"
    expect_exit "$1" "$RASOAT" dedupe bad.yaml
    expect_contains stderr "$2"
}
wrong 78 "bad.yaml:8:78: error: missing key 'table'" 's/table: names.csv, //'
wrong 66 "bad.yaml:8:86: error: " 's/names.csv/gone.csv/'
wrong 78 "names.csv' has no column 'fullname " 's/full name/fullname x/'
wrong 78 "has no column 'person', did you mean 'persons'?" 's/persons/person/'
wrong 78 "unknown key 'weigth', did you mean 'weight'?" 's/count: persons/&, weigth: 2/'
wrong 78 "takes no table" '8s/jaro_winkler, levels: \[exact, 0.9\]/words/'
echo 'x,bert stone' >>names.csv
expect_exit 65 "$RASOAT" dedupe beside.yaml
expect_contains stderr "names.csv:5:1: error: a count must be"
