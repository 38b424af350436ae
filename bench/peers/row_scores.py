"""Scores the rows of an extract that are linked to residents, when a person settles a share of them.

A link to the wrong resident is one error, and a second one if the row has a true resident, who is
then missed. No link is an error if the row has a true resident.

The person is handed the rows nearest the threshold: those above it whose two best candidates are
equal, and so refused, come first, then the others by the distance of their score from the threshold.
Shown at most five candidates, the person finds the true resident if he is among them, and else says
that nobody is.
"""
from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
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
    by_doubt = sorted(rows, key=lambda row: (not (row.tied and row.score >= threshold), abs(row.score - threshold)))
    quota = settled_count(len(rows), share)
    settled = _sum(row.if_settled for row in by_doubt[:quota])
    return settled + _sum(
        row.if_linked if row.score >= threshold and not row.tied else row.if_left for row in by_doubt[quota:])


def errors_best(rows: Sequence[Row], share: float) -> Errors:
    """The same at the single threshold that leaves the fewest errors; to choose it takes the truth."""
    quota = settled_count(len(rows), share)
    ordered = _Ordered([row for row in rows if not row.tied])
    tied = _Ordered([row for row in rows if row.tied])
    return min((_window_errors(ordered, tied, start, above, quota) for start in range(len(ordered.rows) + 1)
                if quota or ordered.parts(start) for above in _first_ties(ordered, tied, start)),
               key=lambda errors: errors.total)


def settled_count(row_count: int, share: float) -> int:
    return math.floor(row_count * share + 1e-9)


class _Ordered:
    """Rows by rising score, with the errors of any stretch of them for each fate."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = sorted(rows, key=lambda row: row.score)
        self.scores = [row.score for row in self.rows]
        self._sums = {fate: _running(getattr(row, fate) for row in self.rows)
                      for fate in ("if_linked", "if_left", "if_settled")}

    def errors(self, fate: str, start: int, end: int) -> Errors:
        wrong, missed = self._sums[fate]
        return Errors(wrong[end] - wrong[start], missed[end] - missed[start])

    def parts(self, start: int) -> bool:
        """Whether some threshold has exactly the rows from here above it."""
        return start in (0, len(self.rows)) or self.scores[start - 1] < self.scores[start]


def _first_ties(ordered: _Ordered, tied: _Ordered, start: int) -> set[int]:
    """The first tie above a threshold that lies as high, or as low, as the rows from start on let it."""
    lowest = bisect_right(tied.scores, ordered.scores[start - 1]) if start > 0 else 0
    highest = bisect_left(tied.scores, ordered.scores[start]) if start < len(ordered.rows) else len(tied.rows)
    return {lowest, highest}


def _window_errors(ordered: _Ordered, tied: _Ordered, start: int, above: int, quota: int) -> Errors:
    """Ties from `above` on are settled as far as the quota goes, then a window of rows from start on;
    the rows above the window are linked, all others left."""
    count, tie_count = len(ordered.rows), len(tied.rows)
    ties_end = min(above + quota, tie_count)
    end = min(start + quota - (ties_end - above), count)
    return (ordered.errors("if_left", 0, start) + ordered.errors("if_settled", start, end)
            + ordered.errors("if_linked", end, count) + tied.errors("if_left", 0, above)
            + tied.errors("if_settled", above, ties_end) + tied.errors("if_left", ties_end, tie_count))


def _running(errors: Iterable[Errors]) -> tuple[list[int], list[int]]:
    known = list(errors)
    return (list(accumulate((error.wrong for error in known), initial=0)),
            list(accumulate((error.missed for error in known), initial=0)))


def _sum(errors: Iterable[Errors]) -> Errors:
    wrong = missed = 0
    for error in errors:
        wrong += error.wrong
        missed += error.missed
    return Errors(wrong, missed)
