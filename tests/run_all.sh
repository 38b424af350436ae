#!/bin/bash
# Every test there is, one stage after the other; a failing stage does not hide the next ones.
# Closes with one line per stage and `N passed, N failed`. Run by `make test`.
set -u -o pipefail
make=${MAKE:-make}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
bad=0 broken=0

stage() { # title, make arguments...
    local title=$1 before after
    shift
    echo "== $title"
    before=$(wc -l <"$log")
    if ! $make "$@" 2>&1 | tee -a "$log"; then
        bad=1
        after=$(tail -n +"$((before + 1))" "$log" | grep -cE '^[a-z]+: [0-9]+ passed, [1-9][0-9]* failed' || true)
        # A stage that broke without a count of its own (it did not compile, say) is one failure.
        if [ "$after" = 0 ]; then
            broken=$((broken + 1))
            echo "$title: broken"
        fi
    fi
}

jobs=${JOBS:-$(getconf _NPROCESSORS_ONLN)}
stage "layers of the code" layers
stage "headers alone" headers
stage "unit tests" -j "$jobs" MODE=debug unit-run
stage "whole program" -j "$jobs" MODE=release cli-run
stage "unit tests and corpus replay under ASan and UBSan" -j "$jobs" MODE=asan unit-run replay-run
stage "whole program under ASan and UBSan" -j "$jobs" MODE=asan CLI_TESTS=small cli-run
stage "races under ThreadSanitizer" -j "$jobs" MODE=tsan race-run
stage "same bytes from another folder" -j "$jobs" MODE=release reproducible

echo
grep -E '^[a-z]+: [0-9]+ passed, [0-9]+ failed' "$log" | sed 's/^/  /'
read -r passed failed <<<"$(awk '/^[a-z]+: [0-9]+ passed, [0-9]+ failed/ { p += $2; f += $4 } END { print p + 0, f + 0 }' "$log")"
failed=$((failed + broken))
echo "$passed passed, $failed failed"
[ "$bad" = 0 ] && [ "$failed" = 0 ]
