# Wrong usage: exit 2, the mistake and the nearest word on standard error, nothing on standard output.
# small

usage() { # text of the message, then the arguments
    local wanted=$1 code=0
    shift
    "$RASOAT" "$@" >out 2>err || code=$?
    [ "$code" = 2 ] || { echo "exit $code instead of 2: rasoat $*" >&2 && exit 1; }
    [ ! -s out ] || { echo "talk on standard output: rasoat $*" >&2 && exit 1; }
    grep -qF -- "rasoat: error: $wanted" err || { echo "rasoat $*:" >&2 && cat err >&2 && exit 1; }
    grep -q -- '--help' err || { echo "no word of --help: rasoat $*" >&2 && exit 1; }
}

export LC_ALL=C.UTF-8
usage "a command is missing"
usage "unknown command 'rum', did you mean 'run'?" rum
usage "unknown command ''" ''
usage "unknown command 'serve'" serve
usage "unknown command 'serve'" help serve
usage "unknown option '--verbose'" --verbose run
usage "option '--lang' must be vi or en, not 'fr'" --lang fr run x
usage "option '--lang' needs a value" --lang
usage "unknown option '--thread5', did you mean '--threads'?" run x --thread5 2
usage "unknown option '-x'" run x -x
usage "option '--threads' must be a whole number from 1 to 256, not 'many'" run x --threads many
usage "option '--threads' needs a value" run x --threads
usage "option '--json' takes no value" run x --json=1
usage "'run' needs more arguments: CONFIG" run
usage "'run' takes no argument 'y'" run x y
usage "'init' needs more arguments: RESIDENTS SOURCE..." init x
usage "'explain' takes no argument 'd'" explain a b c d
usage "option '--source NAME' is needed" match x
LC_ALL=vi_VN.UTF-8 usage "không có lệnh 'rum', có phải 'run' không?" rum
usage "không có tùy chọn '--x1'" --lang vi run --x1
usage "không có tùy chọn '--x1'" --lang=vi run --x1
