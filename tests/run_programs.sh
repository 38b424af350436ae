#!/bin/bash
# Runs plain test programs (races, corpus replay) and closes with `NAME: N passed, N failed`.
# usage: tests/run_programs.sh NAME PROGRAM...
# A program of the group `replay` is given its folder tests/fuzz/corpus/<program>.
set -u
name=$1
shift
passed=0 failed=0

run() { # program, wrapper...
    local program=$1
    shift
    local arguments=()
    if [ "$name" = replay ]; then arguments=("tests/fuzz/corpus/$(basename "$program")"); fi
    timeout -k 5 "${PROGRAM_TIMEOUT:-300}" "$@" "$program" "${arguments[@]}" >"$program.log" 2>&1
}

for program in "$@"; do
    ok=1
    run "$program" || ok=0
    # ThreadSanitizer of gcc 12 cannot start where the kernel spreads mappings wider than it knows.
    if [ "$ok" = 0 ] && grep -q 'unexpected memory mapping' "$program.log"; then
        ok=1
        run "$program" setarch "$(uname -m)" -R || ok=0
    fi
    if [ "$ok" = 1 ]; then
        passed=$((passed + 1))
        echo "ok - $(basename "$program")"
    else
        failed=$((failed + 1))
        echo "not ok - $(basename "$program")"
        tail -n 60 "$program.log"
    fi
done

echo "$name: $passed passed, $failed failed"
[ "$failed" = 0 ]
