# One extract in parts, packed, or in other shapes of CSV gives the decisions of the one file.
# small
need zstd python3
make_data data 800
cd data
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
for folder in matches reviews duplicates issues proposals; do
    mkdir -p ../wanted/$folder && cp out/published/$folder/vaccination.csv ../wanted/$folder/
done
cp rasoat.yaml whole.yaml
cp vaccination.csv whole.csv
rm vaccination.csv

# same NAME: a run over rasoat.yaml leaves what the whole file left
same() {
    rm -rf out
    expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
    for folder in matches reviews duplicates issues proposals; do
        cmp -s out/published/$folder/vaccination.csv ../wanted/$folder/vaccination.csv ||
            fail "$1: $folder differ: $(diff out/published/$folder/vaccination.csv ../wanted/$folder/vaccination.csv | head -n 4)"
    done
}

# Parts are taken in byte order of their names: part-10 stands before part-9.
total=$(($(line_count whole.csv) - 1))
for part in 10 2 9; do head -n 1 whole.csv >part-$part.csv; done
tail -n +2 whole.csv | head -n 500 >>part-10.csv
tail -n +502 whole.csv | head -n 700 >>part-2.csv
tail -n +1202 whole.csv >>part-9.csv
expect_equal $(($(cat part-*.csv | wc -l) - 3)) "$total" "rows of the parts"
zstd -q --rm part-2.csv
sed 's/path: vaccination.csv/path: "part-*.csv*"/' whole.yaml >rasoat.yaml
same "plain and compressed parts"
# A part may be empty but for its header, and have its columns in another order.
head -n 1 whole.csv >part-5.csv
python3 - <<'END'
import csv
rows = list(csv.reader(open("part-9.csv", encoding="utf-8", newline="")))
with open("part-9.csv", "w", encoding="utf-8", newline="") as out:
    csv.writer(out, lineterminator="\n").writerows(row[::-1] for row in rows)
END
same "an empty part, and columns in another order"
rm part-*

# The same rows in the shapes in which spreadsheets and databases write them.
form() { # name, python expression of bytes: rows (list of lists), text (whole.csv)
    cp whole.yaml rasoat.yaml
    python3 - "$2" <<'END'
import csv, io, sys, unicodedata
text = open("whole.csv", encoding="utf-8", newline="").read()
rows = list(csv.reader(io.StringIO(text)))
def write(delimiter=",", end="\n", quoting=csv.QUOTE_MINIMAL):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue().encode()
open("vaccination.csv", "wb").write(eval(sys.argv[1]))
END
    same "$1"
}
form "byte order mark" 'b"\xef\xbb\xbf" + text.encode()'
form "carriage returns" 'write(end="\r\n")'
form "byte order mark and carriage returns" 'b"\xef\xbb\xbf" + write(end="\r\n")'
form "semicolons" 'write(delimiter=";")'
form "tabs" 'write(delimiter="\t")'
form "bars" 'write(delimiter="|")'
form "everything quoted" 'write(quoting=csv.QUOTE_ALL)'
form "quoted, semicolons, byte order mark, carriage returns" 'b"\xef\xbb\xbf" + write(";", "\r\n", csv.QUOTE_ALL)'
form "no line end at the end" 'text.rstrip("\n").encode()'
form "blank lines" 'text.replace("\n", "\n\n", 40).encode() + b"\n\n"'
form "blank lines of carriage returns" 'write(end="\r\n") + b"\r\n\r\n"'
