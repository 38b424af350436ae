# match: the same bytes for any number of threads, from a slow pipe or packed; 141 for a reader that left.
# small
need zstd
make_data data 2000
cd data
expect_exit 0 "$RASOAT" match rasoat.yaml --source vaccination --quiet
mv stdout wanted.csv
expect_equal "$(cat stderr)" "" "standard error"
tail -n +2 vaccination.csv | cut -d, -f1 >ids
tail -n +2 wanted.csv | cut -d, -f1 | diff - ids >/dev/null || fail "rows are missing or out of order"
for threads in 1 2 3 8; do
    expect_exit 0 "$RASOAT" match rasoat.yaml --source vaccination --threads $threads
    expect_same stdout wanted.csv
done
"$RASOAT" match rasoat.yaml --source vaccination - <vaccination.csv >stdout 2>stderr || fail "from standard input: $(cat stderr)"
expect_same stdout wanted.csv
{ sleep 0.2 && head -c 1000 vaccination.csv && sleep 0.2 && tail -c +1001 vaccination.csv; } |
    "$RASOAT" match rasoat.yaml --source vaccination - >stdout
expect_same stdout wanted.csv
zstd -q vaccination.csv -o packed.zst
expect_exit 0 "$RASOAT" match rasoat.yaml --source vaccination packed.zst
expect_same stdout wanted.csv
"$RASOAT" match rasoat.yaml --source vaccination - <packed.zst >stdout 2>stderr || fail "packed, from standard input: $(cat stderr)"
expect_same stdout wanted.csv

# What cannot be read, and what cannot be written.
expect_exit 66 "$RASOAT" match rasoat.yaml --source civil nowhere.csv
expect_contains stderr "nowhere.csv"
expect_exit 65 "$RASOAT" match rasoat.yaml --source civil /dev/null
head -c 400 packed.zst >torn.zst
expect_exit 65 "$RASOAT" match rasoat.yaml --source vaccination torn.zst
expect_contains stderr "torn.zst"
[ ! -e /dev/full ] || expect_exit 74 bash -c '"$0" match rasoat.yaml --source vaccination >/dev/full' "$RASOAT"

# A reader that leaves early. More rows than a pipe holds.
cp vaccination.csv once.csv
for _ in 1 2 3 4; do tail -n +2 once.csv; done >>vaccination.csv
set +e
"$RASOAT" match rasoat.yaml --source vaccination 2>stderr | head -n 1 >first
codes=("${PIPESTATUS[@]}")
set -e
expect_equal "${codes[0]}" 141 "exit when the reader went away"
expect_equal "$(cat stderr)" "" "standard error when the reader went away"
expect_contains first "record_id,decision"
