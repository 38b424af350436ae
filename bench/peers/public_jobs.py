"""The jobs of the first table: every tool on every public set."""
from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from peers import ours, toolkit_sets
from peers.measure import Cost, run_module
from peers.pair_scores import (Figures, Pair, closed_score, closed_score_best, clusters_score, pair_of, pairs_score,
                               pairs_score_best)
from peers.public_sets import PublicSet, PublicTruth, csv_rows, read_truth
from peers.results import Result
from peers.tables import cost_figures, ratio

TABLE = "public"
EVEN_ODDS = 0.0


@dataclass(frozen=True)
class Place:
    """Where things lie."""

    program: Path
    configs: Path
    data: Path
    work: Path
    threads: int


def public_results(public: PublicSet, place: Place) -> list[Result]:
    truth = read_truth(public, place.data)
    results = [_python_tool(public, place, truth, "Splink 5.0.0, its demo", "splink_public", public.name)]
    if public.name in toolkit_sets.SETS:
        results += [_python_tool(public, place, truth, f"recordlinkage 0.16, {words}", "toolkit_public",
                                 f"{public.name}:{method}") for method, words in toolkit_sets.METHODS.items()]
    return [*results, *_ours(public, place, truth)]


def fresh_folder(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _python_tool(public: PublicSet, place: Place, truth: PublicTruth, tool: str, module: str, job: str) -> Result:
    output = fresh_folder(place.work / f"{module}-{job.replace(':', '-')}")
    cost = run_module(f"peers.{module}", [job, place.data, output], output / "log")
    pairs = {pair_of(row["left"], row["right"]): float(row["score"]) for row in csv_rows(output / "pairs.csv")}
    candidates = json.loads((output / "stages.json").read_text(encoding="utf-8"))["pairs"]
    figures = _pair_figures(pairs, truth)
    if truth.people is not None:
        figures |= _closed_figures(closed_score(pairs, truth.people, EVEN_ODDS),
                                   closed_score_best(pairs, truth.people))
    return Result(TABLE, tool, public.name, figures | _cost(cost, candidates))


def _ours(public: PublicSet, place: Place, truth: PublicTruth) -> list[Result]:
    config = place.configs / public.config
    if not config.exists():
        return [Result(TABLE, "rasoat", public.name, {"F1": f"no {config.name}"})]
    output = fresh_folder(place.work / f"rasoat-{public.name}")
    cost = ours.link_public(place.program, public, config, place.data, output, place.threads)
    figures = _pair_figures(ours.public_pairs(output), truth)
    if truth.people is not None:
        figures |= _closed_figures(clusters_score(ours.public_clusters(output), truth.people), None)
    return [Result(TABLE, "rasoat", public.name, figures | _cost(cost, ours.public_candidates(output)))]


def _pair_figures(pairs: Mapping[Pair, float], truth: PublicTruth) -> dict[str, object]:
    fixed, best = pairs_score(pairs, truth.pairs, EVEN_ODDS), pairs_score_best(pairs, truth.pairs)
    return {"precision": ratio(fixed.precision), "recall": ratio(fixed.recall), "F1": ratio(fixed.f1),
            "wrong": fixed.wrong, "missed": fixed.missed, "best F1": ratio(best.f1),
            "best wrong+missed": f"{best.wrong}+{best.missed}"}


def _closed_figures(fixed: Figures, best: Figures | None) -> dict[str, object]:
    figures: dict[str, object] = {"closed F1": ratio(fixed.f1), "closed wrong+missed": f"{fixed.wrong}+{fixed.missed}"}
    return figures if best is None else figures | {"closed best F1": ratio(best.f1)}


def _cost(cost: Cost, candidates: int) -> dict[str, object]:
    return {"candidates": candidates, **cost_figures(cost)}
