# SIGTERM and SIGINT stop cleanly with their own exit codes; a gone reader is 141.
export LC_ALL=C.UTF-8

stopped() { # signal, code
    local code=0 pid
    rm -rf big
    "$RASOAT" generate big --residents 50000000 --threads 1 >out 2>err &
    pid=$!
    sleep 0.5
    kill -"$1" $pid
    wait $pid || code=$?
    [ "$code" = "$2" ] || { echo "$1: exit $code instead of $2" >&2 && cat err >&2 && exit 1; }
    grep -q '^rasoat: error: ' err
    [ ! -s out ]
}
stopped TERM 143
stopped INT 130
stopped HUP 143
rm -rf big

# a pipe whose reader has gone: the fifo is opened by a reader that closes at once
mkfifo pipe
(exec 3<pipe) &
code=0
(exec 4>pipe; wait; sleep 0.2; "$RASOAT" --help >&4 2>err) || code=$?
[ "$code" = 141 ]
[ ! -s err ]
