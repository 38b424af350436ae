# The bytes of a run do not depend on the number of threads: all files but timing.json, the resident
# index too.
make_data data 6000 --dirt 2
cd data
for threads in 1 2 3 8; do
    expect_exit 0 "$RASOAT" run rasoat.yaml --quiet --threads "$threads"
    mv out "out.$threads"
    rm stdout stderr
done
for threads in 2 3 8; do expect_same_run out.1 "out.$threads"; done
expect_file out.1/published/timing.json out.1/state

# And a second run over the index of the first gives what the first gave, but for its own id.
cp -a out.1 out
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet --threads 3
diff -r -x timing.json -x manifest.json -x quality.html -x quality.json -x "*.xlsx" out/2026-10-31-1 out/2026-10-31-2 >differences ||
    fail "the second run differs: $(head -n 5 differences | cut -c 1-200)"
