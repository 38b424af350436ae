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
        self.has_candidate = line["probability"] != ""
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
    """Least and most errors when that many rows are asked, nearest to one half first.

    The CSVs do not tell all: which of the rows at one distance are asked, and which candidates a person would
    be shown of a row that is not under review.
    """
    doubts, least, most = [], 0, 0
    for row in rows:
        decided = sum(row.errors(row.best if row.probability >= 500000 else ""))
        if not row.has_candidate:
            least += decided
            most += decided
            continue
        missed = int(row.truth != "")
        known = row.decision == "review" or row.truth in ("", row.best)
        answer = int(missed and row.truth not in row.shown and row.truth != row.best)
        doubts.append((abs(row.probability - 500000), decided, answer if known else 0, answer if known else missed))
    doubts.sort()
    edge = doubts[asked - 1][0] if asked else -1
    sure = [d for d in doubts if d[0] < edge]
    equal = [d for d in doubts if d[0] == edge]
    room = asked - len(sure)
    decided = sum(d[1] for d in doubts if d[0] >= edge)
    gained = sorted((d[1] - d[2] for d in equal), reverse=True)[:room]
    risked = sorted(d[1] - d[3] for d in equal)[:room]
    return (least + decided + sum(d[2] for d in sure) - sum(gained),
            most + decided + sum(d[3] for d in sure) - sum(risked))


def require(what, told, expected):
    if told != expected:
        sys.exit(f"{what}: bench says {told}, counted {expected}")


def compare(name, rows, told, spans):
    expected = counted(rows)
    for key, value in expected.items():
        require(f"{name} {key}", told[key], value)
    right = expected["match"] - expected["wrong"]
    for key, part, whole in (("precision", right, expected["match"]), ("recall", right, expected["true_rows"])):
        if whole and abs(told[key] - part / whole) > 1e-6:
            sys.exit(f"{name} {key}: bench says {told[key]}, counted {part / whole}")
    candidates = sum(row.has_candidate for row in rows)
    for share in told["errors_at_review_shares"]:
        asked = min(int(len(rows) * share["share"] + 1e-9), candidates)
        require(f"{name} asked at {share['share']}", share["asked"], asked)
        least, most = share_bounds(rows, asked)
        if not least <= share["errors"] <= most:
            sys.exit(f"{name} errors at {share['share']}: bench says {share['errors']}, counted {least} to {most}")
        if asked == 0:
            require(f"{name} errors at one half", share["errors"], most)
        spans.append(most - least)


def main(directory, bench, strategy):
    truth = {(row["source"], row["record_id"]): row["resident_id"] for row in read(f"{directory}/truth.csv")}
    with open(bench, encoding="utf-8") as file:
        report = json.load(file)
    told = next(s for s in report["strategies"] if s["name"] == strategy)
    pooled, spans = [], []
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
        compare(name, rows, figures, spans)
    print(f"{strategy}: {len(pooled)} rows agree; errors at shares lie within {spans}")


if __name__ == "__main__":
    main(*sys.argv[1:])
