# A table of names of the population: a small register then weighs a name as a large one does.
# Without it nothing changes; with another table the index is another.
# small
need python3
"$RASOAT" generate all --residents 20000 --seed 4 >/dev/null
mkdir few && cp all/units.csv all/crosswalk.csv few/
# every 25th resident, and the welfare rows of the same people
awk -F, 'NR == 1 || NR % 25 == 0' all/residents.csv >few/residents.csv
awk -F, 'NR == FNR { known[$1] = 1; next }
         FNR == 1 { next } $1 == "welfare" && $4 in known { print $2 }' few/residents.csv all/truth.csv >few/ids
awk -F, 'NR == FNR { wanted[$1] = 1; next } FNR == 1 || $1 in wanted' few/ids all/welfare.csv >few/welfare.csv
cp all/welfare.csv all/whole.csv && cp few/welfare.csv all/welfare.csv
python3 - <<'PY'
import csv
from collections import Counter
names = Counter(r["ho_ten"] for r in csv.DictReader(open("all/residents.csv")))
with open("few/names.csv", "w") as out:
    out.write("name,count\n")
    for name, count in sorted(names.items()):
        out.write("%s,%d\n" % (name, 5 * count)) # a table of as many as it is worth at most
PY
for folder in all few; do
    sed -e '/civil_registry/d; /vaccination/d; /^worklist/d' all/rasoat.yaml >rasoat.yaml
    echo 'worklist: {key: demo, workbooks: false}' >>rasoat.yaml
    mv rasoat.yaml "$folder.yaml"
done
mv all.yaml all/rasoat.yaml && mv few.yaml few/rasoat.yaml
cp few/rasoat.yaml few/named.yaml
sed -i 's/^output: .*/output: named/' few/named.yaml
echo 'match: {names: names.csv}' >>few/named.yaml
expect_exit 0 "$RASOAT" run all/rasoat.yaml --quiet --json
expect_exit 0 "$RASOAT" run few/rasoat.yaml --quiet --json
for threads in 1 3; do
    rm -rf few/named
    expect_exit 0 "$RASOAT" run few/named.yaml --quiet --json --threads $threads
    mv few/named "few/named$threads"
done
cp -r few/named3 few/named
expect_contains few/named1/published/manifest.json '"role": "names"'
expect_contains few/named1/published/manifest.json '"strategy": "full"'
expect_exit 0 "$RASOAT" verify few/named1/published
for file in matches/welfare.csv reviews/welfare.csv model.json; do
    expect_same "few/named1/published/$file" "few/named3/published/$file"
done
python3 - <<'PY'
import csv
def weights(path):
    return {r["record_id"]: (r["resident_id"], float(r["weight"]))
            for r in csv.DictReader(open(path + "/published/matches/welfare.csv"))
            if r["decision"] == "match" and "name=equal" in r["levels"]}
large, small, named = weights("all/out"), weights("few/out"), weights("few/named1")
common = [i for i in large if i in small and i in named and large[i][0] == small[i][0] == named[i][0]]
assert len(common) > 80, len(common)
# the addresses and the rest are the same in all three: what differs is the frequency of the name
without = sum(abs(large[i][1] - small[i][1]) for i in common) / len(common)
beside = sum(abs(large[i][1] - named[i][1]) for i in common) / len(common)
assert beside < 0.6 * without, (beside, without)
print("# bits off the large register: %.2f without the table, %.2f with it" % (without, beside))
PY

# The index is taken again while the table stays, and built anew when it changes.
expect_exit 0 "$RASOAT" index few/named.yaml --json
expect_contains stdout '"reused":true'
echo 'Lê Thị Hồng Nhung,7' >>few/names.csv
expect_exit 0 "$RASOAT" index few/named.yaml --json
expect_contains stdout '"reused":false'
sed -i 's/^match:.*//' few/named.yaml
expect_exit 0 "$RASOAT" index few/named.yaml --json
expect_contains stdout '"reused":false'
echo 'match: {names: names.csv}' >>few/named.yaml

echo 'Lê Thị Hồng Nhung,seven' >>few/names.csv
expect_exit 65 "$RASOAT" run few/named.yaml --quiet --lang en
expect_contains stderr "names.csv:$(line_count few/names.csv):"
expect_contains stderr "a count must be a whole number"
rm few/names.csv
expect_exit 66 "$RASOAT" run few/named.yaml --quiet --lang en
