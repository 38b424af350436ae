# The examples that help shows run as they stand, in the order in which help lists the commands.
export LC_ALL=C.UTF-8
mkdir bin
ln -s "$RASOAT" bin/rasoat
PATH=$PWD/bin:$PATH
rasoat generate demo --residents 2000 >/dev/null
rasoat run demo/rasoat.yaml --quiet >/dev/null
record=$(sed -n '2s/,.*//p' demo/out/published/matches/civil.csv)
make_people demo/
mv demo/people.yaml demo/dedupe.yaml
mv demo/two.yaml demo/link.yaml
count=0
for command in run check init index match train explain verify link dedupe generate; do
    rasoat help $command | sed -n '/^Examples:/,$s/^  \(.*rasoat .*\)/\1/p' >examples
    [ -s examples ]
    while read -r example; do
        count=$((count + 1))
        [ "$example" != "rasoat generate demo" ] || rm -rf demo
        example=${example//RECORD_ID/$record}
        bash -e -o pipefail -c "$example" >out 2>err ||
            { echo "exit $?: $example" >&2 && cat err >&2 && exit 1; }
    done <examples
done
[ "$count" -ge 15 ]
