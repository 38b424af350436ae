# rasoat check: profiles good and bad inputs, and writes nothing.
need python3

make_data d 3000
find d | sort >before
expect_exit 0 "$RASOAT" check d/rasoat.yaml --lang vi
expect_contains stdout "công dân: 3.000 dòng, đã đọc hết"
expect_contains stdout "so_dinh_danh = personal_id"
expect_contains stdout "Một lượt chạy ước cần"
find d | sort >after
expect_same before after
expect_no_file d/out

# the same page twice, and from the index once there is one: the pairs do not change
expect_exit 0 "$RASOAT" check d/rasoat.yaml --json
cp stdout sample.json
expect_exit 0 "$RASOAT" index d/rasoat.yaml -q
expect_exit 0 "$RASOAT" check d/rasoat.yaml --json
python3 - <<'EOF'
import csv, json
told, before = json.load(open("stdout")), json.load(open("sample.json"))
assert told["estimate"]["pairs_from"] == "index"
for new, old in zip(told["inputs"], before["inputs"]):
    for key in ("rows_read", "fields", "numbers", "repairs", "rejects"):
        assert new[key] == old[key], key
    assert new.get("pairs_per_row") == old.get("pairs_per_row")
names = [given["name"] for given in told["inputs"]]
assert names == ["residents", "civil", "welfare", "vaccination"], names
for given, path in zip(told["inputs"], ("residents", "civil", "welfare", "vaccination")):
    rows = list(csv.DictReader(open(f"d/{path}.csv")))
    assert given["rows_read"] == given["rows_estimate"] == len(rows)
    header = {c["field"]: c["header"] for c in given["files"][0]["columns"] if c["field"]}
    for field in given["fields"]:
        if field["field"] in ("full_name", "birth_date", "address"):
            filled = sum(row[header[field["field"]]].strip() != "" for row in rows)
            assert abs(filled - field["present"]) <= len(rows) / 50, (field, filled)
EOF

# a sample of a longer file: rows are estimated
expect_exit 0 "$RASOAT" check d/rasoat.yaml --json --limit 500
python3 - <<'EOF'
import json
vaccination = json.load(open("stdout"))["inputs"][3]
assert vaccination["rows_read"] == 500 and not vaccination["read_whole"]
assert 3500 < vaccination["rows_estimate"] < 6000, vaccination["rows_estimate"]
EOF

# ---- bad inputs, all told in one go
mkdir bad
cp d/residents.csv bad/
{
    printf '\xef\xbb\xbfMã hồ sơ;Họ tên;Ngày sinh;Giới tính;Mã xã;Ghi chú\r\n'
    for i in $(seq 1 60); do printf '%s;Nguyễn Văn An;01/02/1980;giống đực;99999;x\r\n' "$i"; done
    printf '61;chỉ hai ô\r\n'
} >bad/civil.csv
printf 'ma,ngay_sinh\n1,2\n' >bad/welfare.csv
cat >bad/rasoat.yaml <<EOF
purpose: "test"
output: out
as_of: 2026-06-30
residents: {path: residents.csv}
sources:
  - {name: civil, kind: civil_registry, path: civil.csv}
  - {name: welfare, kind: social_welfare, path: welfare.csv}
  - {name: later, kind: vaccination, path: later.csv, optional: true}
units: {list: units.csv}
EOF
cp d/units.csv bad/
expect_exit 65 "$RASOAT" check bad/rasoat.yaml --lang vi
expect_contains stdout "dấu chấm phẩy, BOM, CRLF"
expect_contains stdout "không dùng: Ghi chú"
expect_contains stdout "không có cột cho trường bắt buộc: "
expect_contains stdout "event_type"
expect_contains stdout "sex có giá trị chưa biết 'giống đực' × 60"
expect_contains stdout "commune có giá trị chưa biết '99999' × 60"
expect_contains stdout "bị loại: số cột khác dòng tiêu đề 1"
expect_contains stdout "welfare (an sinh xã hội): không đọc được"
expect_contains stdout "later (tiêm chủng): bỏ qua"
expect_lacks stdout "Nguyễn Văn"
expect_no_file bad/out

# a value that few rows have could be somebody's: it is not shown
sed -i 's/giống đực/từ lạ/; 8,$s/từ lạ/Nam/' bad/civil.csv
expect_exit 65 "$RASOAT" check bad/rasoat.yaml --json
expect_contains stdout "từ lạ"
sed -i '4,7s/từ lạ/Nam/' bad/civil.csv
expect_exit 65 "$RASOAT" check bad/rasoat.yaml --json
expect_lacks stdout "từ lạ"
