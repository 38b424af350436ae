#!/usr/bin/env python3
"""Check bench.json against a run's own CSVs and the truth, counted again from nothing.

usage: bench_oracle.py DIRECTORY BENCH_JSON STRATEGY

DIRECTORY holds truth.csv and the published run out/published that was made with STRATEGY. Wrong, missed,
precision, recall, what is shown for review, errors at equal review shares and pairs are compared, source by
source and pooled; the first difference ends the program.
"""
import csv
import json
import sys


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Row:
    def __init__(self, line, truth, shown):
        self.truth = truth
        self.decision = line["decision"]
        self.best = line["resident_id"]
        self.probability = round(float(line["probability"] or 0) * 1000000)
        self.shown = shown

    def errors(self, link):
        wrong = link != "" and link != self.truth
        missed = self.truth != "" and link != self.truth
        return wrong, missed


def counted(rows):
    link = {"match": lambda row: row.best, "review": lambda row: "", "none": lambda row: ""}
    errors = [row.errors(link[row.decision](row)) for row in rows]
    reviewed = [row for row in rows if row.decision == "review" and row.truth]
    return {
        "rows": len(rows),
        "match": sum(row.decision == "match" for row in rows),
        "review": sum(row.decision == "review" for row in rows),
        "none": sum(row.decision == "none" for row in rows),
        "true_rows": sum(row.truth != "" for row in rows),
        "wrong": sum(wrong for wrong, _ in errors),
        "missed": sum(missed for _, missed in errors),
        "reviewed_true": len(reviewed),
        "reviewed_shown": sum(row.truth in row.shown for row in reviewed),
    }


def share_bounds(rows, asked):
    """Least and most errors when that many rows are asked: rows at one distance are equals here."""
    doubts = []
    fixed = 0
    for row in rows:
        # the CSV names a candidate where there was one worth naming: others are decided, never asked near 1/2
        decided = sum(row.errors(row.best if row.decision != "none" and row.probability >= 500000 else ""))
        answered = sum(row.errors(row.truth if row.truth in row.shown else ""))
        if row.decision == "review":
            doubts.append((abs(row.probability - 500000), decided, answered))
        else:
            fixed += decided
    doubts.sort()
    if asked > len(doubts):
        return None
    edge = doubts[asked - 1][0] if asked else -1
    sure = [d for d in doubts if d[0] < edge]
    equal = [d for d in doubts if d[0] == edge]
    rest = [d for d in doubts if d[0] > edge]
    gains = sorted(d[1] - d[2] for d in equal)
    room = asked - len(sure)
    base = fixed + sum(d[2] for d in sure) + sum(d[1] for d in equal) + sum(d[1] for d in rest)
    return base - sum(gains[len(gains) - room:] if room else []), base - sum(gains[:room])


def require(what, told, expected):
    if told != expected:
        sys.exit(f"{what}: bench says {told}, counted {expected}")


def compare(name, rows, told):
    expected = counted(rows)
    for key, value in expected.items():
        require(f"{name} {key}", told[key], value)
    right = expected["match"] - expected["wrong"]
    for key, part, whole in (("precision", right, expected["match"]), ("recall", right, expected["true_rows"])):
        if whole and abs(told[key] - part / whole) > 1e-6:
            sys.exit(f"{name} {key}: bench says {told[key]}, counted {part / whole}")
    share = told["errors_at_review_shares"][0]
    bounds = share_bounds(rows, 0)
    require(f"{name} errors at one half", share["errors"], bounds[0])
    require(f"{name} asked", share["asked"], 0)


def compare_shares(name, rows, told):
    """Where the asked rows are all under review, the errors must lie between the bounds."""
    checked = 0
    for share in told["errors_at_review_shares"][1:]:
        require(f"{name} asked at {share['share']}", share["asked"], int(len(rows) * share["share"] + 1e-9))
        asked = share["asked"]
        under_review = sorted(abs(row.probability - 500000) for row in rows if row.decision == "review")
        if asked > len(under_review):
            continue
        others = [abs(row.probability - 500000) for row in rows if row.decision != "review" and row.best]
        if asked and others and min(others) <= under_review[asked - 1]:
            continue
        low, high = share_bounds(rows, asked)
        if not low <= share["errors"] <= high:
            sys.exit(f"{name} errors at {share['share']}: bench says {share['errors']}, counted {low} to {high}")
        checked += 1
    return checked


def main(directory, bench, strategy):
    truth = {(row["source"], row["record_id"]): row["resident_id"] for row in read(f"{directory}/truth.csv")}
    with open(bench, encoding="utf-8") as file:
        report = json.load(file)
    told = next(s for s in report["strategies"] if s["name"] == strategy)
    pooled, checked = [], 0
    for figures in told["sources"]:
        name = figures["source"]
        if name is None:
            rows = pooled
        else:
            shown = {}
            for line in read(f"{directory}/out/published/reviews/{name}.csv"):
                shown.setdefault(line["record_id"], set()).add(line["resident_id"])
            rows = [Row(line, truth[name, line["record_id"]], shown.get(line["record_id"], set()))
                    for line in read(f"{directory}/out/published/matches/{name}.csv")]
            pooled += rows
        compare(name, rows, figures)
        checked += compare_shares(name, rows, figures)
    print(f"{strategy}: {len(pooled)} rows agree, {checked} shares checked")


if __name__ == "__main__":
    main(*sys.argv[1:])
