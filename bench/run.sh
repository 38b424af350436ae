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
seconds_of() { sed -n "s/^  \"$1_seconds\": \([0-9.]*\),\$/\1/p" "$folder/out/published/timing.json"; }
workbooks() { sed -i "s/^worklist:.*/worklist: {key: demo, workbooks: $1}/" "$folder/rasoat.yaml"; }

# Everything is written but the workbooks, which have a goal of their own.
workbooks false
times=() stages=""
for run in $(seq 0 "$runs"); do # run 0 warms the page cache and is not counted
    rm -rf "$folder/out"
    cat "$folder"/*.csv* >/dev/null
    start=$(now_ms)
    "$RASOAT" run "$folder/rasoat.yaml" --threads "$threads" --quiet >/dev/null
    elapsed=$(($(now_ms) - start))
    [ "$run" = 0 ] && continue
    times+=("$elapsed")
    for stage in index match settle write worklist report; do
        stages+="$stage $(seconds_of "$stage")"$'\n'
    done
done
peak=$(sed -n 's/^  "peak_bytes": \([0-9]*\)$/\1/p' "$folder/out/published/timing.json")
rows=$(cat "$folder"/out/published/matches/*.csv | wc -l)
files=$(ls "$folder"/out/published/matches/*.csv | wc -l)
rows=$((rows - files))
printf '%s\n' "${times[@]}" | sort -n | awk -v rows="$rows" -v residents="$residents" -v peak="$peak" '
    { t[NR] = $1 }
    END {
        median = t[int((NR + 1) / 2)]; if (median < 1) median = 1
        printf "run: %d source rows and %d residents in %.2f s (median of %d, %.2f to %.2f): %.0f source rows/s, peak %.0f MB\n",
            rows, residents, median / 1000, NR, t[1] / 1000, t[NR] / 1000, rows / median * 1000, peak / 1e6
    }'
printf '%s' "$stages" | sort -k1,1 -k2,2n | awk -v rows="$rows" -v residents="$residents" '
    { value[$1, ++count[$1]] = $2 }
    END {
        split("index match settle write worklist report", order)
        for (i = 1; i <= 6; i++) { s = order[i]; median[s] = value[s, int((count[s] + 1) / 2)]; sum += median[s] }
        if (sum <= 0) sum = 1
        printf "%-10s %8s %7s %12s\n", "stage", "seconds", "share", "rows/s"
        for (i = 1; i <= 6; i++) {
            s = order[i]; n = s == "index" ? residents : rows
            printf "%-10s %8.3f %6.1f%% %12.0f\n", s, median[s], 100 * median[s] / sum, n / (median[s] > 0 ? median[s] : 0.001)
        }
    }'

workbooks true
rm -rf "$folder/out"
"$RASOAT" run "$folder/rasoat.yaml" --threads "$threads" --quiet --json >"$folder/summary.json"
tasks=$(cat "$folder"/out/published/worklists/*.csv | wc -l)
seconds=$(seconds_of worklist)
awk -v tasks="$tasks" -v seconds="$seconds" 'BEGIN {
    printf "worklists with workbooks: %d lines in %.2f s: %.0f a second\n", tasks, seconds, tasks / seconds }'
