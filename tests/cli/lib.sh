# Helpers for the whole-program tests. Sourced by run.sh; the working folder is the test's own.
#
# expect_exit leaves what the command said in the files `stdout` and `stderr` of that folder.

fail() { # message
    echo "FAIL: $*" >&2
    exit 1
}

skip() { # reason
    echo "$*" >&2
    exit 77
}

need_root() {
    [ "$(id -u)" = 0 ] || skip "needs root"
}

need() { # command...
    local command
    for command in "$@"; do
        command -v "$command" >/dev/null || skip "needs $command"
    done
}

# Runs a command and requires its exit code: expect_exit 65 "$RASOAT" run rasoat.yaml
expect_exit() { # code command...
    local wanted=$1 got=0
    shift
    "$@" >stdout 2>stderr </dev/null || got=$?
    [ "$got" = "$wanted" ] ||
        fail "exit $got instead of $wanted: $*
--- stdout (end) ---
$(tail -n 10 stdout)
--- stderr (end) ---
$(tail -n 20 stderr)"
}

# expect_contains FILE TEXT: some line of the file holds the text, taken literally.
expect_contains() {
    grep -qF -- "$2" "$1" || fail "'$1' does not contain '$2'; it ends:
$(tail -n 10 "$1")"
}

expect_lacks() { # file text
    if grep -qF -- "$2" "$1"; then fail "'$1' contains '$2': $(grep -nF -m 3 -- "$2" "$1")"; fi
}

expect_equal() { # got wanted [what]
    [ "$1" = "$2" ] || fail "${3:-value}: got '$1', wanted '$2'"
}

expect_file() { # path...
    local path
    for path in "$@"; do
        [ -e "$path" ] || fail "'$path' is not there"
    done
}

expect_no_file() { # path...
    local path
    for path in "$@"; do
        if [ -e "$path" ] || [ -L "$path" ]; then fail "'$path' is there"; fi
    done
}

expect_same() { # file or folder, another
    diff -r "$1" "$2" >/dev/null || fail "'$1' and '$2' differ: $(diff -rq "$1" "$2" | head -n 5)"
}

line_count() { # file
    wc -l <"$1" | tr -d ' '
}

# A small generated register in folder $1: residents, three extracts, truth, rasoat.yaml.
# make_data FOLDER [RESIDENTS] [further options of generate]
make_data() {
    local folder=$1 residents=${2:-2000}
    shift
    [ $# = 0 ] || shift
    "$RASOAT" generate "$folder" --residents "$residents" --seed 7 "$@" >/dev/null 2>&1 ||
        fail "cannot generate '$folder'"
}

# A file of ten people and its copy with slips, in folder $1 (with its slash, or nothing): people.yaml
# finds duplicates, two.yaml links.
make_people() {
    local at=${1:-}
    printf 'key,name,born\n' | tee "${at}people.csv" >"${at}others.csv"
    for name in anna bert carla dora emil franz greta hanna ivo jana; do
        printf '%s,%s,19%02d-03-0%d\n' "$name" "$name stone" $((40 + ${#name} * 7)) ${#name}
        printf '%sb,%sa,19%02d-03-0%d\n' "$name" "$name stone" $((40 + ${#name} * 7)) ${#name}
    done >>"${at}people.csv"
    sed 1d "${at}people.csv" | sed s/stone/stein/ >>"${at}others.csv"
    cat >"${at}people.yaml" <<'END'
purpose: "test"
output: linked
dedupe: {path: people.csv, id: key}
fields:
  name: {column: name, transforms: [fold]}
  born: {column: born, transforms: [iso_date]}
comparisons:
  - {field: name, comparator: jaro_winkler, levels: [exact, 0.9]}
  - {field: born, comparator: date, levels: [exact, year]}
passes:
  - [born]
END
    sed 's/^dedupe.*/link: {left: {path: people.csv, id: key}, right: {path: others.csv, id: key}}/' \
        "${at}people.yaml" >"${at}two.yaml"
}

# The least config for files that a test wrote itself, on standard output's file rasoat.yaml:
# make_config RESIDENTS [NAME:KIND:PATH...]; further lines are appended from standard input.
make_config() {
    local residents=$1 source
    shift
    {
        printf 'purpose: "test"\noutput: out\nas_of: 2026-06-30\nresidents: {path: %s}\nsources:\n' "$residents"
        for source in "$@"; do
            IFS=: read -r name kind path <<<"$source"
            printf '  - {name: %s, kind: %s, path: "%s"}\n' "$name" "$kind" "$path"
        done
        if [ ! -t 0 ]; then cat; fi
    } >rasoat.yaml
}

# The same run, byte by byte: everything but timing.json, the links as links.
expect_same_run() { # output or run folder, another
    diff -r --no-dereference -x timing.json "$1" "$2" >/dev/null ||
        fail "'$1' and '$2' differ: $(diff -rq --no-dereference -x timing.json "$1" "$2" | head -n 5)"
}

# Nothing of a run that did not end well: no run folder, no `published`, no leftover.
expect_unpublished() { # output folder
    local left
    left=$(find "$1" -mindepth 1 -maxdepth 1 ! -name state 2>/dev/null | head -n 3)
    [ -z "$left" ] || fail "something was left in '$1': $left"
}

# Three residents and three welfare rows that match them, in this folder, with their config.
make_three() {
    cat >residents.csv <<'END'
so_dinh_danh,ho_ten,ngay_sinh,gioi_tinh,ma_xa
001085012345,Nguyễn Văn Hùng,12/05/1985,Nam,00001
001190054321,Trần Thị Hoa,03/11/1990,Nữ,00001
001079067890,Lê Quốc Việt,27/02/1979,Nam,00004
END
    cat >welfare.csv <<'END'
ma_doi_tuong,ho_ten,ngay_sinh,gioi_tinh,so_giay_to,ma_xa,loai_tro_cap,so_tai_khoan
BT1,Nguyễn Văn Hùng,12/05/1985,Nam,001085012345,00001,Người khuyết tật,7119806775159
BT2,Trần Thị Hoa,03/11/1990,Nữ,001190054321,00001,Người khuyết tật,7119806775160
BT3,Lê Quốc Việt,27/02/1979,Nam,001079067890,00004,Người khuyết tật,7119806775161
END
    make_config residents.csv welfare:social_welfare:welfare.csv </dev/null
}

# The member of one line of a JSON file that our own writer laid out: json_number FILE MEMBER
json_number() {
    sed -n "s/.*\"$2\": *\([0-9][0-9]*\).*/\1/p" "$1" | head -n 1
}
