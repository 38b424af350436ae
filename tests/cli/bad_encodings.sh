# A file in an encoding of before Unicode is one message that names it, and nothing is published.
# small
make_three
cp welfare.csv good.csv
for i in $(seq 1 400); do cat good.csv | tail -n 3; done >>good.csv

refused() { # word
    expect_exit 65 timeout 60 "$RASOAT" run rasoat.yaml
    expect_contains stderr "'welfare.csv' is not UTF-8: it looks like"
    expect_contains stderr "$1"
    expect_equal "$(line_count stderr)" 1 "lines on standard error"
    expect_unpublished out
}

# The letters of the names above, as the bytes that each encoding has for them.
encode() { # ễ ă ù ầ ị ê ố ệ ữ ư ờ ế ậ
    LC_ALL=C sed -e "s/ễ/$1/g; s/ă/$2/g; s/ù/$3/g; s/ầ/$4/g; s/ị/$5/g; s/ê/$6/g" \
        -e "s/ố/$7/g; s/ệ/$8/g; s/ữ/$9/g; s/ư/${10}/g; s/ờ/${11}/g; s/ế/${12}/g; s/ậ/${13}/g" good.csv
}
encode '\xd4' '\xa8' '\xef' '\xc7' '\xde' '\xaa' '\xe8' '\xd6' '\xf7' '\xad' '\xea' '\xd5' '\xcb' >welfare.csv
refused TCVN3
encode 'e\xe3' 'a\xea' 'u\xf8' 'a\xe0' '\xf2' 'e\xe2' 'o\xe1' 'e\xe4' '\xf6\xf5' '\xf6' '\xf4\xf8' 'e\xe1' 'a\xe4' >welfare.csv
refused VNI
encode '\xea\xde' '\xe3' '\xf9' '\xe2\xcc' 'i\xf2' '\xea' '\xf4\xec' '\xea\xf2' '\xfd\xde' '\xfd' '\xf5\xcc' '\xea\xec' '\xe2\xf2' >welfare.csv
refused 1258
{ printf '\377\376' && python3 -c 'import sys; sys.stdout.buffer.write(open("good.csv", encoding="utf-8").read().encode("utf-16-le"))'; } >welfare.csv
refused UTF-16

# Residents in such an encoding end the run in the same way.
cp good.csv welfare.csv
LC_ALL=C sed 's/ễ/\xd4/g; s/ă/\xa8/g; s/ù/\xef/g; s/ầ/\xc7/g; s/ị/\xde/g; s/ê/\xaa/g; s/ố/\xe8/g; s/ệ/\xd6/g; s/ữ/\xf7/g' residents.csv >r
mv r residents.csv
expect_exit 65 "$RASOAT" run rasoat.yaml
expect_contains stderr "'residents.csv' is not UTF-8: it looks like"
expect_unpublished out
