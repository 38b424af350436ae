# Whatever the umask: files are 0600, folders 0700, the key of task ids 0400.
# small
umask 0
make_three
sed -i 's/00001,Người/,Người/; s/03\/11\/1990/04\/11\/1990/' welfare.csv
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
expect_file out/state/task.key
expect_equal "$(find out -type d ! -perm 0700)" "" "folders that others may enter"
expect_equal "$(find out -type f ! -perm 0600 ! -name task.key)" "" "files with other rights"
expect_equal "$(stat -c %a out/state/task.key)" 400 "rights of the key"
expect_equal "$(find out -type l)" out/published "links"
expect_equal "$(readlink out/published)" 2026-06-30-1 "published"
"$RASOAT" generate made --residents 50 >/dev/null
expect_equal "$(find made -type d ! -perm 0700; find made -type f ! -perm 0600)" "" "rights of generated data"
