# An extract or the residents changed while a run reads them: 65, and nothing is published.
make_data data 12000
cd data
mkdir kept && cp residents.csv civil.csv kept/

# change FILE COMMAND...: the run is held when it has read FILE once, the command is run, it goes on.
change() {
    local file=$1 sign run code try
    shift
    for try in 1 2 3 4 5 6; do
        rm -rf out
        cp kept/* .
        case $file in
        civil.csv) sign=rejects/vaccination.csv ;; # the first reading has come to the third source
        residents.csv) sign=rejects ;; # their hash is taken, or being taken
        esac
        "$RASOAT" run rasoat.yaml --threads 1 --quiet >stdout 2>stderr &
        run=$!
        while kill -0 $run 2>/dev/null && [ ! -e out/2026-10-31-1.tmp/$sign ]; do :; done
        kill -STOP $run 2>/dev/null || true
        "$@"
        kill -CONT $run 2>/dev/null || true
        code=0
        wait $run || code=$?
        # caught too late: everything had been read already
        if [ $code = 0 ]; then continue; fi
        case $code in 65 | 66) ;; *) fail "exit $code after '$*': $(cat stderr)" ;; esac
        expect_contains stderr "${file%.csv}"
        expect_lacks stderr "Nguyễn"
        expect_unpublished out
        return
    done
    [ "$file" = residents.csv ] || fail "no run noticed '$*'"
}

truncated() { truncate -s 100000 "$1"; }
grown() { sed -n 2p "$1" >>"$1"; }
other_byte() { printf X | dd of="$1" bs=1 seek=100000 conv=notrunc status=none; }
swapped() { { head -n 1 "$1" && tail -n +2 "$1" | tac; } >new && mv new "$1"; }
for how in truncated grown other_byte swapped rm; do
    change civil.csv $how civil.csv
done
change residents.csv truncated residents.csv
change residents.csv grown residents.csv

# And with the files at rest again the run ends well.
cp kept/* .
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
