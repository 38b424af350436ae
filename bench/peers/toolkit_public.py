"""The Python Record Linkage Toolkit on the FEBRL sets, with the recipe of its own examples.

usage: python -m peers.toolkit_public SET:METHOD DATA OUTPUT      METHOD: fixed, ecm

fixed is the example's deterministic classifier with its weights; ecm learns without labels on the
same candidates. Writes pairs.csv (left, right, score) and stages.json.
"""
from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import numpy
import pandas
import recordlinkage
from recordlinkage.compare import Exact, String
from recordlinkage.index import Block

from peers.measure import Stopwatch
from peers.public_sets import PUBLIC_SETS, PublicSet

# (intercept, coefficients) of the toolkit's examples linking_ and dedup_deterministic.py.
LINK_WEIGHTS = (-11.0, [1.5, 1.5, 8.0, 6.0, 2.5, 6.5, 5.0])
DEDUPE_WEIGHTS = (-9.5, [2.0, 3.0, 7.0, 6.0, 2.5, 5.0, 5.5])


def _read(public: PublicSet, data: Path) -> list[pandas.DataFrame]:
    return [pandas.read_csv(path, index_col=public.record_id, dtype=str) for path in public.paths(data)]


def _candidates(public: PublicSet, frames: list[pandas.DataFrame]) -> pandas.MultiIndex:
    indexer = recordlinkage.Index()
    for column in ["given_name", "surname"] + ([] if public.name == "febrl4_no_number" else ["soc_sec_id"]):
        indexer.add(Block(column))
    return indexer.index(*frames)


def _features(candidates: pandas.MultiIndex, frames: list[pandas.DataFrame]) -> pandas.DataFrame:
    comparer = recordlinkage.Compare()
    comparer.add(Exact("given_name", "given_name", label="given_name"))
    comparer.add(String("surname", "surname", method="jarowinkler", threshold=0.85, label="surname"))
    for column in ("date_of_birth", "suburb", "state"):
        comparer.add(Exact(column, column, label=column))
    for column in ("address_1", "address_2"):
        comparer.add(String(column, column, threshold=0.85, label=column))
    return comparer.compute(candidates, *frames)


def _fixed_scores(public: PublicSet, features: pandas.DataFrame) -> numpy.ndarray:
    intercept, coefficients = LINK_WEIGHTS if public.is_link else DEDUPE_WEIGHTS
    return (features.to_numpy() @ numpy.array(coefficients) + intercept) / numpy.log(2)


def _learnt_scores(features: pandas.DataFrame) -> numpy.ndarray:
    classifier = recordlinkage.ECMClassifier()
    classifier.fit(features)
    probabilities = numpy.clip(classifier.prob(features).to_numpy(), 1e-12, 1 - 1e-12)
    return numpy.log2(probabilities / (1 - probabilities))


def link(public: PublicSet, method: str, data: Path, output: Path) -> None:
    watch = Stopwatch()
    frames = _read(public, data)
    watch.stage("read")
    features = _features(_candidates(public, frames), frames)
    watch.stage("compare")
    scores = _fixed_scores(public, features) if method == "fixed" else _learnt_scores(features)
    watch.stage("classify")
    with (output / "pairs.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["left", "right", "score"])
        writer.writerows((left, right, score) for (left, right), score in zip(features.index, scores, strict=True))
    watch.stage("write")
    (output / "stages.json").write_text(json.dumps({"stages": watch.stages, "pairs": len(features)}))


if __name__ == "__main__":
    set_name, method_name = sys.argv[1].split(":")
    link(PUBLIC_SETS[set_name], method_name, Path(sys.argv[2]), Path(sys.argv[3]))
