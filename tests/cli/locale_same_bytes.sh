# Locale, time zone, umask and closed standard streams change no byte of a run.
# small
make_data data 300
cd data
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
mv out wanted

same() { # command...
    rm -rf out
    "$@" || fail "exit $?: $*"
    expect_same_run out wanted
}

for locale in tr_TR.UTF-8 tr_TR de_DE.UTF-8 vi_VN.UTF-8 C POSIX nonsense; do
    same env LC_ALL=$locale LANG=$locale "$RASOAT" run rasoat.yaml --quiet
done
same env -i "$RASOAT" run rasoat.yaml --quiet
same env TZ=Asia/Ho_Chi_Minh "$RASOAT" run rasoat.yaml --quiet
same env TZ=America/Los_Angeles SOURCE_DATE_EPOCH=86400 "$RASOAT" run rasoat.yaml --quiet
same bash -c 'umask 0; "$0" run rasoat.yaml --quiet' "$RASOAT"
same bash -c 'umask 0777; "$0" run rasoat.yaml --quiet' "$RASOAT"
same bash -c '"$0" run rasoat.yaml --quiet <&-' "$RASOAT"
same bash -c '"$0" run rasoat.yaml --quiet 2>&-' "$RASOAT"
same bash -c '"$0" run rasoat.yaml --quiet <&- >&- 2>&- || [ $? = 74 ]' "$RASOAT"

# A locale with decimal commas, where the machine has or can make one.
if command -v localedef >/dev/null && localedef -i tr_TR -f UTF-8 ./tr_TR.UTF-8 2>/dev/null; then
    same env LOCPATH="$PWD" LC_ALL=tr_TR.UTF-8 "$RASOAT" run rasoat.yaml --quiet
fi

# as_of from SOURCE_DATE_EPOCH where the config names none.
sed -i '/^as_of/d' rasoat.yaml
rm -rf out
SOURCE_DATE_EPOCH=1793404800 expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
expect_file out/2026-10-31-1
expect_contains out/published/manifest.json '"as_of": "2026-10-31"'
