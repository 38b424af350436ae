# The resident index is kept until residents, settings or units change; damage means a new one.
# small
make_data data 1000
cd data
index=$(printf 'out/state/residents*')

# indexed reused|built: what the index command says of itself
indexed() {
    expect_exit 0 "$RASOAT" index rasoat.yaml --json
    case $1 in
    reused) expect_contains stdout '"reused":true' ;;
    built) expect_contains stdout '"reused":false' ;;
    esac
}

indexed built
indexed reused
index=$(find out/state -type f -size +10k)
expect_equal "$(echo "$index" | wc -l)" 1 "index files"
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
cp out/published/matches/vaccination.csv wanted.csv
sum=$(cksum <"$index")
indexed reused
touch residents.csv
indexed reused

# A change of the residents, back again, of the units, of a setting.
cp residents.csv whole.csv
sed -i '$d' residents.csv
indexed built
indexed reused
cp whole.csv residents.csv
indexed built
expect_equal "$(cksum <"$index")" "$sum" "the index of the same residents"
echo '99998,Xã Thử,Xã,68,Tỉnh Lâm Đồng' >>units.csv
indexed built
sed -i '$d' units.csv
indexed built
echo '99999,60310,whole' >>crosswalk.csv
indexed built
sed -i '$d' crosswalk.csv
indexed built
cp rasoat.yaml first.yaml
echo 'match: {block_cap: 100}' >>rasoat.yaml
indexed built
cp first.yaml rasoat.yaml
sed -i 's/residents: {path: residents.csv}/residents: {path: residents.csv, columns: {phone: dia_chi}}/' rasoat.yaml
indexed built
cp first.yaml rasoat.yaml
indexed built
# What does not bear on it leaves it alone.
sed -i '/name: welfare/d' rasoat.yaml
echo 'keep_runs: 3' >>rasoat.yaml
indexed reused
cp first.yaml rasoat.yaml

# Damage anywhere: the head, the middle, the last byte, the end cut off, no byte left, another kind of
# file, a link, a folder's worth of rights.
size=$(wc -c <"$index")
for at in 0 9 40 200 $((size / 4)) $((size / 2)) $((size * 3 / 4)) $((size - 1)); do
    old=$(od -An -tu1 -j "$at" -N 1 "$index")
    # shellcheck disable=SC2059
    printf "\\x$(printf %02x $((old ^ 64)))" | dd of="$index" bs=1 seek="$at" conv=notrunc status=none
    indexed built
    expect_equal "$(cksum <"$index")" "$sum" "the index after damage at byte $at"
done
for length in 0 1 64 4096 $((size / 2)) $((size - 1)); do
    truncate -s "$length" "$index"
    indexed built
    expect_equal "$(cksum <"$index")" "$sum" "the index after a cut at byte $length"
done
echo x >>"$index"
indexed built
cp residents.csv "$index"
indexed built
rm "$index" && ln -s /etc/passwd "$index"
indexed built
[ ! -L "$index" ] || fail "the index is a link"
truncate -s 100 "$index"
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
expect_same out/published/matches/vaccination.csv wanted.csv
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
expect_same out/published/matches/vaccination.csv wanted.csv
expect_equal "$(cksum <"$index")" "$sum" "the index"

# A file of one's own choice.
expect_exit 0 "$RASOAT" index rasoat.yaml -o mine.index
expect_equal "$(cksum <mine.index)" "$sum" "the index by -o"
expect_equal "$(stat -c %a mine.index)" 600 "rights of the index by -o"
