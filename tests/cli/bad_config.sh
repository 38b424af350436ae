# Every mistake in the config is told with file, line and column before anything is read or made.
# small
make_three
cp rasoat.yaml good.yaml

refused() { # text, then what the config is
    cat >rasoat.yaml
    expect_exit 78 "$RASOAT" run rasoat.yaml
    expect_contains stderr "$1"
    expect_equal "$(line_count stderr)" 1 "lines on standard error"
    expect_no_file out
}

expect_exit 66 "$RASOAT" run nowhere.yaml
expect_contains stderr "nowhere.yaml"
mkdir folder
expect_exit 78 "$RASOAT" run folder
expect_contains stderr "folder"

sed 1d good.yaml | refused "rasoat.yaml:1:1: error: missing key 'purpose'"
{ sed 1d good.yaml && echo 'purpose: ""'; } | refused "error: 'purpose' is empty"
sed 's/^output:/ouput:/' good.yaml | refused "rasoat.yaml:2:1: error: unknown key 'ouput', did you mean 'output'?"
sed '/^output/d' good.yaml | refused "missing key 'output'"
{ cat good.yaml && echo 'keep_runs: many'; } | refused "rasoat.yaml:7:12: error:"
{ cat good.yaml && echo 'threads: [1, 2]'; } | refused "rasoat.yaml:7:10: error:"
{ cat good.yaml && echo 'limits: {rejects: 2}'; } | refused "rasoat.yaml:7:19: error:"
{ cat good.yaml && echo 'purpose: "again"'; } | refused "rasoat.yaml:7:1: error:"
sed 's/2026-06-30/30.06.26/' good.yaml | refused "rasoat.yaml:3:8: error:"
sed 's/kind: social_welfare/kind: social_wellfare/' good.yaml | refused "did you mean 'social_welfare'?"
sed 's/name: welfare/name: "..\/welfare"/' good.yaml | refused "rasoat.yaml:6:"
{ cat good.yaml && sed -n 6p good.yaml; } | refused "rasoat.yaml:7:"
printf 'purpose: "x\n  output: [' | refused "rasoat.yaml:"
: | refused "rasoat.yaml:1:1: error: missing key"
head -c 300 /dev/zero | refused "rasoat.yaml"
printf 'purpose: \303\050\n' | refused "rasoat.yaml"

# Numbers of threads are checked where they are given.
cp good.yaml rasoat.yaml
expect_exit 2 "$RASOAT" run rasoat.yaml --threads many
expect_exit 2 "$RASOAT" run rasoat.yaml --threads 0
expect_exit 2 "$RASOAT" run
expect_no_file out
