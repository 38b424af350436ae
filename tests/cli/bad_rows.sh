# Rows that cannot be read are counted, told with line and byte, and the rows around them survive.
# small
make_three
cp welfare.csv good.csv
for i in $(seq 1 97); do
    echo "BX$i,Lê Quốc Việt,27/02/1979,Nam,001079067890,00004,Người khuyết tật,71198067$i"
done >>good.csv

# one_reject CODE LINE: the run is published, 100 rows are decided, one is rejected for that reason.
one_reject() {
    rm -rf out
    expect_exit 0 timeout 120 "$RASOAT" run rasoat.yaml --quiet
    expect_equal "$(line_count out/published/matches/welfare.csv)" 101 "lines of matches"
    expect_equal "$(line_count out/published/rejects/welfare.csv)" 2 "lines of rejects"
    expect_contains out/published/rejects/welfare.csv "welfare.csv,$2,"
    expect_contains out/published/rejects/welfare.csv ",$1,"
    expect_contains out/published/manifest.json '"rejected": 1'
    expect_exit 0 "$RASOAT" verify out/published
    offset=$(sed -n 2p out/published/rejects/welfare.csv | cut -d, -f3)
    at=$(od -An -tx1 -j "$offset" -N 1 welfare.csv)
}

{ cat good.csv && printf 'BT4,Ngu\0yen Van A,01/01/1980,Nam,\0,00001,x,1\n'; } >welfare.csv
one_reject nul_byte 102
expect_equal "$at" " 00" "byte at the offset told"
{ cat good.csv && printf 'BT4,Ngu\303\050n Van A,01/01/1980,Nam,001085012345,00001,x,1\n'; } >welfare.csv
one_reject invalid_utf8 102
expect_equal "$at" " c3" "byte at the offset told"
{ head -n 4 good.csv && printf 'BT4,\355\240\200,01/01/1980,Nam,001085012345,00001,x,1\n' && tail -n +5 good.csv; } >welfare.csv
one_reject invalid_utf8 5
{ head -n 4 good.csv && echo 'BT4,too,few' && tail -n +5 good.csv; } >welfare.csv
one_reject ragged 5
{ head -n 4 good.csv && echo 'BT4,,,,,,,,,' && tail -n +5 good.csv; } >welfare.csv
one_reject ragged 5
{ head -n 4 good.csv && head -n 1 good.csv && tail -n +5 good.csv; } >welfare.csv
one_reject repeated_header 5
{ cat good.csv && echo 'BT4,"Hoàng An,01/01/1980,Nam,,,,'; } >welfare.csv
one_reject unclosed_quote 102
{ cat good.csv && echo ',Hoàng Văn An,01/01/1980,Nam,,,,'; } >welfare.csv
one_reject no_record_id 102
# A line without an end takes the lines behind it, but not the memory.
{ cat good.csv && printf 'BT4,"'; head -c 100000000 /dev/zero | tr '\0' a; printf '",x\n'; } >welfare.csv
one_reject line_too_long 102
{ head -n 50 good.csv && printf 'BT4,'; head -c 100000000 /dev/zero | tr '\0' b; echo; tail -n +51 good.csv; } >welfare.csv
one_reject line_too_long 51
peak=$(json_number out/published/timing.json peak_bytes)
[ "$MODE" = asan ] || [ "$peak" -lt 300000000 ] || fail "a long line took $peak bytes of memory"
