# The scorer and the cleaning that bench/peers compares tools with: plain unit tests, no network.
# small
need python3
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || skip "needs python3 3.10"
export PYTHONDONTWRITEBYTECODE=1
PYTHONPATH=$ROOT/bench python3 -m unittest discover -s "$ROOT/bench/peers" -t "$ROOT/bench" -p 'test_*.py' \
    >tests.log 2>&1 || fail "$(tail -n 30 tests.log)"
grep -qE '^Ran [1-9][0-9]* tests' tests.log || fail "no test ran: $(tail -n 5 tests.log)"
