"""Runs rasoat and reads what it left."""
from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from peers.measure import Cost, run_measured
from peers.pair_scores import Pair, pair_of
from peers.public_sets import PublicSet, csv_rows
from peers.row_scores import NOBODY, Proposal, log_odds

LINK_PROBABILITY = 0.5
# Decisions as shipped; and every row with any candidate listed with its candidates, for the curve
# over review shares. Both find the same best residents with the same probabilities.
MATCH_SHIPPED = ""
MATCH_LISTED = "match: {review: 0.000001}"
MATCH_LEARNT = "match: {model: model.json}"
MATCH_LEARNT_LISTED = "match: {model: model.json, review: 0.000001}"


def link_public(program: Path, public: PublicSet, config: Path, data: Path, output: Path, threads: int) -> Cost:
    """rasoat link or dedupe in the folder output, with its own config beside links to the files."""
    (output / "config.yaml").write_text(config.read_text(encoding="utf-8"), encoding="utf-8")
    names = ["historical50k.csv.zst"] if public.name == "historical50k" else [Path(f).name for f in public.files]
    for name, path in zip(names, public.paths(data), strict=True):
        (output / name).symlink_to(path.resolve())
    command = "link" if public.is_link else "dedupe"
    return run_measured([program, command, output / "config.yaml", "--threads", str(threads), "--json"],
                        output / "summary.json")


def public_pairs(output: Path) -> dict[Pair, float]:
    """Log odds of each listed pair; one that the clusters or the assignment linked counts as linked."""
    return {pair_of(row["left"], row["right"]): _pair_score(row) for row in csv_rows(output / "out/pairs.csv")}


def _pair_score(row: dict[str, str]) -> float:
    probability = float(row["probability"])
    return log_odds(max(probability, LINK_PROBABILITY) if row["decision"] == "link" else probability)


def public_clusters(output: Path) -> dict[str, str]:
    return {row["id"]: row["cluster"] for row in csv_rows(output / "out/clusters.csv")}


def public_candidates(output: Path) -> int:
    summary = json.loads((output / "summary.json").read_text(encoding="utf-8").splitlines()[-1])
    return summary["candidates"]


def link_register(register: Path, output: Path) -> None:
    """Links to the files of a generated register but its truth, which is for the scorer alone."""
    for path in register.glob("*.csv"):
        if path.name != "truth.csv":
            (output / path.name).symlink_to(path.resolve())


def write_config(register: Path, output: Path, match: str) -> None:
    lines = (register / "rasoat.yaml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("worklist:")]
    config = "\n".join([*kept, "worklist: {key: demo, workbooks: false}", match, ""])
    (output / "rasoat.yaml").write_text(config, encoding="utf-8")


def run_register(program: Path, output: Path, threads: int) -> Cost:
    """The nightly run, everything but workbooks."""
    return run_measured([program, "run", output / "rasoat.yaml", "--threads", str(threads), "--quiet"],
                        output / "log")


def train_register(program: Path, output: Path, threads: int) -> Cost:
    """Learns model.json from the files in the folder, without labels."""
    return run_measured([program, "train", output / "rasoat.yaml", "-o", output / "model.json",
                         "--threads", str(threads), "--quiet"], output / "train.log")


def register_proposals(output: Path, source: str) -> dict[str, Proposal]:
    published = output / "out/published"
    listed: dict[str, list[str]] = {}
    for row in csv_rows(published / f"reviews/{source}.csv"):
        listed.setdefault(row["record_id"], []).append(row["resident_id"])
    return {row["record_id"]: _proposal(row, listed.get(row["record_id"], []))
            for row in csv_rows(published / f"matches/{source}.csv")}


def _proposal(row: dict[str, str], listed: list[str]) -> Proposal:
    """A matched row is not listed for review: all that is shown of it is its resident."""
    best = row["resident_id"]
    shown = tuple(listed or ([best] if best != NOBODY else []))
    tied = len(shown) > 1 and row["margin"] != "" and float(row["margin"]) == 0
    return Proposal(shown, log_odds(float(row["probability"] or 0)), tied)


def register_decisions(output: Path, source: str) -> Iterator[tuple[str, str, str]]:
    """(record, decision, resident) as published."""
    for row in csv_rows(output / f"out/published/matches/{source}.csv"):
        yield row["record_id"], row["decision"], row["resident_id"]


def register_pairs(output: Path) -> tuple[int, float]:
    """Candidate pairs of all sources, and the seconds of their first reading."""
    timing = json.loads((output / "out/published/timing.json").read_text(encoding="utf-8"))
    return sum(source["pairs"] for source in timing["sources"]), timing["match_seconds"]
