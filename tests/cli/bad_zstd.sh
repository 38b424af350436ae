# A compressed extract that is torn, flipped, padded or no zstd at all is refused as a whole.
# small
need zstd
make_three
for i in $(seq 1 300); do
    echo "BX$i,Lê Quốc Việt,27/02/1979,Nam,001079067890,00004,Người khuyết tật,71198067$i"
done >>welfare.csv
zstd -q --check welfare.csv -o whole.zst
make_config residents.csv welfare:social_welfare:welfare.csv.zst </dev/null
size=$(wc -c <whole.zst)

refused() { # text
    expect_exit 65 timeout 60 "$RASOAT" run rasoat.yaml
    expect_contains stderr "$1"
    expect_contains stderr "'welfare.csv.zst'"
    expect_lacks stderr "Quốc"
    expect_equal "$(line_count stderr)" 1 "lines on standard error"
    expect_unpublished out
}

for length in 1 4 9 100 $((size / 2)) $((size - 5)) $((size - 1)); do
    head -c "$length" whole.zst >welfare.csv.zst
    refused "byte"
done
for at in 0 5 20 $((size / 3)) $((size / 2)) $((size - 2)); do
    cp whole.zst welfare.csv.zst
    old=$(od -An -tu1 -j "$at" -N 1 whole.zst)
    # shellcheck disable=SC2059
    printf "\\x$(printf %02x $((old ^ 16)))" | dd of=welfare.csv.zst bs=1 seek="$at" conv=notrunc status=none
    refused "byte"
done
{ cat whole.zst && echo junk behind; } >welfare.csv.zst
refused "byte"
cp welfare.csv welfare.csv.zst
refused "not a zstd stream"
: >welfare.csv.zst
refused ""

# The residents too.
zstd -q --check residents.csv -o r.zst
head -c 60 r.zst >residents.csv.zst
make_config residents.csv.zst welfare:social_welfare:welfare.csv </dev/null
expect_exit 65 "$RASOAT" run rasoat.yaml
expect_contains stderr "'residents.csv.zst'"
expect_unpublished out

# Frames one behind the other are one text, and so are skippable ones.
{ head -n 100 welfare.csv | zstd -q && tail -n +101 welfare.csv | zstd -q; } >welfare.csv.zst
make_config residents.csv welfare:social_welfare:welfare.csv.zst </dev/null
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
expect_equal "$(line_count out/published/matches/welfare.csv)" 304 "lines of matches"
