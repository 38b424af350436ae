"""Pairwise precision, recall and F1 of a linkage against its truth; blocking misses count as missed.

score_linkage.py NAME OUTPUT TRUTH LEAST_PAIRS LEAST_CLOSED
pairs: every pair whose probability is at least 0.5, or that is linked. closed: all pairs inside the
clusters (of two files: the links). Exit 1 where a figure is below its least."""
import csv
import os
import sys
from collections import defaultdict


def closed(clusters):
    groups = defaultdict(list)
    for record, cluster in clusters:
        groups[cluster].append(record)
    return {(a, b) for group in groups.values() for a in group for b in group if a < b}


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def true_pairs(path):
    first = next(rows(path))
    if "id_a" in first:
        return {tuple(sorted((row["id_a"], row["id_b"]))) for row in rows(path)}
    return closed((row["id"], row["cluster"]) for row in rows(path))


def score(got, truth):
    right = len(got & truth)
    return right / max(1, len(got)), right / len(truth), 2 * right / (len(got) + len(truth))


def main():
    name, output, truth_path, least_pairs, least_closed = sys.argv[1:]
    truth = true_pairs(truth_path)
    listed = [(tuple(sorted((row["left"], row["right"]))), row) for row in rows(os.path.join(output, "pairs.csv"))]
    pairs = {pair for pair, row in listed if float(row["probability"]) >= 0.5 or row["decision"] == "link"}
    clusters = os.path.join(output, "clusters.csv")
    if os.path.exists(clusters):
        final = closed((row["id"], row["cluster"]) for row in rows(clusters))
    else:
        final = {pair for pair, row in listed if row["decision"] == "link"}
    good = True
    for what, got, least in (("pairs", pairs, least_pairs), ("closed", final, least_closed)):
        precision, recall, f1 = score(got, truth)
        good = good and f1 >= float(least)
        print(f"{name:18} {what:6} precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f} (at least {least})")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
