#!/usr/bin/env python3
"""Pool the figures of several `rasoat bench` runs into one table.

usage: accuracy_pool.py NAME=BENCH_JSON...    runs of one NAME are pooled, in the order of first sight
"""
import collections
import json
import sys

SUMMED = ("rows", "true_rows", "links", "right", "review", "reviewed_true", "reviewed_shown")


def share_key(share):
    return f"{100 * share:g} %"


def read_run(path, pool):
    """Add a run: pool[strategy, source] -> Counter of sums and of (share, wrong or missed)."""
    with open(path, encoding="utf-8") as file:
        run = json.load(file)
    for strategy in run["strategies"]:
        for source in strategy["sources"]:
            counter = pool.setdefault((strategy["name"], source["source"] or "all"), collections.Counter())
            counter.update({name: source[name] for name in SUMMED})
            for point in source["errors_at_review_shares"]:
                counter[share_key(point["share"]), "wrong"] += point["wrong"]
                counter[share_key(point["share"]), "missed"] += point["missed"]


def percent(part, whole, digits):
    return f"{100 * part / whole:.{digits}f}" if whole else "-"


def print_pool(name, pool):
    shares = [share_key(share) for share in (0, 0.005, 0.01, 0.02)]
    print(f"{name:<8} {'strategy':<10} {'source':<12} {'rows':>9} {'precision':>9} {'recall':>8} {'review':>7} {'shown':>6}"
          + "".join(f" {'errors at ' + share + ' (wrong)':>26}" for share in shares))
    for (strategy, source), sums in pool.items():
        errors = "".join(f" {sums[share, 'wrong'] + sums[share, 'missed']:>16} {'(' + str(sums[share, 'wrong']) + ')':>9}"
                         for share in shares)
        print(f"{'':<8} {strategy:<10} {source:<12} {sums['rows']:>9} {percent(sums['right'], sums['links'], 4):>9}"
              f" {percent(sums['right'], sums['true_rows'], 3):>8} {percent(sums['review'], sums['rows'], 2):>7}"
              f" {percent(sums['reviewed_shown'], sums['reviewed_true'], 1):>6}{errors}")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    pools = {}
    for argument in sys.argv[1:]:
        name, _, path = argument.partition("=")
        read_run(path, pools.setdefault(name, {}))
    for name, pool in pools.items():
        print_pool(name, pool)


if __name__ == "__main__":
    main()
