# A full disk at any point: 74, the file and what is missing of it are told, nothing half-published,
# what was published before stays whole, and with room again the run ends well.
need_root
make_data data 3000
cd data
mkdir disk
mount -t tmpfs -o size=64k none disk 2>/dev/null || skip "cannot mount a tmpfs"
trap 'umount disk' EXIT
sed -i 's|^output: .*|output: disk/out|' rasoat.yaml

full=0
for size in 64k 300k 600k 900k 1200k 1600k 2m 2500k 3m 4m 5m; do
    umount disk
    mount -t tmpfs -o size=$size none disk
    code=0
    "$RASOAT" run rasoat.yaml >stdout 2>stderr </dev/null || code=$?
    if [ $code = 0 ]; then break; fi
    full=$((full + 1))
    expect_equal $code 74 "exit on a disk of $size"
    expect_contains stderr "No space left on device"
    expect_contains stderr "disk/out/"
    # the workbook library adds lines of its own, which name the same file
    expect_equal "$(grep -c '^rasoat: error:' stderr)" 1 "errors on standard error"
    expect_unpublished disk/out
    expect_no_file disk/out/state/residents.index.tmp
done
[ $full -ge 5 ] || fail "only $full runs met the full disk"

# Yesterday's run survives a full disk today.
umount disk
mount -t tmpfs -o size=40m none disk
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
head -c 50m /dev/zero >disk/ballast 2>/dev/null || true
expect_exit 74 "$RASOAT" run rasoat.yaml --quiet
expect_equal "$(readlink disk/out/published)" 2026-10-31-1 published
expect_exit 0 "$RASOAT" verify disk/out/published
expect_no_file disk/out/2026-10-31-2 disk/out/2026-10-31-2.tmp
rm disk/ballast
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
expect_equal "$(readlink disk/out/published)" 2026-10-31-2 published

# No folder entry left instead of no byte left.
umount disk
mount -t tmpfs -o size=40m,nr_inodes=40 none disk
expect_exit 74 "$RASOAT" run rasoat.yaml --quiet
expect_unpublished disk/out
# A limit on the size of files is the same.
sed -i 's|^output: .*|output: small|' rasoat.yaml
expect_exit 74 bash -c 'ulimit -f 200; exec "$0" run rasoat.yaml --quiet' "$RASOAT"
expect_contains stderr "File too large"
expect_unpublished small
# Standard output too: what cannot be said is an error, not a success.
expect_exit 74 bash -c '"$0" verify disk >/dev/full || "$0" help >/dev/full' "$RASOAT"
umount disk
trap - EXIT
