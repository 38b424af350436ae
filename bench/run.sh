#!/bin/bash
# Calibration, every bench program in $BENCHES, then the whole nightly job on a generated register.
#
#   RASOAT       the program;  BENCHES  the bench programs (both set by `make bench`)
#   RESIDENTS    residents of the register, default 1000000
#   BENCH_RUNS   measured runs, default 5;  THREADS  default 2
#   BENCH_DIR    where the register is kept between calls, default build/bench-data
set -eu
: "${RASOAT:?the path of the program}"
residents=${RESIDENTS:-1000000}
runs=${BENCH_RUNS:-5}
threads=${THREADS:-2}
folder=${BENCH_DIR:-build/bench-data}/$residents
export BENCH_RUNS=$runs THREADS=$threads LC_ALL=C

for program in ${BENCHES:-}; do # calibration heads all figures
    case $program in *bench_calibrate) "$program" ;; esac
done
for program in ${BENCHES:-}; do
    case $program in *bench_calibrate) continue ;; esac
    echo "== $(basename "$program")"
    "$program"
done

echo "== whole job, $residents residents, $threads threads"
if [ ! -e "$folder/rasoat.yaml" ]; then
    rm -rf "$folder"
    mkdir -p "$(dirname "$folder")"
    "$RASOAT" generate "$folder" --residents "$residents" --seed 1
fi

now_ms() { date +%s%3N; }

times=()
for run in $(seq 0 "$runs"); do # run 0 warms the page cache and is not counted
    rm -rf "$folder/out"
    cat "$folder"/*.csv* >/dev/null
    start=$(now_ms)
    "$RASOAT" run "$folder/rasoat.yaml" --threads "$threads" --quiet >/dev/null
    elapsed=$(($(now_ms) - start))
    [ "$run" = 0 ] || times+=("$elapsed")
done
rows=$(cat "$folder"/out/published/matches/*.csv | wc -l)
files=$(ls "$folder"/out/published/matches/*.csv | wc -l)
printf '%s\n' "${times[@]}" | sort -n | awk -v rows=$((rows - files)) -v residents="$residents" '
    { t[NR] = $1 }
    END {
        median = t[int((NR + 1) / 2)]; if (median < 1) median = 1
        printf "run: %d source rows and %d residents in %.2f s (median of %d, %.2f to %.2f): %.3f M source rows/s\n",
            rows, residents, median / 1000, NR, t[1] / 1000, t[NR] / 1000, rows / median / 1000
    }'
