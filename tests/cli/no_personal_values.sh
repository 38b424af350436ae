# Nothing of a person reaches the terminal, the figures, the manifest or the timing: a thousand planted
# persons with names and numbers that occur nowhere else are looked for in all that is said.
need python3
make_data data 1500
cd data
python3 - <<'END'
import random
random.seed(11)
low, vowels = "bcdghklmnpqrstvx", "aeiou"
def word(): return "Zq" + "".join(random.choice(low) + random.choice(vowels) for _ in range(4))
canaries, residents, welfare, vaccination, civil = [], [], [], [], []
for i in range(1000):
    name = f"Nguyễn {word()} {word()}"
    number = f"0601{random.randrange(10**8):08d}"
    wrong = number[:-2] + "xy" if i % 5 == 0 else number
    account, phone, record = f"77{random.randrange(10**11):011d}", f"09{random.randrange(10**8):08d}", f"ZZ{random.randrange(10**9):09d}"
    birth, street = "31/02/1983" if i % 7 == 0 else "12/05/1983", f"Hẻm {word()}"
    canaries += name.split()[1:] + [number, account, phone, record, street.split()[1]]
    residents.append(f'{number},,{name},{birth},Nam,Kinh,60310,"{street}",HO{i},,,,,Đang sống,')
    welfare.append(f'{record},{name},{birth},Nam,{wrong},60310,"{street}",Người khuyết tật,{account},09/08/2025')
    vaccination.append(f'{record},{name},{birth},Nam,{wrong},{phone},60310,"{street}",2,22/10/2021,Pfizer')
    civil.append(f'{record},Kết hôn,05/04/2007,{name},{birth},Nam,{wrong},60310,{name} {word()},,,')
    # rejected rows: torn bytes, too few columns, a number where a column name would be
    if i % 40 == 0:
        welfare.append(f'{record},{name}\x00,{birth}')
        vaccination.append(f'{record},{name}')
for path, rows in ("residents", residents), ("welfare", welfare), ("vaccination", vaccination), ("civil", civil):
    open(path + ".csv", "a", encoding="utf-8").write("\n".join(rows) + "\n")
open("../canaries", "w", encoding="utf-8").write("\n".join(dict.fromkeys(canaries)) + "\n")
END
said=../said
: >$said

say() { # command...: whatever it says and however it ends
    "$@" >>$said 2>&1 </dev/null || true
}
clean() { # file or folder...: none of the canaries
    local hit
    hit=$(grep -rlFf ../canaries "$@" || true)
    [ -z "$hit" ] || fail "values of persons in $hit: $(grep -hoFf ../canaries $hit | head -n 3 | tr '\n' ' ')"
}

# The planted values are there to be found, or this test would prove nothing.
say "$RASOAT" run rasoat.yaml
expect_contains $said "Run 2026-10-31-1"
grep -qFf ../canaries out/published/matches/welfare.csv || fail "no planted person in the matches"
clean $said out/published/manifest.json out/published/timing.json out/published/quality.json \
    out/published/quality.csv out/published/quality.html out/published/model.json

# Commands that succeed, in both languages and as JSON.
for language in vi en; do
    say "$RASOAT" run rasoat.yaml --lang $language --threads 2
    say "$RASOAT" run rasoat.yaml --lang $language --json
    say "$RASOAT" index rasoat.yaml --lang $language
    say "$RASOAT" verify out/published --lang $language
    say "$RASOAT" check rasoat.yaml --lang $language
    say "$RASOAT" check rasoat.yaml --lang $language --json
    say "$RASOAT" init residents.csv welfare.csv vaccination.csv civil.csv --lang $language
done
clean $said

# And commands that fail: headers gone, columns doubled, a number repeated as header, bytes broken,
# compression torn, rejects over the limit, values that no list knows, a run that was changed.
cp rasoat.yaml good.yaml
cp welfare.csv good.csv
tail -n 300 good.csv >welfare.csv
say "$RASOAT" run rasoat.yaml
say "$RASOAT" check rasoat.yaml
say "$RASOAT" init residents.csv welfare.csv
{ tail -n 1 good.csv && cat good.csv; } >welfare.csv
say "$RASOAT" run rasoat.yaml
head -c 60000 good.csv | tail -c 3000 >welfare.csv
say "$RASOAT" run rasoat.yaml
{ head -n 1 good.csv && tail -n 900 good.csv | tr '\n' '"'; } >welfare.csv
say "$RASOAT" run rasoat.yaml
{ head -n 1 good.csv && tail -n 900 good.csv | iconv -f UTF-8 -t UTF-16LE; } >welfare.csv
say "$RASOAT" run rasoat.yaml
{ head -n 1 good.csv && tail -n 900 good.csv | sed 's/Nam/Zqgioi/; s/,/,,/'; } >welfare.csv
say "$RASOAT" run rasoat.yaml
{ head -n 1 good.csv | sed 's/gioi_tinh/ho_ten/' && tail -n 900 good.csv; } >welfare.csv
say "$RASOAT" run rasoat.yaml
if command -v zstd >/dev/null; then
    zstd -q good.csv -o welfare.zst && head -c 5000 welfare.zst >torn.zst
    sed 's/path: welfare.csv/path: torn.zst/' good.yaml >rasoat.yaml
    say "$RASOAT" run rasoat.yaml
    cp good.yaml rasoat.yaml
fi
cp good.csv welfare.csv
sed -n 2,900p residents.csv >r && mv residents.csv residents.good && mv r residents.csv
say "$RASOAT" run rasoat.yaml
tail -n 900 residents.good >residents.csv
say "$RASOAT" run rasoat.yaml
say "$RASOAT" run residents.csv
say "$RASOAT" run welfare.csv --threads 2
mv residents.good residents.csv
sed -i 's/dung/sai/' out/published/matches/welfare.csv
say "$RASOAT" verify out/published
say "$RASOAT" verify out/published --json
[ "$(wc -l <$said)" -gt 60 ] || fail "only $(wc -l <$said) lines were said"
clean $said
# A field that is mapped onto a column of names: its values are unknown words, and told as such.
cp good.yaml rasoat.yaml
sed -i 's/path: welfare.csv/path: welfare.csv, columns: {full_name: dia_chi, sex: ho_ten, commune: so_tai_khoan}/' rasoat.yaml
say "$RASOAT" check rasoat.yaml
say "$RASOAT" check rasoat.yaml --json
say "$RASOAT" run rasoat.yaml
cp good.yaml rasoat.yaml
say "$RASOAT" explain out/published ZZ000000000
say "$RASOAT" match rasoat.yaml --source nobody
clean $said

# explain shows a record to the one who asks for it by its key, but masked: no name, no number.
grep -v '^ZZ' ../canaries >../names
mv ../names ../canaries
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
explained=../explained
: >$explained
for id in $(grep -ao '^ZZ[0-9]*' welfare.csv | head -n 40); do
    "$RASOAT" explain out/published "$id" --source welfare >>$explained 2>&1 || true
    "$RASOAT" explain out/published "$id" --source civil --json >>$explained 2>&1 || true
done
[ "$(wc -l <$explained)" -gt 400 ] || fail "explain said only $(wc -l <$explained) lines"
clean $explained
