# verify finds one flipped byte in every output, a missing and an added file, and what no longer adds
# up; a run as it was left holds.
make_data data 200
cd data
need python3
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
run=out/2026-10-31-1
expect_exit 0 "$RASOAT" verify $run
expect_exit 0 "$RASOAT" verify out/published
expect_contains stdout "everything holds"
cp -r $run whole

found() { # what
    expect_exit 65 "$RASOAT" verify $run
    expect_contains stdout "$1"
    rm -rf $run
    cp -r whole $run
}

# One byte in the middle and at the end of a file of each kind.
flip() { # file at
    python3 -c 'import sys
with open(sys.argv[1], "r+b") as f:
    f.seek(int(sys.argv[2])); old = f.read(1); f.seek(int(sys.argv[2])); f.write(bytes([old[0] ^ 1]))' "$1" "$2"
}
book=$(cd whole && find worklists -name '*.xlsx' | LC_ALL=C sort | head -n 1)
for file in matches/civil.csv reviews/welfare.csv rejects/civil.csv rejects/residents.csv \
    duplicates/vaccination.csv issues/welfare.csv proposals/vaccination.csv quality.json quality.csv \
    quality.html model.json "$book" "${book%.xlsx}.csv"; do
    expect_file "whole/$file"
    size=$(wc -c <"whole/$file")
    flip "$run/$file" $((size / 2))
    found "$file"
    flip "$run/$file" $((size - 1))
    found "$file"
done
for file in quality.html model.json matches/welfare.csv reviews/civil.csv issues/civil.csv "$book"; do
    rm "$run/$file"
    found "$file: missing"
done
: >$run/matches/civil.csv
found "matches/civil.csv"
echo x >$run/extra.csv
found "extra.csv: extra"
echo x >$run/matches/extra.csv
found "matches/extra.csv: extra"
mkdir $run/matches/folder
found "matches/folder: extra"
rm $run/quality.csv && ln -s ../whole/quality.csv $run/quality.csv
found "quality.csv"

# Counts that no longer add up, though the manifest is valid.
rows=$(json_number whole/manifest.json rows)
sed -i "0,/\"rows\": $rows/s//\"rows\": $((rows + 1))/" $run/manifest.json
found "counts"
sed -i '$d' $run/matches/welfare.csv
found "matches/welfare.csv"

# No manifest, half a manifest, none of a manifest.
rm $run/manifest.json
expect_exit 66 "$RASOAT" verify $run
expect_contains stderr "manifest.json"
for length in 0 1 300; do
    head -c $length whole/manifest.json >$run/manifest.json
    expect_exit 65 "$RASOAT" verify $run
    expect_contains stderr "manifest.json"
done
sed 's/"matches\/civil.csv"/"..\/..\/rasoat.yaml"/' whole/manifest.json >$run/manifest.json
expect_exit 65 "$RASOAT" verify $run
expect_exit 66 "$RASOAT" verify nowhere
# timing.json alone may differ, and be missing.
cp whole/manifest.json $run/
rm $run/timing.json
expect_exit 0 "$RASOAT" verify $run
expect_exit 0 "$RASOAT" verify $run --json
expect_contains stdout '"holds":true'
