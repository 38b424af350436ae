#!/bin/bash
# The comparison with other tools, as told in bench/peers/README.md. Called by `make bench-peers`.
#
#   RASOAT        the program
#   PEERS_DATA    folder of the public sets (febrl/, splink-fake/, splink-historical50k/)
#   PEERS_WORK    environment, registers and results, default build/peers
#   PEERS_FILE    where the tables go, default bench/results/peers.txt
#   PEERS         further options: --sets, --residents, --seeds, --dirt, --threads, --keep
set -eu
: "${RASOAT:?the path of the program}"
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${PEERS_WORK:-$root/build/peers}

command -v python3 >/dev/null || { echo "bench-peers needs python3" >&2; exit 1; }
mkdir -p "$work"
if ! cmp -s "$here/requirements.txt" "$work/installed.txt"; then
    rm -rf "$work/venv"
    python3 -m venv "$work/venv"
    "$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$work/installed.txt"
fi
# shellcheck disable=SC2086
PYTHONPATH=$root/bench exec "$work/venv/bin/python" -m peers --program "$RASOAT" \
    --data "${PEERS_DATA:-$root/../shared/data/linkage}" --configs "$root/bench/linkage" --work "$work" \
    --results "${PEERS_FILE:-$root/bench/results/peers.txt}" ${PEERS:-}
