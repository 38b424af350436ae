# Two runs at once on one output: the second ends with 75 at once, and the first is not disturbed.
make_data data 20000
cd data
"$RASOAT" run rasoat.yaml --quiet >first 2>&1 &
first=$!
code=0
for _ in $(seq 100); do
    if [ -e out/state/lock ]; then break; fi
    sleep 0.02
done
for _ in 1 2 3; do
    code=0
    "$RASOAT" run rasoat.yaml >stdout 2>stderr || code=$?
    expect_equal "$code" 75 "exit of the second run"
    expect_contains stderr "another run is writing to"
done
code=0
"$RASOAT" index rasoat.yaml >stdout 2>stderr || code=$?
expect_equal "$code" 75 "exit of index beside a run"
wait $first || fail "the first run ended badly: $(cat first)"
expect_exit 0 "$RASOAT" verify out/published

# A lock file that is left over locks nobody out; another output is another lock.
expect_file out/state/lock
sed 's/output: out/output: other/' rasoat.yaml >other.yaml
"$RASOAT" run rasoat.yaml --quiet >first 2>&1 &
first=$!
"$RASOAT" run other.yaml --quiet >second 2>&1 || fail "a run on another output: $(cat second)"
wait $first || fail "the first run ended badly: $(cat first)"
expect_same out/published/matches other/published/matches
