# keep_runs keeps the newest; the published run is never removed, and nothing else is touched.
# small
make_three
echo 'keep_runs: 3' >>rasoat.yaml
mkdir -p out/2026-01-notes && echo keep >out/2026-01-notes/text
for _ in 1 2 3; do expect_exit 0 "$RASOAT" run rasoat.yaml --quiet; done
expect_file out/2026-06-30-1 out/2026-06-30-2 out/2026-06-30-3
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
expect_no_file out/2026-06-30-1
expect_file out/2026-06-30-2 out/2026-06-30-4 out/2026-01-notes/text

# Later days come after earlier ones, whatever their number; 10 comes after 9.
sed -i 's/2026-06-30/2026-07-01/' rasoat.yaml
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
expect_equal "$(readlink out/published)" 2026-07-01-1 "published"
expect_no_file out/2026-06-30-2
expect_file out/2026-06-30-3 out/2026-06-30-4 out/2026-07-01-1
for _ in $(seq 2 11); do expect_exit 0 "$RASOAT" run rasoat.yaml --quiet; done
expect_equal "$(cd out && echo 2026-0[67]*)" "2026-07-01-10 2026-07-01-11 2026-07-01-9" "runs kept"

# Runs that were refused do not push out the published one.
cp welfare.csv good.csv
for _ in 1 2; do printf 'BT4,Ngu\0yen,01/01/1980,Nam,001079067890,00001,x,1\n' >>welfare.csv; done
for _ in 1 2 3 4 5; do expect_exit 3 "$RASOAT" run rasoat.yaml --quiet; done
expect_equal "$(readlink out/published)" 2026-07-01-11 "published"
expect_exit 0 "$RASOAT" verify out/published
cp good.csv welfare.csv
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
expect_equal "$(cd out && echo 2026-0[67]*)" "2026-07-01-15 2026-07-01-16 2026-07-01-17" "runs kept"

# Leftovers of runs that were killed are removed, other people's files are not.
mkdir -p out/2026-07-01-18.tmp/matches && echo half >out/2026-07-01-18.tmp/matches/x.csv
echo mine >out/notes.tmp
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
expect_no_file out/2026-07-01-18.tmp
expect_file out/notes.tmp
