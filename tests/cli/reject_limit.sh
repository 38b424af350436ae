# Too many rejected rows: exit 3, the run is written to the end and holds, `published` stays.
# small
make_three
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
expect_equal "$(readlink out/published)" 2026-06-30-1 "published"

cp welfare.csv good.csv
printf 'BT4,Ngu\303\050n,01/01/1980,Nam,001079067890,00001,x,1\n' >>welfare.csv
expect_exit 3 "$RASOAT" run rasoat.yaml
expect_contains stderr "source 'welfare': 1 of 4 rows rejected, more than the limit of 5.0 %"
expect_equal "$(readlink out/published)" 2026-06-30-1 "published"
expect_file out/2026-06-30-2/manifest.json out/2026-06-30-2/rejects/welfare.csv
expect_exit 0 "$RASOAT" verify out/2026-06-30-2
expect_equal "$(line_count out/2026-06-30-2/matches/welfare.csv)" 4 "lines of matches"

# At the limit itself the run is published, and a limit of 0 lets nothing pass.
echo 'limits: {rejects: 0.25}' >>rasoat.yaml
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
expect_equal "$(readlink out/published)" 2026-06-30-3 "published"
sed -i 's/0.25/0/' rasoat.yaml
expect_exit 3 "$RASOAT" run rasoat.yaml --quiet
cp good.csv welfare.csv
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
expect_equal "$(readlink out/published)" 2026-06-30-5 "published"
