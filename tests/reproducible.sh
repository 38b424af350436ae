#!/bin/bash
# Builds the tree again in another folder of another length and compares program and libraries with
# those in $BUILT, byte for byte. Closes with `reproducible: N passed, N failed`. Needs `make all`.
set -eu
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
copy=$top/another/place/with/a/longer/name
mkdir -p "$copy"
cp -r Makefile include src "$copy"
if ! (cd "$copy" && ${MAKE:-make} BUILD=build/again all) >"$top/log" 2>&1; then
    tail -n 20 "$top/log"
    echo "reproducible: 0 passed, 1 failed"
    exit 1
fi

passed=0 failed=0
for built in "$BUILT"/rasoat "$BUILT"/librasoat.a "$BUILT"/librasoat.so.*; do
    if cmp "$built" "$copy/build/again/$(basename "$built")"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done
echo "reproducible: $passed passed, $failed failed"
[ "$failed" = 0 ]
