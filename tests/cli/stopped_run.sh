# SIGINT and SIGTERM stop a run cleanly: 130 and 143, nothing published, nothing left, and the next
# run is the one that an undisturbed night would have had.
need python3
make_data data 20000
cd data
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
mv out wanted

# stop SIGNAL SECONDS: the exit code of a run that is sent a signal after that time
stop() {
    local code=0
    "$RASOAT" run rasoat.yaml >stdout 2>stderr </dev/null &
    local run=$!
    sleep "$2"
    kill -s "$1" $run 2>/dev/null || true
    wait $run || code=$?
    echo $code
}

stopped=0
for delay in 0.05 0.15 0.35 0.7; do
    for pair in INT:130 TERM:143; do
        rm -rf out
        code=$(stop "${pair%:*}" $delay)
        if [ "$code" = 0 ]; then continue; fi
        expect_equal "$code" "${pair#*:}" "exit after SIG${pair%:*} at $delay s"
        expect_unpublished out
        expect_equal "$(find out -name '*.tmp' 2>/dev/null)" "" "leftovers"
        stopped=$((stopped + 1))
    done
done
rm -rf out
[ $stopped -ge 3 ] || fail "only $stopped of the runs were caught while they ran"
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
expect_same_run out wanted

# A run that is stopped leaves what was published before as it was.
before=$(find out/published/ -type f -exec cksum {} + | sort)
code=$(stop TERM 0.3)
if [ "$code" != 0 ]; then
    expect_equal "$(readlink out/published)" 2026-10-31-1 published
    expect_equal "$(find out/published/ -type f -exec cksum {} + | sort)" "$before" "what was published"
fi
# generate too
"$RASOAT" generate big --residents 3000000 >stdout 2>stderr &
run=$!
sleep 0.3
kill -s INT $run
code=0
wait $run || code=$?
expect_equal "$code" 130 "exit of generate"
