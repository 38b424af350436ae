# Broken inputs: each is told by name and place, ends with its own code, and publishes nothing.
# small
make_three
cp welfare.csv good.csv
cp residents.csv good_residents.csv
cp rasoat.yaml good.yaml

# refused CODE TEXT: the run ends so, standard error holds the text and is one line, nothing is left,
# and no value of a row is in what was said.
refused() {
    expect_exit "$1" timeout 60 "$RASOAT" run rasoat.yaml
    expect_contains stderr "$2"
    expect_equal "$(line_count stderr)" 1 "lines on standard error"
    expect_equal "$(cat stdout)" "" "standard output"
    for value in Nguyễn Trần Quốc 001085012345 711980 1985; do expect_lacks stderr "$value"; done
    expect_unpublished out
    rm -rf out welfare.csv* residents.csv*
    cp good.csv welfare.csv
    cp good_residents.csv residents.csv
    cp good.yaml rasoat.yaml
}

rm welfare.csv
refused 66 "rasoat.yaml:6:49: error: cannot open 'welfare.csv'"
rm residents.csv
refused 66 "rasoat.yaml:4:19: error: cannot open 'residents.csv'"
sed -i 's/welfare.csv/part-*.csv/' rasoat.yaml
refused 66 "part-*.csv"
rm welfare.csv && mkdir welfare.csv
refused 78 "'welfare.csv' is a folder"

: >welfare.csv
refused 65 "'welfare.csv' is empty"
: >residents.csv
refused 65 "'residents.csv' is empty"
head -n 1 good.csv >welfare.csv
refused 65 "source 'welfare' holds no rows, only a header"
head -n 1 good_residents.csv >residents.csv
refused 65 "no resident can be read from 'residents.csv'"

sed '1s/ho_ten/cot_la/' good.csv >welfare.csv
refused 65 "welfare.csv:1: error: no column for full_name"
sed '1s/so_dinh_danh/cot_la/' good_residents.csv >residents.csv
refused 65 "residents.csv:1: error: no column for personal_id"
# The first line is a person: it must not be shown as a list of columns.
sed 1d good.csv >welfare.csv
refused 65 "'welfare.csv' seems to have no header line"
sed 1d good_residents.csv >residents.csv
refused 65 "'residents.csv' seems to have no header line"
sed '1s/$/,ho_va_ten/' good.csv >welfare.csv
refused 65 "both fit full_name"

# A wrong kind of file under a good name.
printf 'PK\003\004xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' >welfare.csv
refused 65 "looks like a zip archive or an Excel workbook"
head -c 4000 /dev/zero >welfare.csv
refused 65 "'welfare.csv'"

# A column that is another field's already is no guess for one that is missing.
make_data guess 300
cd guess
cut -d, -f1,3- welfare.csv >less.csv && mv less.csv welfare.csv
expect_exit 65 "$RASOAT" run rasoat.yaml --quiet --lang en
expect_contains stderr "no column for full_name"
! grep -q "did you mean" stderr || fail "a guess: $(cat stderr)"
cd ..
