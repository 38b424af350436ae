# Mistakes in the config and missing inputs, as every command that reads a config tells them.
# small
export LC_ALL=C.UTF-8

printf 'output: out\n' >no-purpose.yaml
printf 'purpose: a\noutput: out\nresidents: {path: r.csv}\nsurces: []\n' >misspelt.yaml
printf 'purpose: a\noutput: out\nresidents:\n  path: r.csv\nsources:\n  - {name: c, kind: vaccination, path: c.csv}\n' >no-file.yaml
printf 'purpose: a\noutput: [out\n' >broken.yaml

tells() { # code, text, arguments
    local wanted=$1 text=$2 code=0
    shift 2
    "$RASOAT" "$@" >out 2>err || code=$?
    [ "$code" = "$wanted" ] || { echo "exit $code instead of $wanted: rasoat $*" >&2 && cat err >&2 && exit 1; }
    [ ! -s out ]
    grep -qF -- "$text" err || { echo "rasoat $*:" >&2 && cat err >&2 && exit 1; }
}

for command in run check index; do
    tells 66 "rasoat: error: cannot open 'none.yaml': No such file or directory" $command none.yaml
    tells 78 "no-purpose.yaml:1:1: error: missing key 'purpose'" $command no-purpose.yaml
    tells 78 "misspelt.yaml:4:1: error: unknown key 'surces', did you mean 'sources'?" $command misspelt.yaml
    tells 66 "no-file.yaml:4:9: error: cannot open 'r.csv': No such file or directory" $command no-file.yaml
    tells 78 "broken.yaml:3:1: error: not valid YAML" $command broken.yaml
done
tells 66 "cannot open 'none.yaml'" match none.yaml --source c
tells 66 "cannot open 'none/manifest.json'" verify none
tells 66 "none.csv" init none.csv none.csv
[ ! -e out ] || [ ! -d out ]
