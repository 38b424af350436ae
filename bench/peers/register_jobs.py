"""The jobs of the second table: both tools on generated Vietnamese registers."""
from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from peers import ours
from peers.measure import Cost, run_measured, run_module
from peers.public_jobs import Place, fresh_folder
from peers.public_sets import csv_rows
from peers.results import Result
from peers.row_scores import NOBODY, Errors, Proposal, Row, errors_at, errors_best, link_errors, rows_judged
from peers.tables import cost_figures, rate

SHARES = (0.0, 0.005, 0.01, 0.02)
SOURCES = ("civil", "welfare", "vaccination")
EVEN_ODDS = 0.0
Truth = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Register:
    residents: int
    seed: int
    dirt: int
    others: bool = False  # errors of other_errors.py, which know no dirt

    @property
    def name(self) -> str:
        return f"{self.residents}-seed{self.seed}-{'others' if self.others else f'dirt{self.dirt}'}"


def peer_results(register: Register, place: Place) -> list[Result]:
    folder = _generated(register, place)
    return _peer(register, folder, _read_truth(folder), place)


def our_results(register: Register, place: Place) -> list[Result]:
    folder = _generated(register, place)
    return _ours(register, folder, _read_truth(folder), place)


def _generated(register: Register, place: Place) -> Path:
    folder = place.work / f"register-{register.name}"
    if register.others and not (folder / "rasoat.yaml").exists():
        own = _generated(replace(register, others=False), place)
        run_module("peers.other_errors", [own, fresh_folder(folder), "--seed", str(register.seed)],
                   place.work / "generate.log")
    if not (folder / "rasoat.yaml").exists():
        fresh_folder(folder)
        run_measured([place.program, "generate", folder, "--residents", str(register.residents),
                      "--seed", str(register.seed), "--dirt", str(register.dirt)], place.work / "generate.log")
    return folder


def _read_truth(folder: Path) -> Truth:
    truth: Truth = {source: {} for source in SOURCES}
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            truth[row["source"]][row["record_id"]] = row["resident_id"]
    return truth


def _peer(register: Register, folder: Path, truth: Truth, place: Place) -> list[Result]:
    """Splink, one process a source, as it would be run; a tie of the best two is refused."""
    results, rows_of, costs = [], {}, []
    candidates, predict_seconds = 0, 0.0
    for source in SOURCES:
        output = fresh_folder(place.work / f"splink-{register.name}-{source}")
        costs.append(run_module("peers.splink_registers", [folder, source, output], output / "log"))
        rows_of[source] = rows_judged(_peer_proposals(output), truth[source])
        stages = json.loads((output / "stages.json").read_text(encoding="utf-8"))
        candidates += stages["pairs"]
        predict_seconds += stages["stages"]["predict"]
        results += _share_results(register, source, "Splink 5.0.0", rows_of[source])
    results += _share_results(register, "all", "Splink 5.0.0", [row for rows in rows_of.values() for row in rows])
    return [*results, _speed(register, "Splink 5.0.0", _sum_of(costs), row_count(truth), candidates, predict_seconds)]


def _peer_proposals(output: Path) -> dict[str, Proposal]:
    found: dict[str, list[tuple[str, float]]] = {}
    for row in csv_rows(output / "candidates.csv"):
        found.setdefault(row["record_id"], []).append((row["resident_id"], float(row["score"])))
    return {record: Proposal(tuple(resident for resident, _ in best), best[0][1],
                             len(best) > 1 and abs(best[0][1] - best[1][1]) < 1e-6)
            for record, best in found.items()}


def _ours(register: Register, folder: Path, truth: Truth, place: Place) -> list[Result]:
    """With the model that it ships, and with one learnt from these files without labels."""
    shipped = _ours_with(register, folder, truth, place, "rasoat", ours.MATCH_SHIPPED, ours.MATCH_LISTED)
    learnt = _ours_with(register, folder, truth, place, "rasoat, trained here", ours.MATCH_LEARNT,
                        ours.MATCH_LEARNT_LISTED)
    return shipped + learnt


def _ours_with(register: Register, folder: Path, truth: Truth, place: Place, tool: str, decided_by: str,
               listed_by: str) -> list[Result]:
    """Two runs that find the same: one as a user would, which is timed; one that lists all candidates."""
    decided, cost = _run_ours(register, folder, place, f"{tool} decided", decided_by)
    listed, _ = _run_ours(register, folder, place, f"{tool} listed", listed_by)
    results, all_rows = [], []
    for source in SOURCES:
        rows = rows_judged(ours.register_proposals(listed, source), truth[source])
        results += _share_results(register, source, tool, rows)
        results.append(_as_published(register, tool, decided, truth, [source]))
        all_rows += rows
    results += _share_results(register, "all", tool, all_rows)
    results.append(_as_published(register, tool, decided, truth, SOURCES))
    return [*results, _speed(register, tool, cost, row_count(truth), *ours.register_pairs(decided))]


def _run_ours(register: Register, folder: Path, place: Place, name: str, match: str) -> tuple[Path, Cost]:
    output = fresh_folder(place.work / f"{name.replace(', ', '-').replace(' ', '-')}-{register.name}")
    costs = []
    ours.link_register(folder, output)
    if match in (ours.MATCH_LEARNT, ours.MATCH_LEARNT_LISTED):
        ours.write_config(folder, output, ours.MATCH_SHIPPED)
        costs.append(ours.train_register(place.program, output, place.threads))
    ours.write_config(folder, output, match)
    costs.append(ours.run_register(place.program, output, place.threads))
    return output, _sum_of(costs)


def _share_results(register: Register, source: str, tool: str, rows: Sequence[Row]) -> list[Result]:
    """At the one threshold p = .5, and at the threshold that is best for the share."""
    what = f"{register.name} {source}"
    fixed = {_share_name(share): errors_at(rows, EVEN_ODDS, share) for share in SHARES}
    best = {_share_name(share): errors_best(rows, share) for share in SHARES}
    return [errors_result(f"{tool}, p >= .5", what, len(rows), fixed),
            errors_result(f"{tool}, best threshold", what, len(rows), best)]


def errors_result(tool: str, what: str, rows: int, errors: Mapping[str, Errors]) -> Result:
    counts: dict[str, object] = {"rows": rows}
    return Result("registers", tool, what, counts | {share: _errors_text(found) for share, found in errors.items()},
                  {share: [found.wrong, found.missed] for share, found in errors.items()})


def _share_name(share: float) -> str:
    return f"{share:.1%} settled"


def _errors_text(errors: Errors) -> str:
    return f"{errors.total} ({errors.wrong}+{errors.missed})"


def _as_published(register: Register, tool: str, output: Path, truth: Truth, sources: Sequence[str]) -> Result:
    """Matches as shipped; the rows it asks about are settled by the person, and are its own share."""
    errors, asked, count = Errors(), 0, 0
    for source in sources:
        proposals = ours.register_proposals(output, source)
        for record, decision, resident in ours.register_decisions(output, source):
            errors += _published_errors(decision, resident, proposals[record], truth[source][record])
            asked += decision == "review"
        errors += _unmentioned(truth[source], proposals)
        count += len(truth[source])
    figures: dict[str, object] = {
        "rows": count, "as published, own share": f"{_errors_text(errors)} at {asked / max(count, 1):.2%}"}
    what = sources[0] if len(sources) == 1 else "all"
    return Result("registers", f"{tool}, as published", f"{register.name} {what}", figures)


def _published_errors(decision: str, resident: str, proposal: Proposal, true: str) -> Errors:
    if decision == "review":
        return link_errors(true if true in proposal.candidates else NOBODY, true)
    return link_errors(resident if decision == "match" else NOBODY, true)


def _unmentioned(truth: Mapping[str, str], proposals: Mapping[str, Proposal]) -> Errors:
    """Rejected rows have no decision; they are missed."""
    return Errors(0, sum(true != NOBODY for record, true in truth.items() if record not in proposals))


def _speed(register: Register, tool: str, cost: Cost, rows: int, candidates: int, seconds: float) -> Result:
    return Result("speed", tool, register.name, {
        "rows": rows, **cost_figures(cost), "rows/s": f"{rows / cost.seconds:.0f}", "candidates": candidates,
        "scoring s": f"{seconds:.2f}", "M candidates/s": rate(candidates, seconds)})


def _sum_of(costs: Sequence[Cost]) -> Cost:
    return Cost(sum(cost.seconds for cost in costs), max(cost.peak_bytes for cost in costs))


def row_count(truth: Truth) -> int:
    return sum(len(rows) for rows in truth.values())
