#!/bin/bash
# Accuracy on generated registers and on public linkage sets. Called by `make bench-accuracy`.
#
#   RASOAT         the program
#   RESIDENTS      of each register, default 100000
#   SEEDS          of the registers, default seeds that nothing was tuned on
#   DIRT           the error rates, default "1 2 3"
#   LINKAGE_DATA   folder of the public sets; absent: they are left out
#   ACCURACY_FILE  where the tables go, default bench/results/accuracy.txt
set -eu
: "${RASOAT:?the path of the program}"
root=$(cd "$(dirname "$0")/.." && pwd)
residents=${RESIDENTS:-100000}
seeds=${SEEDS:-70001 70002 70003 70004 70005}
file=${ACCURACY_FILE:-$root/bench/results/accuracy.txt}
work=$root/build/bench-accuracy
export LC_ALL=C

register_bench() { # seed dirt
    local folder=$work/$residents-$1-$2
    mkdir -p "$work"
    [ -e "$folder/rasoat.yaml" ] ||
        "$RASOAT" generate "$folder" --residents "$residents" --seed "$1" --dirt "$2" >/dev/null
    "$RASOAT" bench "$folder/rasoat.yaml" --truth "$folder/truth.csv" --lang en --quiet \
        --out "$folder/bench" >/dev/null
    runs+=("x$2=$folder/bench/bench.json")
}

{
    echo "generated registers, $residents residents, seeds $seeds, pooled; errors = wrong links + missed rows"
    runs=()
    for dirt in ${DIRT:-1 2 3}; do
        for seed in $seeds; do register_bench "$seed" "$dirt"; done
    done
    python3 "$root/bench/accuracy_pool.py" "${runs[@]}"
    echo
    echo "public sets, probability 0.5, nothing labelled seen"
    LINKAGE_DATA=${LINKAGE_DATA:-$root/../shared/data/linkage} RASOAT=$RASOAT CLI_TESTS=linkage_accuracy \
        "$root/tests/cli/run.sh" | sed -n 's/^# //p'
} | tee "$file.new"
mv "$file.new" "$file"
