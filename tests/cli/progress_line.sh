# On a terminal a run shows stage, rate and time left, and takes the line away at its end; in a file or
# a pipe there is no such line.
need python3
make_data data 2000
cd data
cp vaccination.csv once.csv
for _ in $(seq 100); do tail -n +2 once.csv; done >>vaccination.csv
cat >terminal.py <<'END'
import os, pty, signal, sys, time
child, terminal = pty.fork()
if child == 0:
    os.execv(sys.argv[1], sys.argv[1:])
out, held = b"", False
while True:
    try:
        data = os.read(terminal, 4096)
    except OSError:
        break
    out += data
    if not held and b"match vaccination" in out:
        # a slow machine: rate and time left are shown after a second of a stage
        os.kill(child, signal.SIGSTOP)
        time.sleep(1.2)
        os.kill(child, signal.SIGCONT)
        held = True
open("screen", "wb").write(out)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
END
expect_exit 0 python3 terminal.py "$RASOAT" run rasoat.yaml --lang en --threads 1
expect_contains screen "index residents"
expect_contains screen "match vaccination"
expect_contains screen " rows/s, left 0:0"
expect_contains screen "%, "
expect_contains screen "$(printf '\r\033[K')"
expect_contains screen "Run 2026-10-31-1"
mv once.csv vaccination.csv
expect_exit 0 python3 terminal.py "$RASOAT" run rasoat.yaml --quiet
expect_lacks screen "match vaccination"
expect_lacks screen "$(printf '\033[K')"
expect_exit 0 "$RASOAT" run rasoat.yaml
expect_lacks stderr "$(printf '\033')"
expect_equal "$(cat stderr)" "" "standard error"
