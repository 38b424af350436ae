#!/bin/bash
# Runs Criterion programs and closes with `unit: N passed, N failed, N skipped`.
# usage: tests/run_unit.sh PROGRAM...
#
# Criterion ends well when no test ran, when a leak was found in a test's process, and when a
# program dies before its summary: each is looked for here.
set -u
passed=0 failed=0 skipped=0

for program in "$@"; do
    rm -f "$program".san.* "$program.tap" "$program.log"
    bad=0
    ASAN_OPTIONS="log_path=$program.san:detect_leaks=1" UBSAN_OPTIONS=print_stacktrace=1 \
        timeout -k 5 "${UNIT_TIMEOUT:-300}" "$program" --tap="$program.tap" >"$program.out" 2>"$program.log" || bad=1
    read -r good wrong <<<"$(awk '/Synthesis/ { p += $7; f += $10 } END { print p + 0, f + 0 }' "$program.log")"
    if ! grep -qs '^1\.\.[1-9]' "$program.tap"; then
        echo "$program: ran no test"
        wrong=$((wrong + 1))
    elif [ "$bad" = 1 ] && [ "$wrong" = 0 ]; then
        echo "$program: ended badly"
        wrong=1
    fi
    if compgen -G "$program.san.*" >/dev/null; then
        echo "$program: sanitizer report"
        cat "$program".san.*
        [ "$wrong" != 0 ] || wrong=1
    fi
    if [ "$wrong" = 0 ]; then
        echo "ok - $(basename "$program"): $good"
    else
        echo "not ok - $(basename "$program"): $good passed, $wrong failed"
        cat "$program.log"
    fi
    passed=$((passed + good))
    failed=$((failed + wrong))
    skips=$(grep -cs '^ok.*# SKIP' "$program.tap" || true)
    skipped=$((skipped + ${skips:-0}))
done

echo "unit: $passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
