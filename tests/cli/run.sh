#!/bin/bash
# Runs the whole-program tests: every tests/cli/*.sh but this one and lib.sh, each under
# `bash -eu` in a fresh folder. Prints ok / not ok lines and closes with `cli: N passed, N failed`.
#
#   RASOAT            the program (absolute path); required
#   CLI_TESTS=small   only the tests whose second line is `# small`
#   CLI_TESTS=NAME    only tests whose name contains NAME
#   CLI_TIMEOUT       seconds for one test, default 300
#
# A test has lib.sh sourced already and may use: RASOAT, MODE, ROOT (the tree), HERE (this folder).
# Exit 0 passes, 77 skips, all else fails. Where NAME.stdout.exact lies beside NAME.sh, standard
# output must be those bytes (UPDATE=1 writes them anew).
set -u
HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
export HERE ROOT MODE="${MODE:-release}"
: "${RASOAT:?the path of the program}"
export RASOAT
export LC_ALL=C.UTF-8 TZ=UTC
unset SOURCE_DATE_EPOCH
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1}" UBSAN_OPTIONS=print_stacktrace=1

scratch=$(mktemp -d)
trap 'chmod -R u+rwX "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
passed=0 failed=0 skipped=0

selected() { # path
    case ${CLI_TESTS:-} in
    '') return 0 ;;
    small) [ "$(sed -n 2p "$1")" = "# small" ] ;;
    *) [[ $(basename "$1" .sh) == *"$CLI_TESTS"* ]] ;;
    esac
}

for test in "$HERE"/*.sh; do
    name=$(basename "$test" .sh)
    case $name in run | lib) continue ;; esac
    selected "$test" || continue
    mkdir "$scratch/$name"
    code=0
    # shellcheck disable=SC2016
    (cd "$scratch/$name" && timeout -k 5 "${CLI_TIMEOUT:-300}" \
        bash -eu -c '. "$HERE/lib.sh"; . "$0"' "$test") \
        >"$scratch/$name.stdout" 2>"$scratch/$name.stderr" </dev/null || code=$?
    exact=$HERE/$name.stdout.exact
    if [ "$code" = 0 ] && [ -e "$exact" ]; then
        if [ "${UPDATE:-0}" = 1 ]; then cp "$scratch/$name.stdout" "$exact"; fi
        diff -u "$exact" "$scratch/$name.stdout" >"$scratch/$name.diff" || code=1
    fi
    case $code in
    0)
        passed=$((passed + 1)) && echo "ok - $name"
        grep '^# ' "$scratch/$name.stdout" || true # figures that a test wants to be seen
        ;;
    77) skipped=$((skipped + 1)) && echo "ok - $name # SKIP $(tail -n 1 "$scratch/$name.stderr")" ;;
    *)
        failed=$((failed + 1))
        echo "not ok - $name (exit $code$([ "$code" = 124 ] && echo ', timed out'))"
        tail -n 30 "$scratch/$name.stdout" "$scratch/$name.stderr" "$scratch/$name.diff" 2>/dev/null | sed 's/^/    /'
        ;;
    esac
    chmod -R u+rwX "$scratch/$name" 2>/dev/null
    rm -rf "${scratch:?}/$name"
done

echo "cli: $passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
