# Rows that do not say by themselves whose they are: what the other rows of a source, the register's
# frequencies and one resident for one history settle, and what they must not settle.
need python3
make_data d 3000

python3 - <<'EOF'
import csv
residents = list(csv.DictReader(open("d/residents.csv")))
head = list(residents[0])
communes = sorted({r["ma_xa"] for r in residents})
here, there = communes[0], communes[-1]
def resident(id, name, born, sex, commune, address, old="", mother="", father=""):
    row = dict.fromkeys(head, "")
    row.update(so_dinh_danh=id, so_cmnd=old, ho_ten=name, ngay_sinh=born, gioi_tinh=sex, dan_toc="Kinh",
               ma_xa=commune, dia_chi=address, ho_ten_me=mother, ho_ten_cha=father,
               trang_thai="Đang sống", ma_ho="HO9000000000")
    return row
residents += [
    resident("001185900001", "Đàm Khuê Trân Châu", "07/03/1985", "Nữ", here, "Số 77, thôn Mơ Vàng"),
    resident("001190214365", "Tạ Hữu Lương", "12/08/1990", "Nam", here, "Số 78, thôn Mơ Vàng", old="190900002"),
    resident("034090778812", "Tạ Hữu Lương", "12/08/1990", "Nam", here, "Số 79, thôn Mơ Vàng", old="190900003"),
    resident("001210900004", "Khúc Bảo Lâm", "05/05/2010", "Nam", here, "Số 80, thôn Mơ Vàng", mother="Giang Thị Ý Như", father="Khúc Bảo Toàn"),
    resident("001310900005", "Khúc Bảo Linh", "05/05/2010", "Nữ", here, "Số 80, thôn Mơ Vàng", mother="Giang Thị Ý Như", father="Khúc Bảo Toàn"),
    resident("001170900006", "Ngụy Khắc Tuân", "21/11/1970", "Nam", here, "Số 81, thôn Mơ Vàng"),
]
with open("d/residents.csv", "w", newline="") as out:
    writer = csv.DictWriter(out, head); writer.writeheader(); writer.writerows(residents)
head = list(csv.DictReader(open("d/vaccination.csv")).fieldnames)
rows = []
def dose(id, name, born, sex, number, phone, commune, address, n, day="05/05/2021"):
    rows.append(dict(zip(head, [id, name, born, sex, number, phone, commune, address, n, day, "Pfizer"])))
# the dose with a number answers for the one without: another commune, a year, a mistyped name
dose("A1", "Đàm Khuê Trân Châu", "07/03/1985", "Nữ", "001185900001", "0911000001", here, "", 1)
dose("A2", "Đàm Khuê Tran Châu", "1985", "Nữ", "", "0911000001", there, "", 2)
# two of one name and day: who has his doses already is not the one
for n in (1, 2):
    dose(f"B{n}", "Tạ Hữu Lương", "12/08/1990", "Nam", "001190214365", "0911000002", here, "", n)
dose("B3", "Tạ Hữu Lương", "12/08/1990", "Nam", "", "", here, "", 1)
# and where nothing tells them apart, a person does
dose("C1", "Tạ Hữu Lương", "1990", "Nam", "", "", here, "", "", "")
# a sister's number on a brother's row
dose("D1", "Khúc Bảo Lâm", "05/05/2010", "Nam", "001310900005", "", here, "Số 80, thôn Mơ Vàng", 1)
# nobody's: a brother or sister who is not listed, and somebody of another name
dose("E1", "Khúc Bảo Lân Sinh", "14/02/2016", "Nam", "", "", here, "Số 80, thôn Mơ Vàng", 1)
dose("E2", "Uông Thế Vịnh", "21/11/1970", "Nam", "001170348812", "", here, "", 1)
# parts of a name in another order, and only the year
dose("F1", "Tuân Ngụy Khắc", "1970", "Nam", "", "", here, "", 1)
with open("d/vaccination.csv", "a", newline="") as out:
    csv.DictWriter(out, head).writerows(rows)
EOF
expect_exit 0 "$RASOAT" run d/rasoat.yaml --quiet
cat >check.py <<'EOF'
import csv
rows = {r["record_id"]: r for r in csv.DictReader(open("d/out/published/matches/vaccination.csv"))}
def expect(id, decision, resident):
    row = rows[id]
    assert (row["decision"], row["resident_id"]) == (decision, resident), row
expect("A2", "match", "001185900001")
assert rows["B3"]["decision"] != "none" and rows["B3"]["resident_id"] == "034090778812"
assert float(rows["B3"]["probability"]) > 0.9, rows["B3"]
expect("D1", "match", "001210900004")
expect("E1", "none", "")
expect("E2", "none", "")
expect("F1", "match", "001170900006")
assert rows["C1"]["decision"] == "review", rows["C1"]
assert "closer" in rows["A2"]["pass"].split("|") and "closer" not in rows["A1"]["pass"].split("|")
shown = [r["resident_id"] for r in csv.DictReader(open("d/out/published/reviews/vaccination.csv"))
         if r["record_id"] == "C1"]
assert {"001190214365", "034090778812"} <= set(shown), shown
EOF
python3 check.py || fail "the rows are not settled as they should be"

# ---- the same for any number of threads
cp -r d/out/published/matches kept
for threads in 1 3; do
    expect_exit 0 "$RASOAT" run d/rasoat.yaml --quiet --threads $threads
    diff -r kept d/out/published/matches >/dev/null || fail "$threads threads: other decisions"
done
