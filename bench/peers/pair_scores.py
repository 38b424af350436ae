"""Scores pairs of records: precision, recall and F1 of links, and of clusters closed over the links.

Whatever a tool did not propose counts as missed. A pair is an ordered tuple of two record ids, so
that each pair has one form only.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, groupby

Pair = tuple[str, str]


@dataclass(frozen=True)
class Figures:
    """How many pairs were called one person, how many of them are, how many there are."""

    called: int
    right: int
    true: int

    @property
    def precision(self) -> float:
        return self.right / self.called if self.called else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        both = self.called + self.true
        return 2 * self.right / both if both else 1.0

    @property
    def wrong(self) -> int:
        return self.called - self.right

    @property
    def missed(self) -> int:
        return self.true - self.right


def pair_of(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def pairs_within(clusters: Mapping[str, str]) -> set[Pair]:
    """Every pair of records that bear the same cluster."""
    members: dict[str, list[str]] = {}
    for record, cluster in clusters.items():
        members.setdefault(cluster, []).append(record)
    return {pair_of(a, b) for group in members.values() for a, b in combinations(group, 2)}


def clusters_score(found: Mapping[str, str], truth: Mapping[str, str]) -> Figures:
    """Pairs inside the found clusters against pairs inside the true ones, by counting."""
    together = Counter((found.get(record, f"alone {record}"), person) for record, person in truth.items())
    sizes = Counter(found.get(record, f"alone {record}") for record in truth)
    return Figures(_pair_count(sizes.values()), _pair_count(together.values()), true_pair_count(truth))


def true_pair_count(truth: Mapping[str, str]) -> int:
    return _pair_count(Counter(truth.values()).values())


def _pair_count(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def pairs_score(pairs: Mapping[Pair, float], truth: set[Pair], threshold: float) -> Figures:
    called = [pair for pair, score in pairs.items() if score >= threshold]
    return Figures(len(called), sum(pair in truth for pair in called), len(truth))


def pairs_score_best(pairs: Mapping[Pair, float], truth: set[Pair]) -> Figures:
    """The figures at the threshold of greatest F1; to choose it takes the truth."""
    best, called, right = Figures(0, 0, len(truth)), 0, 0
    for group in _descending(pairs):
        called += len(group)
        right += sum(pair in truth for pair in group)
        best = max(best, Figures(called, right, len(truth)), key=lambda figures: figures.f1)
    return best


def closed_score(pairs: Mapping[Pair, float], truth: Mapping[str, str], threshold: float) -> Figures:
    """The figures after links of links are links too, down to the threshold."""
    figures = Figures(0, 0, true_pair_count(truth))
    for score, figures_here in _closures(pairs, truth):
        if score < threshold:
            break
        figures = figures_here
    return figures


def closed_score_best(pairs: Mapping[Pair, float], truth: Mapping[str, str]) -> Figures:
    none = Figures(0, 0, true_pair_count(truth))
    return max((figures for _, figures in _closures(pairs, truth)), key=lambda f: f.f1, default=none)


def _descending(pairs: Mapping[Pair, float]) -> Iterator[list[Pair]]:
    """Pairs of equal score together: no threshold can part them."""
    ordered = sorted(pairs, key=lambda pair: -pairs[pair])
    for _, group in groupby(ordered, key=lambda pair: pairs[pair]):
        yield list(group)


def _closures(pairs: Mapping[Pair, float], truth: Mapping[str, str]) -> Iterator[tuple[float, Figures]]:
    groups = _Groups(truth)
    total = true_pair_count(truth)
    for group in _descending(pairs):
        for one, other in group:
            groups.join(one, other)
        yield pairs[group[0]], Figures(groups.called, groups.right, total)


class _Groups:
    """Union-find that keeps count of the pairs inside its groups."""

    def __init__(self, truth: Mapping[str, str]) -> None:
        self._parent = {record: record for record in truth}
        self._people = {record: Counter({person: 1}) for record, person in truth.items()}
        self.called = 0
        self.right = 0

    def join(self, one: str, other: str) -> None:
        a, b = self._root(one), self._root(other)
        if a == b:
            return
        if len(self._people[a]) < len(self._people[b]):
            a, b = b, a
        kept, moved = self._people[a], self._people.pop(b)
        self.called += kept.total() * moved.total()
        self.right += sum(count * kept[person] for person, count in moved.items())
        kept.update(moved)
        self._parent[b] = a

    def _root(self, record: str) -> str:
        while self._parent[record] != record:
            self._parent[record] = self._parent[self._parent[record]]
            record = self._parent[record]
        return record
