# Without memory the program says so and ends with 71, publishes nothing and never crashes.
case $MODE in asan | tsan) skip "the sanitizers need the whole address space" ;; esac
make_data data 4000
cd data
short=0
for megabytes in 30 50 70 90 110 130 150 170 190 210 230 260 300 350 400 500; do
    rm -rf out
    code=0
    bash -c 'ulimit -v $1; exec "$0" run rasoat.yaml --threads 2 --quiet' "$RASOAT" $((megabytes * 1024)) \
        >stdout 2>stderr </dev/null || code=$?
    case $code in
    0) break ;;
    71)
        short=$((short + 1))
        expect_contains stderr "memory"
        expect_unpublished out
        ;;
    127) ;; # too little for the dynamic loader itself
    *) fail "exit $code with $megabytes MB: $(tail -n 3 stderr)" ;;
    esac
done
[ $code = 0 ] || fail "500 MB are not enough for 4000 residents"
[ $short -ge 2 ] || fail "only $short runs were short of memory"
