# rasoat match: what it writes is what a run decides, row by row, from a file or from a pipe.
need flock

make_data d 3000
expect_exit 0 "$RASOAT" run d/rasoat.yaml -q

for source in civil welfare vaccination; do
    "$RASOAT" match d/rasoat.yaml --source $source --threads 2 >file.csv 2>talk
    "$RASOAT" match d/rasoat.yaml --source $source --threads 1 -q - <d/$source.csv >pipe.csv 2>quiet
    cmp file.csv pipe.csv || fail "$source: file and standard input differ"
    # all but the issues, of which a row alone cannot know all, and the rows that a run looked at
    # again together with others
    cut -d, -f1-9 file.csv >alone
    cut -d, -f1-9 d/out/published/matches/$source.csv >run
    expect_equal "$(line_count alone)" "$(line_count run)" "lines of $source"
    paste -d '\n' alone run | awk -F, 'NR % 2 { alone = $0; next } $8 ~ /closer/ { again++; next }
        alone != $0 { print "alone: " alone; print "run: " $0; bad = 1 }
        END { exit bad || again > NR / 20 }' || fail "$source: match and run decide differently"
    expect_equal "$(line_count talk)" 1 "lines of talk"
    expect_equal "$(line_count quiet)" 0 "lines of talk with --quiet"
done

# Most rows are not spoken of by any other row: their lines are equal, issues and all.
"$RASOAT" match d/rasoat.yaml --source civil -q >civil.csv
same=$(comm -12 <(sort civil.csv) <(sort d/out/published/matches/civil.csv) | wc -l)
[ "$same" -gt $(($(line_count civil.csv) / 2)) ] || fail "only $same lines of match and run are equal"

# --limit, an unknown source, a reader that leaves.
expect_exit 0 "$RASOAT" match d/rasoat.yaml --source civil --limit 10
expect_equal "$(line_count stdout)" 11 "lines with --limit 10"
expect_exit 2 "$RASOAT" match d/rasoat.yaml --source nobody
expect_contains stderr "civil, welfare, vaccination"
expect_equal "$(line_count stdout)" 0 "lines for an unknown source"
(
    code=0
    "$RASOAT" match d/rasoat.yaml --source vaccination -q 2>/dev/null || code=$?
    echo $code >pipe.exit
) | head -n 1 >/dev/null
expect_equal "$(cat pipe.exit)" 141 "exit when the reader leaves"

# A file that cannot be matched leaves standard output empty.
printf 'ma_ho_so,ho_ten\n1,An\n' >short.csv
expect_exit 65 "$RASOAT" match d/rasoat.yaml --source civil short.csv
expect_equal "$(line_count stdout)" 0 "lines without a mandatory column"

# Rejected rows are counted, not written; too many of them are exit 3.
{
    head -n 3 d/civil.csv
    echo 'only,three,cells'
} >ragged.csv
expect_exit 3 "$RASOAT" match d/rasoat.yaml --source civil ragged.csv
expect_equal "$(line_count stdout)" 3 "lines of two good rows"
expect_contains stderr "ragged 1"

# A fresh index needs no lock; a stale one is not built behind the back of a run.
exec 9>d/out/state/lock
flock 9
expect_exit 0 "$RASOAT" match d/rasoat.yaml --source civil -q
tail -n 1 d/residents.csv >one
cp d/residents.csv kept.csv
cat one >>d/residents.csv
expect_exit 75 "$RASOAT" match d/rasoat.yaml --source civil -q
flock -u 9
exec 9>&-
expect_exit 0 "$RASOAT" match d/rasoat.yaml --source civil -q

# No index at all: it is built.
cp kept.csv d/residents.csv
rm -r d/out
expect_exit 0 "$RASOAT" match d/rasoat.yaml --source civil -q
cmp stdout civil.csv || fail "another index, other lines"
expect_file d/out/state/residents.index
expect_no_file d/out/published
