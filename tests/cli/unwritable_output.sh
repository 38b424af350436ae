# An output that cannot be made or written is told by its path: 73.
# small
make_three
refused() { # output folder, text
    sed -i "s|^output: .*|output: $1|" rasoat.yaml
    expect_exit 73 "$RASOAT" run rasoat.yaml
    expect_contains stderr "$2"
    expect_equal "$(line_count stderr)" 1 "lines on standard error"
}
echo text >file
refused file "file"
refused file/below "file"
refused /proc/nowhere/out "/proc/nowhere"
mkdir -p bad && echo text >bad/state
refused bad "state"
mkdir -p linked && ln -s /etc/passwd linked/state
refused linked "state"
mkdir -p locked/state && ln -s /etc/passwd locked/state/lock
refused locked "lock"
mkdir -p keyed/state/lock
refused keyed "lock"

# Another name for the index, where none can be.
sed -i "s|^output: .*|output: out|" rasoat.yaml
expect_exit 73 "$RASOAT" index rasoat.yaml -o nowhere/my.index
expect_contains stderr "nowhere/my.index"
expect_exit 73 "$RASOAT" generate file/data --residents 10

need_root
mkdir readonly
mount -t tmpfs -o size=1m none readonly 2>/dev/null || skip "cannot mount a tmpfs"
mount -o remount,ro readonly
trap 'umount readonly' EXIT
refused readonly/out "readonly/out"
refused readonly "readonly"
