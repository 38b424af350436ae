# System calls that fail: a read or a sync error ends the run with 74, never as a short success, and
# nothing is published. An interrupted call is tried again.
need strace
"$RASOAT" generate data --residents 300 --seed 5 >/dev/null
cd data
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
mv out wanted
strace -f -o /dev/null -e trace=fsync true 2>/dev/null || skip "strace cannot trace here"
case $MODE in asan) ASAN_OPTIONS=detect_leaks=0 ;; esac

# run_with INJECTION: the exit code of a run in which that call fails
run_with() {
    rm -rf out
    local code=0
    strace -f -qq -o trace -e trace="${1%%:*}" -e inject="$1" \
        "$RASOAT" run rasoat.yaml --quiet --threads 1 >stdout 2>stderr </dev/null || code=$?
    echo $code
}

# A read error in the residents or an extract, at every read of one (-P follows the path).
broken=0
for file in residents.csv civil.csv welfare.csv vaccination.csv units.csv crosswalk.csv rasoat.yaml; do
    for number in 1 2 3 4 5; do
        rm -rf out
        code=0
        strace -f -qq -o trace -P "$PWD/$file" -e trace=read,pread64,mmap -e inject=read,pread64:error=EIO:when=$number \
            "$RASOAT" run rasoat.yaml --quiet --threads 2 >stdout 2>stderr </dev/null || code=$?
        if [ $code = 0 ]; then
            # there was no such read any more: then nothing may be missing
            expect_same_run out wanted
            break
        fi
        broken=$((broken + 1))
        expect_equal $code 74 "exit for read $number of $file"
        expect_contains stderr "$file"
        expect_unpublished out
    done
    [ "$number" -gt 1 ] || fail "no read of $file was broken"
done
[ $broken -ge 9 ] || fail "only $broken reads were broken"

# Syncs and closes: no success without them.
for number in 1 2 3 5 8 13 21; do
    code=$(run_with fdatasync:error=EIO:when=$number)
    [ "$code" != 0 ] || break
    expect_equal "$code" 74 "exit for fdatasync $number"
    expect_unpublished out
done
[ $number -gt 5 ] || fail "only $number syncs of files"
for number in 3 6 9 12; do
    code=$(run_with fsync:error=EIO:when=$number)
    [ "$code" != 0 ] || break
    expect_equal "$code" 74 "exit for fsync $number"
done
[ $number -gt 6 ] || fail "only $number syncs of folders"
for number in 1 2; do
    code=$(run_with renameat:error=EIO:when=$number)
    expect_equal "$code" 74 "exit for rename $number"
    expect_no_file out/published
done
# A disk that fills up at any write.
for number in 1 2 4 8 16 32; do
    code=$(run_with write:error=ENOSPC:when=$number)
    [ "$code" != 0 ] || break
    expect_equal "$code" 74 "exit for write $number"
    expect_unpublished out
done
# Interrupted reads and writes are no trouble at all.
rm -rf out
expect_exit 0 strace -f -qq -o trace -P "$PWD/civil.csv" -P "$PWD/welfare.csv" -P "$PWD/residents.csv" \
    -P "$PWD/units.csv" -e trace=read,openat -e inject=read,openat:error=EINTR:when=1+2 \
    "$RASOAT" run rasoat.yaml --quiet --threads 2
expect_same_run out wanted
# (not in workbooks: the C library's streams under them do not try again)
sed -i 's/^worklist: {key: demo}/worklist: {key: demo, workbooks: false}/' rasoat.yaml
rm -rf out wanted
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
mv out wanted
code=$(run_with write,fdatasync,fsync:error=EINTR:when=2+3)
expect_equal "$code" 0 "exit with interrupted calls: $(cat stderr)"
expect_same_run out wanted
# Memory that cannot be mapped, and threads that cannot be started.
for number in 1 2 3; do
    code=$(run_with clone3:error=EAGAIN:when=$number)
    case $code in 0) expect_same_run out wanted ;; 71) expect_unpublished out ;; *) fail "exit $code without thread $number: $(cat stderr)" ;; esac
done
