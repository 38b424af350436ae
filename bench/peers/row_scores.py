"""Scores the rows of an extract that are linked to residents, when a person settles a share of them.

A link to the wrong resident is one error, and a second one if the row has a true resident, who is
then missed. No link is an error if the row has a true resident.

The person is handed the rows nearest the threshold: those whose two best candidates are equal come
first, then the others by the distance of their score from the threshold. Shown at most five
candidates, the person finds the true resident if he is among them, and else says that nobody is.
"""
from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

CANDIDATES_SHOWN = 5
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a tool found for a row: residents, best first, and the log odds (bits) of the first."""

    candidates: tuple[str, ...] = ()
    score: float = -math.inf
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Errors:
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Errors) -> Errors:
        return Errors(self.wrong + other.wrong, self.missed + other.missed)

    @property
    def total(self) -> int:
        return self.wrong + self.missed


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the errors that each of the three possible fates would cost."""

    score: float
    tied: bool
    if_linked: Errors
    if_left: Errors
    if_settled: Errors


def log_odds(probability: float) -> float:
    """In bits, and finite: what a tool prints as 0 or 1 is only rounded to it."""
    clipped = min(max(probability, 1e-7), 1 - 1e-7)
    return math.log2(clipped / (1 - clipped))


# The four that a row can cost, made once: there are millions of rows.
_COSTS = {(wrong, missed): Errors(wrong, missed) for wrong in (0, 1) for missed in (0, 1)}


def link_errors(linked: str, true: str) -> Errors:
    right = linked == true
    return _COSTS[int(linked != NOBODY and not right), int(true != NOBODY and not right)]


def rows_judged(proposals: Mapping[str, Proposal], truth: Mapping[str, str]) -> list[Row]:
    """One row for each record of the truth, whether the tool mentions it or not."""
    return [_judge(proposals.get(record, Proposal()), true) for record, true in truth.items()]


def _judge(proposal: Proposal, true: str) -> Row:
    shown = proposal.candidates[:CANDIDATES_SHOWN]
    return Row(
        score=proposal.score if shown else -math.inf,
        tied=proposal.tied,
        if_linked=link_errors(shown[0] if shown else NOBODY, true),
        if_left=link_errors(NOBODY, true),
        if_settled=link_errors(true if true in shown else NOBODY, true),
    )


def errors_at(rows: Sequence[Row], threshold: float, share: float) -> Errors:
    """The errors left at a threshold of the score when the given share of the rows is settled."""
    by_doubt = sorted(rows, key=lambda row: (not row.tied, abs(row.score - threshold)))
    quota = settled_count(len(rows), share)
    settled = _sum(row.if_settled for row in by_doubt[:quota])
    return settled + _sum(
        row.if_linked if row.score >= threshold and not row.tied else row.if_left for row in by_doubt[quota:])


def errors_best(rows: Sequence[Row], share: float) -> Errors:
    """The same at the single threshold that leaves the fewest errors; to choose it takes the truth."""
    quota = settled_count(len(rows), share)
    tied = [row for row in rows if row.tied]
    base = _sum(row.if_settled for row in tied[:quota]) + _sum(row.if_left for row in tied[quota:])
    ordered = sorted((row for row in rows if not row.tied), key=lambda row: row.score)
    return base + _best_window(ordered, max(0, quota - len(tied)))


def settled_count(row_count: int, share: float) -> int:
    return math.floor(row_count * share + 1e-9)


def _best_window(ordered: Sequence[Row], width: int) -> Errors:
    """Rows below a window are left, rows above linked, rows in it settled: the best place for it.

    Without a window no threshold parts rows of equal score."""
    width = min(width, len(ordered))
    left = _totals(row.if_left for row in ordered)
    linked = _totals(row.if_linked for row in ordered)
    settled = _totals(row.if_settled for row in ordered)
    places = (start for start in range(len(ordered) - width + 1) if width or _parts(ordered, start))
    best = min(places, key=lambda start: left[start] + settled[start + width] - settled[start]
               - linked[start + width])
    return (_sum(row.if_left for row in ordered[:best]) + _sum(row.if_settled for row in ordered[best:best + width])
            + _sum(row.if_linked for row in ordered[best + width:]))


def _totals(errors: Iterable[Errors]) -> list[int]:
    return list(accumulate((error.total for error in errors), initial=0))


def _parts(ordered: Sequence[Row], start: int) -> bool:
    return start in (0, len(ordered)) or ordered[start - 1].score < ordered[start].score


def _sum(errors: Iterable[Errors]) -> Errors:
    wrong = missed = 0
    for error in errors:
        wrong += error.wrong
        missed += error.missed
    return Errors(wrong, missed)
