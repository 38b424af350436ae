# Completion offers the commands, and the options of the command that stands there.
# small
mkdir bin
ln -s "$RASOAT" bin/rasoat
PATH=$PWD/bin:$PATH
# shellcheck source=/dev/null
. "$ROOT/src/cli/rasoat.bash"

offered() { # words of the line: what is offered, on one line
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    _rasoat
    echo "${COMPREPLY[*]}"
}

[ "$(offered rasoat ex)" = explain ]
[ "$(offered rasoat --lang vi ver)" = verify ]
[ "$(offered rasoat help gen)" = generate ]
[ "$(offered rasoat run x.yaml --th)" = --threads ]
[ "$(offered rasoat explain --re)" = --reveal ]
[ "$(offered rasoat run --lang v)" = vi ]
[ -z "$(offered rasoat run --threads '')" ]
[ "$(offered rasoat ben)" = bench ]
[ "$(offered rasoat bench --str)" = --strategy ]
[ "$(offered rasoat bench --strategy exact-k)" = exact-keys ]
# shellcheck disable=SC2046
[ "$(offered rasoat bench --strategy '')" = "$(echo $("$RASOAT" bench --help --lang en |
    tr '\n' ' ' | sed 's/.*Built in: *\([^;]*\);.*/\1/; s/,//g'))" ]
touch file.yaml
[ "$(offered rasoat run fi)" = file.yaml ]
