#!/bin/bash
# Every header compiles alone: the public ones in C11 and in C++ (where a C++ compiler is there)
# with no private include path, the private ones in C11; and rasoat.h includes all public ones.
# Closes with `headers: N passed, N failed`.
set -u
cc=${CC:-cc}
passed=0 failed=0

check() { # what, command...
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not ok - $what"
    fi
}

compiles() { # language, standard, include path flags, header
    printf '#include "%s"\nextern int nothing_else;\n' "$4" | $1 -x "$2" $3 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -
}

for header in include/rasoat/*.h; do
    name=rasoat/$(basename "$header")
    check "$name in C11" compiles "$cc" c "-std=c11 -Iinclude" "$name"
    if command -v c++ >/dev/null; then
        check "$name in C++" compiles c++ c++ "-std=c++11 -Iinclude" "$name"
    fi
    if [ "$name" != rasoat/rasoat.h ]; then
        check "rasoat.h includes $name" grep -q "^#include \"$name\"" include/rasoat/rasoat.h
    fi
done
for header in src/*/*.h; do
    # a header without a guard is a template: its includer defines what it is made of
    grep -q '^#ifndef RASOAT_' "$header" || continue
    check "$header in C11" compiles "$cc" c "-std=c11 -D_GNU_SOURCE -Iinclude -Isrc" "${header#src/}"
done

echo "headers: $passed passed, $failed failed"
[ "$failed" = 0 ]
