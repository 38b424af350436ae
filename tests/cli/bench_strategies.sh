# Strategies compared: figures counted again from the runs' own files, the same for any threads.
# small
need python3
make_data data 2000
cd data
cat >>rasoat.yaml <<'END'
match:
  strategies:
    few: {passes: [id, name_date], comparators: [name, date, id], frequency: false, probability: 0.9, margin: 3}
    number: {keys: [id, old_id_year]}
    plain: {rules: [{levels: {name: [equal, tone], date: [equal]}}, {passes: [id], decision: review, probability: 0.3}]}
END
expect_exit 0 "$RASOAT" bench rasoat.yaml --truth truth.csv --out b1 --lang en --threads 1
for word in exact-id exact-keys rules fs fs-tf full few number plain "Expected without truth"; do
    expect_contains stdout "$word"
done
cmp stdout b1/bench.txt
[ "$(stat -c %a b1/bench.json)" = 600 ] || fail "bench.json is not private"
python3 -m json.tool b1/bench.json >/dev/null

# Every figure but times and memory is the same for any number of threads.
timeless() { # folder
    sed -E '/"(seconds|rows_per_second|peak_bytes)"/d' "$1/bench.json" >"$1.json"
    sed '/>Time and memory</,$d' "$1/bench.html" >"$1.html"
    sed '/^Pairs and cost/,$d' "$1/bench.txt" >"$1.txt"
}
timeless b1
for threads in 2 3; do
    expect_exit 0 "$RASOAT" bench rasoat.yaml --truth truth.csv --out b$threads --lang en --threads $threads
    timeless b$threads
    for kind in json html txt; do expect_same b1.$kind b$threads.$kind; done
done
[ "$(wc -l <b1.html)" -gt 100 ] || fail "the page is all time and memory"

# A run with the same strategy, counted again from its CSVs.
for strategy in full fs exact-keys rules few number plain; do
    sed "s/^match:/match:\n  strategy: $strategy/" rasoat.yaml >one.yaml
    expect_exit 0 "$RASOAT" run one.yaml --quiet
    python3 "$ROOT/tests/accuracy/bench_oracle.py" . b1/bench.json $strategy >counted ||
        fail "$strategy differs from what its run says"
done
# What was chosen is what explain goes by: the sum of its shares is the weight of the line.
expect_exit 0 "$RASOAT" verify out/published

# One strategy, in JSON, in Vietnamese; without truth only what is expected.
expect_exit 0 "$RASOAT" bench rasoat.yaml --strategy fs-tf,few --json
[ "$(grep -c '"match_probability"' stdout)" = 2 ] || fail "not two strategies"
expect_contains stdout '"lost_to_blocking"'
expect_lacks stdout '"wrong"'
expect_exit 0 "$RASOAT" bench rasoat.yaml --strategy full --lang vi
expect_contains stdout 'Ước lượng khi không có đáp án'
expect_lacks stdout 'Lỗi (sai + sót)'

# A truth of some rows: the others are decided but not counted. One resident is nobody's.
{ head -n 1 truth.csv; sed -n '2,101p' truth.csv; } >some.csv
expect_exit 0 "$RASOAT" bench rasoat.yaml --truth some.csv --strategy full --json
expect_contains stdout '"labelled": 100,'
sed '2s/[0-9]\{12\}/999999999999/' some.csv >alien.csv
expect_exit 0 "$RASOAT" bench rasoat.yaml --truth alien.csv --strategy full --json
expect_contains stdout '"truth_residents_not_listed": 1,'

# Mistakes.
expect_exit 2 "$RASOAT" bench rasoat.yaml --strategy full,nose --lang en
expect_contains stderr "no strategy 'nose'"
expect_exit 2 "$RASOAT" bench rasoat.yaml --strategy full,full --lang en
expect_exit 66 "$RASOAT" bench rasoat.yaml --truth nowhere.csv --lang en
{ cat some.csv; sed -n 2p some.csv; } >twice.csv
expect_exit 65 "$RASOAT" bench rasoat.yaml --truth twice.csv --lang en
expect_contains stderr "twice"
expect_exit 65 "$RASOAT" bench rasoat.yaml --truth rasoat.yaml --lang en
expect_exit 73 "$RASOAT" bench rasoat.yaml --strategy exact-id --out no/such/folder --lang en
