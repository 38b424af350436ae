"""The comparison: runs every job, prints the tables, and writes them to a file.

usage: python -m peers --program FILE --data DIR --configs DIR --work DIR --results FILE [options]
"""
from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from peers.measure import Failed
from peers.public_jobs import Place, public_results
from peers.public_sets import PUBLIC_SETS
from peers.pooled import pooled_results
from peers.register_jobs import Register, our_results, peer_results
from peers.results import Result, ResultStore
from peers.tables import table_text

TITLES = {
    "public": "Public sets, pairs of records (p >= .5, then the best threshold); clusters closed",
    "registers": "Vietnamese registers: errors (wrong links + missed rows) when a person settles a share of the rows",
    "pooled": "Vietnamese registers, several seeds: errors (wrong links + missed rows) added up",
    "speed": "Files in to decisions out",
}


def numbers(text: str) -> list[int]:
    return [int(word) for word in text.split(",") if word]


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="peers", description=__doc__)
    for name in ("program", "data", "configs", "work", "results"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--sets", default=",".join(PUBLIC_SETS), help="public sets, or nothing")
    parser.add_argument("--residents", type=numbers, default=[100_000], help="0 for no registers")
    parser.add_argument("--seeds", type=numbers, default=[60601])
    parser.add_argument("--others", type=numbers, default=[], help="seeds of registers with errors of other_errors.py")
    parser.add_argument("--dirt", type=numbers, default=[1, 2, 3])
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", action="store_true", help="keep results that are there already")
    return parser.parse_args(arguments)


def collect(options: argparse.Namespace) -> list[Result]:
    place = Place(options.program.resolve(), options.configs, options.data, options.work.resolve(), options.threads)
    store = ResultStore(options.work / "results", options.keep)
    results: list[Result] = []
    for name in (name for name in options.sets.split(",") if name):
        public = PUBLIC_SETS[name]
        if not public.is_there(place.data):
            say(f"skipped {name}: its files are not in {place.data}")
            continue
        results += attempt(store, f"public-{name}", partial(public_results, public, place))
    for register in registers(options):
        for who, job in (("splink", peer_results), ("rasoat", our_results)):
            results += attempt(store, f"register-{register.name}-{who}", partial(job, register, place))
    return results + pooled_results(results)


def registers(options: argparse.Namespace) -> list[Register]:
    made = [Register(residents, seed, dirt) for residents in options.residents if residents
            for seed in options.seeds for dirt in options.dirt]
    return made + [Register(residents, seed, 1, others=True) for residents in options.residents if residents
                   for seed in options.others]


def attempt(store: ResultStore, name: str, compute: Callable[[], list[Result]]) -> list[Result]:
    say(f"{name} ...")
    try:
        return store.get(name, compute)
    except Failed as failure:
        say(f"failed {name}: {failure}")
        return []


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def report(results: list[Result], threads: int) -> str:
    parts = [f"{processor()}, {os.cpu_count()} processors, {threads} threads"]
    parts += [table_text(title, chosen) for table, title in TITLES.items()
              if (chosen := [result for result in results if result.table == table])]
    return "\n\n".join(parts) + "\n"


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    results = collect(options)
    if not results:
        say("nothing compared: no public set is there and no register was asked for")
        return 0
    text = report(results, options.threads)
    print(text, end="")
    options.results.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
