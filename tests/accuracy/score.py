#!/usr/bin/env python3
"""Score runs against the generator's truth, row by row; several directories are pooled.

usage: score.py DIRECTORY... [--check] [--list N]

A match to another resident is wrong, and missed too where the person has a true resident; a row under
review with a true resident counts as missed. Prints one line per source; --check fails unless every
figure holds that the project promises; --list shows the error classes of the first N wrong links.
"""
import collections
import csv
import sys

PROMISES = {"precision": 0.9998, "recall": 0.995, "review": 0.01, "shown": 0.97}


def read_truth(path):
    truth = collections.defaultdict(dict)
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            truth[row["source"]][row["record_id"]] = (row["resident_id"], row["errors"])
    return truth


def read_candidates(path):
    shown = collections.defaultdict(set)
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            shown[row["record_id"]].add(row["resident_id"])
    return shown


class Score:
    """What became of the rows of one source, over all runs."""

    def __init__(self):
        self.counts = collections.Counter()
        self.classes = {"wrong": collections.Counter(), "missed": collections.Counter()}
        self.wrong_rows = []

    def add(self, row, resident, errors, shown):
        counts = self.counts
        decision = row["decision"]
        counts["rows"] += 1
        counts[decision] += 1
        counts["true"] += resident != ""
        linked = decision == "match"
        right = linked and resident != "" and row["resident_id"] == resident
        counts["right"] += right
        if linked and not right:
            self.wrong_rows.append((row, resident, errors))
            self.classes["wrong"].update(errors.split("|"))
        if resident != "" and not right:
            counts["missed"] += 1
            self.classes["missed"].update(errors.split("|"))
        if decision == "review" and resident != "":
            counts["reviewed_true"] += 1
            counts["reviewed_shown"] += resident in shown


def score(directory, source, truth, into):
    shown = read_candidates(f"{directory}/out/published/reviews/{source}.csv")
    with open(f"{directory}/out/published/matches/{source}.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            resident, errors = truth[row["record_id"]]
            into.add(row, resident, errors, shown[row["record_id"]])


def figures(counts):
    matched = counts["match"] or 1
    return {
        "precision": counts["right"] / matched,
        "recall": counts["right"] / (counts["true"] or 1),
        "review": counts["review"] / (counts["rows"] or 1),
        "shown": counts["reviewed_shown"] / counts["reviewed_true"] if counts["reviewed_true"] else 1.0,
    }


def holds(values):
    return (values["precision"] >= PROMISES["precision"] and values["recall"] >= PROMISES["recall"]
            and values["review"] <= PROMISES["review"] and values["shown"] >= PROMISES["shown"])


def main(arguments):
    limit = int(arguments[arguments.index("--list") + 1]) if "--list" in arguments else 0
    limit_word = str(limit) if limit else None
    directories = [word for word in arguments if not word.startswith("--") and word != limit_word]
    scores = collections.defaultdict(Score)
    for directory in directories:
        truth = read_truth(f"{directory}/truth.csv")
        for source in truth:
            score(directory, source, truth[source], scores[source])
    failed = False
    print(f"{'source':12} {'rows':>8} {'precision':>9} {'recall':>7} {'review':>7} {'shown':>6} "
          f"{'wrong':>6} {'missed':>6}")
    for source in sorted(scores):
        counts, values = scores[source].counts, figures(scores[source].counts)
        print(f"{source:12} {counts['rows']:8} {values['precision']:9.5f} {values['recall']:7.4f} "
              f"{values['review']:7.4f} {values['shown']:6.3f} "
              f"{counts['match'] - counts['right']:6} {counts['missed']:6}")
        failed |= not holds(values)
        if limit:
            print("   wrong: ", scores[source].classes["wrong"].most_common(12))
            print("   missed:", scores[source].classes["missed"].most_common(16))
            for row, resident, errors in scores[source].wrong_rows[:limit]:
                print("   ", row["record_id"], row["resident_id"], resident or "-", row["weight"],
                      row["margin"], row["levels"], errors)
    return 1 if failed and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
