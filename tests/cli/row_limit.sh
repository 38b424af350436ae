# --limit reads that many rows of each source; --quiet says nothing on standard error.
# small
make_data data 1000
cd data
expect_exit 0 "$RASOAT" run rasoat.yaml --limit 50 --json
for source in civil welfare vaccination; do
    rows=$(($(line_count out/published/matches/$source.csv) + $(line_count out/published/rejects/$source.csv) - 2))
    expect_equal "$rows" 50 "rows of $source"
    tail -n +2 "$source.csv" | head -n 50 | cut -d, -f1 >wanted
    tail -n +2 out/published/matches/$source.csv | cut -d, -f1 >got
    expect_same got wanted
done
expect_exit 0 "$RASOAT" verify out/published
expect_exit 0 "$RASOAT" run rasoat.yaml --limit 1 --quiet
expect_equal "$(cat stderr)" "" "standard error"
expect_equal "$(line_count out/published/matches/civil.csv)" 2 "lines of matches"
expect_exit 0 "$RASOAT" run rasoat.yaml --limit 1000000000 --quiet
cp out/published/matches/welfare.csv limited.csv
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
expect_same out/published/matches/welfare.csv limited.csv
