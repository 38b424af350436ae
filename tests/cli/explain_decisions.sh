# rasoat explain: every kind of decision, from the inputs and without them, masked and revealed.
need python3

make_data d 5000 --dirt 3
# a resident that no row is about, and a rejected row
printf 'chỉ một ô của HT-REJECT,x\n' >>d/civil.csv
expect_exit 0 "$RASOAT" run d/rasoat.yaml -q
run=d/out/published

# ---- the bits of the fields add up to the weight that the run wrote, for rows of every decision
cat >sums.py <<'EOF'
import csv, json, subprocess, sys
rasoat, run, source = sys.argv[1:4]
rows = list(csv.DictReader(open(f"{run}/matches/{source}.csv")))
seen = {}
for row in rows:
    seen.setdefault(row["record_id"], []).append(row)
asked = {"match": 0, "review": 0, "none": 0}
asked_closer = {"match": 0, "review": 0, "none": 0}
for row in rows:
    kind = row["decision"]
    if asked[kind] == 6 or len(seen[row["record_id"]]) > 1:
        continue
    asked[kind] += 1
    told = json.loads(subprocess.run(
        [rasoat, "explain", run, row["record_id"], "--source", source, "--json", "--reveal"],
        check=True, stdout=subprocess.PIPE).stdout)
    assert told["decision"] == kind, told["decision"]
    closer = "closer" in row["pass"].split("|")
    asked_closer[kind] += closer or row["weight"] == ""
    assert told["from_inputs"] != closer and told["agrees_with_run"], told["notes"]
    assert any("closer look" in note for note in told["notes"]) == closer, told["notes"]
    assert told["issues"] == [code for code in row["issues"].split("|") if code]
    assert told["outcome"] == row["outcome"]
    if row["weight"] == "":
        assert told["candidates"] == [] and told["weight"] is None
        continue
    for candidate in told["candidates"]:
        if closer: # other rows spoke too: the weight is told as a whole
            assert all(field["bits"] is None for field in candidate["fields"])
            continue
        total = sum(round(field["bits"] * 1000) for field in candidate["fields"])
        assert total == round(candidate["weight"] * 1000), (total, candidate["weight"])
    best = told["candidates"][0]
    assert abs(best["weight"] - float(row["weight"])) < 0.00501, (best["weight"], row["weight"])
    assert "|".join(best["passes"]) == row["pass"]
    levels = "|".join(f'{f["field"]}={f["level"]}' for f in best["fields"] if f["level"] != "missing")
    assert levels == row["levels"], (levels, row["levels"])
    if row["resident_id"]:
        assert best["resident_id"] == row["resident_id"]
    if row["margin"] and len(told["candidates"]) > 1:
        gap = best["weight"] - told["candidates"][1]["weight"]
        assert abs(gap - float(row["margin"])) < 0.01, (gap, row["margin"])
assert asked_closer["review"] == asked["review"] and asked_closer["none"] == asked["none"]
print(asked)
EOF
for source in civil welfare vaccination; do
    python3 sums.py "$RASOAT" $run $source >asked || fail "$source: sums.py"
done
expect_contains asked "'review': 6"

first() { # decision source
    awk -F, -v decision="$1" '$2 == decision { print $1; exit }' $run/matches/$2.csv
}
# a match that the row gives by itself
match=$(awk -F, '$2 == "match" && $8 !~ /closer/ { print $1; exit }' $run/matches/vaccination.csv)
review=$(first review vaccination) none=$(first none vaccination)

# ---- one sentence each
expect_exit 0 "$RASOAT" explain $run "$match" --lang vi
expect_contains stdout "Khớp: hồ sơ này là công dân"
expect_contains stdout "Gặp nhau qua:"
expect_exit 0 "$RASOAT" explain $run "$review" --lang vi
expect_contains stdout "Cần rà soát: gần nhất là công dân"
expect_exit 0 "$RASOAT" explain $run "$none" --lang vi
expect_contains stdout "Không thấy:"
expect_exit 0 "$RASOAT" explain $run "$match" --lang en
expect_contains stdout "Match: this record is resident"

# ---- rejected, unknown, in several sources
expect_exit 0 "$RASOAT" explain $run "x" --lang vi --source civil
expect_contains stdout "Bị loại: dòng"
expect_contains stdout "ragged"
expect_exit 65 "$RASOAT" explain $run no-such-row
expect_contains stderr "civil, welfare, vaccination"
expect_exit 2 "$RASOAT" explain $run "$match" --source nobody
expect_exit 66 "$RASOAT" explain d/nowhere "$match"

# ---- nothing of a person without --reveal
cat >mask.py <<'EOF'
import csv, re, subprocess, sys, unicodedata
rasoat, run, source = sys.argv[1:4]
resident = {r["so_dinh_danh"]: r for r in csv.DictReader(open("d/residents.csv"))}
raw = {}
for r in csv.DictReader(open(f"d/{source}.csv")):
    raw.setdefault(next(iter(r.values())), r)
for row in list(csv.DictReader(open(f"{run}/matches/{source}.csv")))[:40]:
    for extra in ([], ["--json"]):
        told = subprocess.run([rasoat, "explain", run, row["record_id"], "--source", source,
                               "--lang", "vi"] + extra, stdout=subprocess.PIPE, check=True).stdout.decode()
        told = told.replace(row["record_id"], "")
        assert not re.search(r"\d{9}", told), "a number"
        persons = [raw[row["record_id"]], resident.get(row["resident_id"], {})]
        for person in persons:
            assert len(person.get("ngay_sinh") or "") < 6 or person["ngay_sinh"] not in told, "a date"
            for key in ("ho_ten", "ho_ten_me", "ho_ten_cha", "dia_chi"):
                for word in unicodedata.normalize("NFC", person.get(key) or "").split():
                    word = word.strip(",.()").lower()
                    # words of the page itself ("công", "giống") say nothing of a person
                    if len(word) > 3 and re.search(r"(?<!\w)" + re.escape(word) + r"(?!\w)", table(told) if 0 else told.lower()):
                        page = {"công", "hồ", "giống", "trùng", "khác", "khoảng", "phường", "sinh", "định", "danh", "giới", "tính", "thôn", "không", "thứ", "tên", "thiếu", "thừa", "nhiên", "trắng", "cách", "đầu", "giao", "minh", "thanh", "hiện", "chính", "trạng", "thái", "chuyển"}
                        assert word in page, "a word of a name or an address"
EOF
sed -i 's/table(told) if 0 else told.lower()/told.lower()/' mask.py
python3 mask.py "$RASOAT" $run vaccination || fail "something of a person is shown"
expect_exit 0 "$RASOAT" explain $run "$match" --reveal
id=$(awk -F, -v id="$match" '$1 == id { print $4; exit }' $run/matches/vaccination.csv)
expect_contains stdout "$id"

# ---- a pair that never met, and one that is the match itself
other=$(awk -F, 'NR == 4321 { print $1 }' d/residents.csv)
expect_exit 0 "$RASOAT" explain $run "$match" "$other" --lang vi
expect_contains stdout "Cặp này chưa được so sánh"
expect_contains stdout "họ tên không dấu và ngày sinh: khác"
expect_contains stdout "vẫn là khớp"
expect_exit 0 "$RASOAT" explain $run "$match" "$id" --lang vi
expect_contains stdout "Cặp này đã được so sánh và đứng thứ 1."
expect_exit 65 "$RASOAT" explain $run "$match" 000000000000

# ---- the same record id in two sources
expect_exit 0 "$RASOAT" explain $run "$match" --json
cp stdout before.json

# ---- inputs gone, one after another: less is shown, and it says so
mv d/vaccination.csv kept.csv
expect_exit 0 "$RASOAT" explain $run "$match" --lang vi
expect_contains stdout "tệp của nguồn không còn hoặc đã thay đổi"
expect_contains stdout "Khớp: hồ sơ này là công dân"
{ cat kept.csv; tail -n 1 kept.csv; } >d/vaccination.csv
expect_exit 0 "$RASOAT" explain $run "$match" --lang vi
expect_contains stdout "tệp của nguồn không còn hoặc đã thay đổi"
mv kept.csv d/vaccination.csv

# the index outlives its residents
mv d/residents.csv kept.csv
expect_exit 0 "$RASOAT" explain $run "$match" --json
expect_same stdout before.json
rm d/out/state/residents.index
expect_exit 0 "$RASOAT" explain $run "$match" --lang vi
expect_contains stdout "dữ liệu dân cư không còn hoặc đã thay đổi"
mv kept.csv d/residents.csv
expect_exit 0 "$RASOAT" explain $run "$match" --json
expect_same stdout before.json

# without the config, from the files alone: the bits still add up
mv d/rasoat.yaml kept.yaml
expect_exit 0 "$RASOAT" explain $run "$review" --json
python3 - <<'EOF'
import json
told = json.load(open("stdout"))
assert told["candidates"] and told["decision"] == "review"
for candidate in told["candidates"]: # settled by a closer look: told as a whole
    assert all(f["bits"] is None for f in candidate["fields"])
EOF
expect_exit 0 "$RASOAT" explain $run "$match" --json
python3 - <<'EOF'
import json
told = json.load(open("stdout"))
assert not told["from_inputs"] and len(told["notes"]) == 1
for candidate in told["candidates"]:
    assert sum(round(f["bits"] * 1000) for f in candidate["fields"]) == round(candidate["weight"] * 1000)
    assert all(f["record"] is None and f["resident"] is None for f in candidate["fields"])
assert told["candidates"] and told["decision"] == "match"
EOF
expect_exit 0 "$RASOAT" explain $run "$match" "$other" --lang vi
expect_contains stdout "Cần có dữ liệu vào của lượt chạy"
mv kept.yaml d/rasoat.yaml

# ---- one record id in two sources
cp -r d e
rm -r e/out
cp e/welfare.csv e/again.csv
sed -i 's|^units|  - {name: again, kind: social_welfare, path: again.csv}\nunits|' e/rasoat.yaml
expect_exit 0 "$RASOAT" run e/rasoat.yaml -q
both=$(first match welfare)
expect_exit 2 "$RASOAT" explain e/out/published "$both"
expect_contains stderr "welfare, again"
expect_exit 0 "$RASOAT" explain e/out/published "$both" --source again
