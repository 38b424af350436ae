# Help of the program and of every command, in both languages; the version; closed descriptors.
# small
export LC_ALL=C.UTF-8

commands=$("$RASOAT" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
[ "$(echo "$commands" | tr '\n' ' ')" = "run check init index match train bench explain verify link dedupe generate " ]
for language in vi en; do
    "$RASOAT" --lang $language --help >program.$language
    for command in $commands; do
        "$RASOAT" "$command" --help --lang $language >one
        "$RASOAT" --lang $language help "$command" >two
        "$RASOAT" --help --lang $language "$command" >three
        cmp one two
        cmp one three
        grep -qF "rasoat $command" one
        grep -q -- '--help' one
        # no line of help is wider than a usual terminal but for the explanation of options
        awk -v c="$command" 'length($0) > 130 { print c ": " $0; bad = 1 } END { exit bad }' one
        cp one "$command.$language"
    done
done
grep -q '^Cách dùng:' run.vi
grep -q '^Usage:' run.en
LC_ALL=vi_VN.UTF-8 "$RASOAT" --help | cmp - program.vi
"$RASOAT" help | cmp - program.en

"$RASOAT" --version >version
grep -qE '^rasoat [0-9]+\.[0-9]+\.[0-9]+$' version
grep -qE '^allocator: (jemalloc [0-9]|libc malloc)' version
grep -qE '^libzstd: [0-9.]+$' version
grep -qE '^xxhash: [0-9.]+$' version
grep -qE '^simd: (scalar|avx2|avx512)$' version
if [ "${MODE:-release}" = release ]; then grep -q '^allocator: jemalloc' version; fi

"$RASOAT" --version <&- 2>&- | cmp - version
code=0
"$RASOAT" --version >&- || code=$?
[ "$code" = 0 ] # standard output is /dev/null then
code=0
"$RASOAT" --help >/dev/full 2>err || code=$?
[ "$code" = 74 ]
grep -q '^rasoat: error: ' err
