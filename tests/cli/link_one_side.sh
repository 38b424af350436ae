# match.one_to_one: right. Each row of an extract has one resident at most, a resident as many rows as
# there are; against the truth of the generator, with generous bounds.
need python3
"$RASOAT" generate data --residents 6000 --seed 11 >/dev/null
config() { # name of the source, its id, one_to_one
    cat <<END_OF_CONFIG
purpose: "test"
output: linked
link: {left: {path: data/residents.csv, id: so_dinh_danh}, right: {path: data/$1.csv, id: $2}}
fields:
  name: {column: ho_ten, transforms: [vietnamese_name, fold]}
  born: {column: ngay_sinh, transforms: ["date:dmy"]}
  number: {column: {left: so_dinh_danh, right: so_giay_to}, transforms: [digits, "min_length:9"]}
  sex: {column: gioi_tinh, transforms: [fold]}
  commune: {column: ma_xa, transforms: [digits]}
comparisons:
  - {field: name, comparator: jaro_winkler, levels: [exact, tokens, 0.92, 0.85], frequency: true}
  - {field: born, comparator: date, levels: [exact, swapped, one_edit, year], frequency: true}
  - {field: number, comparator: osa, levels: [exact, 1]}
  - {field: sex, comparator: exact}
  - {field: commune, comparator: exact, frequency: true}
passes: [[number], [name, born], [name, commune], [born, commune]]
match: {one_to_one: $3}
END_OF_CONFIG
}

for source in welfare:ma_doi_tuong vaccination:ma_mui; do
    config "${source%:*}" "${source#*:}" right >right.yaml
    for threads in 1 3; do
        rm -rf linked
        expect_exit 0 "$RASOAT" link right.yaml --quiet --threads $threads
        mv linked "linked.${source%:*}.$threads"
    done
    expect_same "linked.${source%:*}.1" "linked.${source%:*}.3"
    python3 - "${source%:*}" <<'PY'
import csv, sys
from collections import Counter
source = sys.argv[1]
truth = {r["record_id"]: r["resident_id"] for r in csv.DictReader(open("data/truth.csv")) if r["source"] == source}
rows = list(csv.DictReader(open("linked.%s.1/pairs.csv" % source)))
links = [(r["left"], r["right"]) for r in rows if r["decision"] == "link"]
asked = {r["right"] for r in rows if r["decision"] == "review"}
rights = Counter(right for left, right in links)
assert max(rights.values()) == 1, "a row has two residents"
assert not asked & rights.keys(), "a row that is linked is asked about"
assert max(Counter(left for left, right in links).values()) > 1, "no resident has two rows"
right = sum(truth[b] == a for a, b in links)
present = sum(1 for resident in truth.values() if resident)
precision, recall = right / len(links), right / present
print("# %s: precision %.4f, recall %.4f, %d rows asked about" % (source, precision, recall, len(asked)))
assert precision > 0.99 and recall > 0.93, (precision, recall)
PY
done

# The other way round it is the same; with true a resident has one dose, with false there is no limit.
config vaccination ma_mui true >true.yaml
expect_exit 0 "$RASOAT" link true.yaml --quiet
python3 - <<'PY'
import csv
links = [(r["left"], r["right"]) for r in csv.DictReader(open("linked/pairs.csv")) if r["decision"] == "link"]
assert len({a for a, b in links}) == len({b for a, b in links}) == len(links)
PY
config vaccination ma_mui right | sed 's/^link: .*/link: {right: {path: data\/residents.csv, id: so_dinh_danh}, left: {path: data\/vaccination.csv, id: ma_mui}}/
    s/left: so_dinh_danh, right: so_giay_to/right: so_dinh_danh, left: so_giay_to/; s/one_to_one: right/one_to_one: left/' >left.yaml
expect_exit 0 "$RASOAT" link left.yaml --quiet
python3 - <<'PY'
import csv
def links(path, a, b):
    return {(r[a], r[b]) for r in csv.DictReader(open(path)) if r["decision"] == "link"}
one, other = links("linked.vaccination.1/pairs.csv", "left", "right"), links("linked/pairs.csv", "right", "left")
assert len(one & other) > 0.99 * len(one | other), (len(one), len(other), len(one & other))
PY

config vaccination ma_mui both >bad.yaml
expect_exit 78 "$RASOAT" link bad.yaml --lang en
expect_contains stderr "bad.yaml:17:21: error: unknown value 'both', known here: false, true, left, right"
make_people
echo 'match: {one_to_one: right}' >>people.yaml
expect_exit 78 "$RASOAT" dedupe people.yaml --lang en
expect_contains stderr "'right' is for link, which has two files"
