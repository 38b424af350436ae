# An optional source, missing or broken, is left out with a warning; any other fails the run.
# small
make_three
sed 's/name: welfare/name: second/; s/path: "welfare.csv"/optional: true, path: "second.csv"/' rasoat.yaml | tail -n 1 >>rasoat.yaml
cp welfare.csv good.csv

left_out() { # text of the warning
    expect_exit 0 "$RASOAT" run rasoat.yaml
    expect_contains stderr "warning"
    expect_contains stderr "$1"
    expect_file out/published/matches/welfare.csv
    expect_no_file out/published/matches/second.csv
    expect_exit 0 "$RASOAT" verify out/published
    expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
    expect_equal "$(cat stderr)" "" "standard error under --quiet"
    rm -rf second.csv
}

left_out "optional source 'second' left out: cannot open 'second.csv'"
: >second.csv
left_out "'second.csv' is empty"
head -n 1 good.csv >second.csv
left_out "holds no rows"
cut -d, -f1 good.csv >second.csv
left_out "no column for full_name"
head -c 3000 /dev/urandom >second.csv
left_out "second"

# Broken only at its very end, when most of it has been read.
need zstd
for i in $(seq 1 30000); do
    echo "BX$i,Lê Quốc Việt,27/02/1979,Nam,001079067890,00004,Người khuyết tật,71198067$i"
done >>good.csv
zstd -q --check good.csv -o good.zst
head -c $(($(wc -c <good.zst) - 3)) good.zst >second.zst
sed -i 's/second.csv/second.zst/' rasoat.yaml
left_out "'second.zst' is cut off"
cp rasoat.yaml optional.yaml
sed 's/optional: true, //' optional.yaml >rasoat.yaml
before=$(readlink out/published)
expect_exit 65 "$RASOAT" run rasoat.yaml
expect_contains stderr "'second.zst' is cut off"
expect_equal "$(readlink out/published)" "$before" "published"
cp optional.yaml rasoat.yaml

# There again, it takes part again.
cp good.zst second.zst
expect_exit 0 "$RASOAT" run rasoat.yaml
expect_equal "$(cat stderr)" "" "standard error"
expect_equal "$(line_count out/published/matches/second.csv)" 30004 "lines of matches"

# All sources left out: there is no night's work to publish.
rm second.zst
before=$(readlink out/published)
sed -i '/name: welfare/d' rasoat.yaml
expect_exit 66 "$RASOAT" run rasoat.yaml
expect_contains stderr "every source was left out"
expect_contains stderr "second.zst"
expect_equal "$(readlink out/published)" "$before" "published"
