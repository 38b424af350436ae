# Two files and one file of any columns: links, clusters, the model used again, the same bytes for
# any number of threads.
# small
need python3
python3 - <<'END'
import random
random.seed(5)
first = "anna bert carla dora emil franz greta hanna ivo jana karl lena mia nils otto paula rolf sara tom uwe".split()
last = "abel braun christ dietz ebert fuchs graf hahn imhof jung koch lang maier noll ott peters roth sauer thoma ulm".split()
people = []
for i in range(400):
    people.append([random.choice(first), random.choice(last), "19%02d-%02d-%02d" % (random.randrange(30, 99), random.randrange(1, 13), random.randrange(1, 29)), "town%d" % random.randrange(30)])
def typo(text):
    at = random.randrange(len(text))
    return text[:at] + random.choice("abcdefgh") + text[at + 1:]
def copy(person):
    row = person[:]
    if random.random() < .3: row[random.randrange(2)] = typo(row[random.randrange(2)])
    if random.random() < .1: row[0], row[1] = row[1], row[0]
    if random.random() < .1: row[random.randrange(4)] = ""
    return row
with open("left.csv", "w") as out:
    out.write("key,given,family,born,town\n")
    for i, p in enumerate(people[:300]): out.write(",".join(["L%03d" % i] + p) + "\n")
with open("right.csv", "w") as out:
    out.write("no;vorname;nachname;geboren;ort\n")
    for i, p in enumerate(people[100:]): out.write(";".join(["R%03d" % (i + 100)] + copy(p)) + "\n")
with open("both.csv", "w") as out:
    out.write("key,given,family,born,town\n")
    for i, p in enumerate(people):
        for k in range(1 + i % 3): out.write(",".join(["P%03d-%d" % (i, k)] + (copy(p) if k else p)) + "\n")
END
fields() { # suffixes of the columns of the right file follow from the names
    cat <<'END'
comparisons:
  - {field: given, comparator: jaro_winkler, levels: [exact, 0.85], frequency: true, crossed_with: family}
  - {field: family, comparator: jaro_winkler, levels: [exact, 0.85], frequency: true, crossed_with: given}
  - {field: born, comparator: date, levels: [exact, one_edit, year]}
  - {field: town, comparator: exact, frequency: true}
passes:
  - [born]
  - [given, family]
  - [family, town]
END
}
{
    cat <<'END'
purpose: "test"
output: linked
link: {left: {path: left.csv, id: key}, right: {path: right.csv, id: no}}
fields:
  given: {column: {left: given, right: vorname}, transforms: [fold]}
  family: {column: {left: family, right: nachname}, transforms: [fold]}
  born: {column: {left: born, right: geboren}, transforms: [iso_date]}
  town: {column: {left: town, right: ort}, transforms: [fold]}
END
    fields
} >link.yaml
{
    cat <<'END'
purpose: "test"
output: persons
dedupe: {path: both.csv, id: key}
fields:
  given: {column: given, transforms: [fold]}
  family: {column: family, transforms: [fold]}
  born: {column: born, transforms: [iso_date]}
  town: {column: town, transforms: [fold]}
END
    fields
} >dedupe.yaml

expect_exit 0 "$RASOAT" link link.yaml --threads 1 --lang en
expect_contains stdout "300 and 300 records"
expect_contains stdout "Results: linked ("
expect_equal "$(head -n 1 linked/pairs.csv)" "left,right,decision,probability,weight,levels"
expect_no_file linked/clusters.csv
python3 - <<'END'
import csv
links = [(x["left"][1:], x["right"][1:]) for x in csv.DictReader(open("linked/pairs.csv")) if x["decision"] == "link"]
right = sum(a == b for a, b in links)
assert len({a for a, b in links}) == len({b for a, b in links}) == len(links), "a record has two partners"
assert len(links) - right <= 2 and right >= 190, (len(links), right)
END
[ "$(stat -c %a linked linked/pairs.csv | tr '\n' ' ')" = "700 600 " ]

# once more over what is there; other threads; the trained model: the same bytes
mv linked first
for threads in 2 3 8; do
    expect_exit 0 "$RASOAT" link link.yaml --threads $threads --quiet
    expect_same first linked
done
expect_exit 0 "$RASOAT" train link.yaml --quiet
cmp stdout first/model.json
expect_exit 0 "$RASOAT" train link.yaml --quiet -o model.json --lang en
expect_contains stdout "Written: model.json"
cmp model.json first/model.json
expect_exit 2 "$RASOAT" train link.yaml --fix given
{ cat link.yaml && echo 'match: {model: model.json}'; } >reused.yaml
expect_exit 0 "$RASOAT" link reused.yaml --json
python3 -c 'import json; r = json.load(open("stdout")); assert r["trained"] is False and r["links"] > 190, r'
cmp linked/pairs.csv first/pairs.csv

expect_exit 0 "$RASOAT" dedupe dedupe.yaml --threads 1 --json
python3 - <<'END'
import csv, json
from collections import defaultdict
result = json.load(open("stdout"))
groups = defaultdict(set)
for x in csv.DictReader(open("persons/clusters.csv")): groups[x["cluster"]].add(x["id"])
assert sum(map(len, groups.values())) == result["left"] == 799, result
assert result["clusters"] == sum(len(g) > 1 for g in groups.values())
assert all(min(g) == leader for leader, g in groups.items()), "the first record leads"
mixed = sum(len({i[:4] for i in g}) > 1 for g in groups.values())
whole = sum(len({i[:4] for i in g}) == 1 and len(g) > 1 for g in groups.values())
assert mixed <= 3 and whole >= 240, (mixed, whole)
END
mv persons first.persons
expect_exit 0 "$RASOAT" dedupe dedupe.yaml --threads 5 --quiet
expect_same first.persons persons
expect_exit 2 "$RASOAT" link dedupe.yaml
expect_contains stderr "use 'rasoat dedupe'"
expect_exit 2 "$RASOAT" dedupe link.yaml

# nothing to learn from, a file of one record, a file that is gone
printf 'key,given,family,born,town\n1,a,b,1990-01-01,x\n2,c,d,1991-02-02,y\n' >both.csv
sed 's/^match.*//' dedupe.yaml >two.yaml && echo 'match: {full_below: 0}' >>two.yaml
expect_exit 65 "$RASOAT" dedupe two.yaml
expect_contains stderr "no pass proposes a pair"
printf 'key,given,family,born,town\n1,a,b,1990-01-01,x\n' >both.csv
expect_exit 65 "$RASOAT" dedupe dedupe.yaml
expect_contains stderr "fewer than two records"
rm both.csv
expect_exit 66 "$RASOAT" dedupe dedupe.yaml
expect_contains stderr "dedupe.yaml:3:"
