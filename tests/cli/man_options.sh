# The man page and --help know the same options; every option named in the man page is run.
# small
# First by the parser alone, then for true on a small register.
export LC_ALL=C.UTF-8
MAN=$ROOT/src/cli/rasoat.1

# "command option argument" for each .TP of the COMMANDS section
awk '
    /^\.SH / { commands = $2 == "COMMANDS" }
    !commands { next }
    /^\.SS / { gsub(/"/, ""); command = $2 }
    tp { line = $0; gsub(/\\-/, "-", line); gsub(/"/, "", line); gsub(/\\f[IR]/, "", line)
         if (match(line, /--[a-z]+/)) {
             option = substr(line, RSTART, RLENGTH); rest = substr(line, RSTART + RLENGTH)
             gsub(/[ ,]+/, "", rest); print command, option, rest } }
    { tp = /^\.TP/ }' "$MAN" | sort >man.options
[ "$(wc -l <man.options)" -ge 40 ]

"$RASOAT" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' | while read -r command; do
    "$RASOAT" help "$command" | sed -n '/^Options:/,/^$/p' |
        sed -nE "s/^  (-., |    )(--[a-z]+) ?([A-Z]+|vi\|en)?  .*/$command \2 \3/p"
done | sed 's/$//' | sort >help.options
diff -u man.options help.options

value() { # the argument's name: a value that holds
    case $1 in
    N) echo 2 ;;
    F) echo 0.2 ;;
    ROWS) echo 50 ;;
    FILE) echo "index.$RANDOM" ;;
    NAME) echo civil ;;
    LIST) echo sex ;;
    CSV) echo demo/truth.csv ;;
    NAMES) echo exact-keys,full ;;
    DIR) echo "folder.$RANDOM" ;;
    'vi|en') echo vi ;;
    '') ;;
    *) echo "no value for $1" >&2 && return 1 ;;
    esac
}

given() { # option, the argument's name: a value that holds; a truth must be there to be read
    if [ "$1" = --truth ]; then echo demo/truth.csv; else value "$2"; fi
}

while read -r command option argument; do
    # shellcheck disable=SC2046
    "$RASOAT" "$command" "$option" $(given "$option" "$argument") --help >/dev/null
done <man.options

"$RASOAT" generate demo --residents 300 >/dev/null
"$RASOAT" run demo/rasoat.yaml --quiet >/dev/null
record=$(sed -n '2s/,.*//p' demo/out/published/matches/civil.csv)
make_people
number=0
while read -r command option argument; do
    number=$((number + 1))
    operands=demo/rasoat.yaml
    case $command in
    init) operands="demo/residents.csv demo/civil.csv" ;;
    match) operands="demo/rasoat.yaml --source civil" ;;
    explain) operands="demo/out/published $record --source civil" ;;
    verify) operands=demo/out/published ;;
    link) operands=two.yaml ;;
    dedupe) operands=people.yaml ;;
    generate) operands="made.$number --residents 100" ;;
    esac
    # shellcheck disable=SC2046,SC2086
    "$RASOAT" "$command" $operands "$option" $(given "$option" "$argument") >out 2>err ||
        { echo "exit $?: rasoat $command $operands $option $argument" >&2 && cat err >&2 && exit 1; }
    [ -s out ] || { echo "nothing printed: rasoat $command $operands $option" >&2 && exit 1; }
    if [ "$option" = --json ]; then python3 -m json.tool out >/dev/null; fi
done <man.options

grep -qF "rasoat $("$RASOAT" --version | sed -n '1s/rasoat //p')" "$MAN"
if command -v man >/dev/null; then
    MANWIDTH=100 man --warnings=w -l "$MAN" 2>warnings >/dev/null
    [ ! -s warnings ] || { cat warnings >&2 && exit 1; }
fi
