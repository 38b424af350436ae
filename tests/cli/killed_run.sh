# kill -9 at any moment leaves yesterday's run or tonight's, whole; a plain run afterwards ends as an
# undisturbed one would have.
make_data data 3000
cd data
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
mv out wanted
cp rasoat.yaml tonight.yaml

killed=0
for delay in 0.02 0.06 0.12 0.2 0.3 0.45; do
    rm -rf out
    "$RASOAT" run rasoat.yaml >/dev/null 2>&1 </dev/null &
    run=$!
    sleep $delay
    kill -KILL $run 2>/dev/null || true
    code=0
    wait $run 2>/dev/null || code=$?
    [ $code = 0 ] || killed=$((killed + 1))
    if [ -e out/published ]; then
        expect_exit 0 "$RASOAT" verify out/published
        continue
    fi
    expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
    expect_equal "$(find out -name '*.tmp' -o -name '*.new')" "" "leftovers"
    if [ "$(readlink out/published)" = 2026-10-31-1 ]; then
        expect_same_run out wanted
    else
        # killed between the two renames: the whole run stands there, unpublished
        expect_exit 0 "$RASOAT" verify out/2026-10-31-1
        expect_same out/published/matches wanted/published/matches
    fi
done
[ $killed -ge 2 ] || fail "only $killed of the runs were caught while they ran"

# At every rename of the publishing, and at syncs of every stage, where strace can do it.
need strace
strace -f -o /dev/null -e inject=fsync:error=EIO:when=9999 true 2>/dev/null || skip "strace cannot trace here"
"$RASOAT" generate tiny --residents 60 --seed 3 >/dev/null
cd tiny
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
mv out wanted
at_call() { # system call, number
    rm -rf out
    local code=0
    # a yesterday that must stay whole
    sed 's/2026-10-31/2026-10-30/' rasoat.yaml >yesterday.yaml
    cp -a yesterday out
    strace -f -qq -o trace -e trace="$1" -e inject="$1:signal=KILL:when=$2" \
        "$RASOAT" run rasoat.yaml --quiet --threads 1 >/dev/null 2>&1 </dev/null || code=$?
    expect_exit 0 "$RASOAT" verify out/published
    [ "$code" != 0 ] || return 1
    expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
    expect_equal "$(find out -name '*.tmp' -o -name '*.new')" "" "leftovers"
    expect_same out/published/matches wanted/published/matches
    expect_exit 0 "$RASOAT" verify out/published
}
sed 's/2026-10-31/2026-10-30/' rasoat.yaml >yesterday.yaml
expect_exit 0 "$RASOAT" run yesterday.yaml --quiet
mv out yesterday
for number in 1 2 3 4 5; do at_call renameat $number || break; done
at_call symlinkat 1
for number in 1 8 20; do at_call fdatasync $number || break; done
for number in 1 6 11 16; do at_call fsync $number || break; done
