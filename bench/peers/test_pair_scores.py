"""Pair scores against counting by hand and against the obvious way."""
import random
import unittest
from itertools import combinations

from peers.pair_scores import (Figures, closed_score, closed_score_best, clusters_score, pair_of, pairs_score,
                               pairs_score_best, pairs_within)

PEOPLE = {"a": "1", "b": "1", "c": "1", "d": "2", "e": "2", "f": "3"}


def closed_slowly(pairs, people, threshold):
    """Joins groups until nothing changes, then lists every pair inside."""
    group = {record: record for record in people}
    changed = True
    while changed:
        changed = False
        for (one, other), score in pairs.items():
            low = min(group[one], group[other])
            if score >= threshold and group[one] != group[other]:
                group[one] = group[other] = low
                changed = True
    called = {pair_of(a, b) for a, b in combinations(people, 2) if group[a] == group[b]}
    truth = pairs_within(people)
    return Figures(len(called), len(called & truth), len(truth))


class PairScores(unittest.TestCase):
    def test_a_pair_has_one_form(self):
        self.assertEqual(pair_of("b", "a"), pair_of("a", "b"))

    def test_pairs_never_proposed_are_missed(self):
        figures = pairs_score({("a", "b"): 3.0}, pairs_within(PEOPLE), 0.0)
        self.assertEqual(figures, Figures(called=1, right=1, true=4))
        self.assertEqual((figures.wrong, figures.missed), (0, 3))
        self.assertEqual((figures.precision, figures.recall), (1.0, 0.25))
        self.assertAlmostEqual(figures.f1, 0.4)

    def test_a_pair_at_the_threshold_is_called(self):
        self.assertEqual(pairs_score({("a", "f"): 0.0}, pairs_within(PEOPLE), 0.0).wrong, 1)
        self.assertEqual(pairs_score({("a", "f"): -0.1}, pairs_within(PEOPLE), 0.0).called, 0)

    def test_best_threshold_does_not_part_equal_scores(self):
        pairs = {("a", "b"): 5.0, ("a", "f"): 2.0, ("a", "c"): 2.0, ("b", "f"): 1.0}
        self.assertEqual(pairs_score_best(pairs, pairs_within(PEOPLE)), Figures(3, 2, 4))

    def test_nothing_called_has_no_wrong_pair(self):
        self.assertEqual(pairs_score({}, set(), 0.0).f1, 1.0)
        self.assertEqual(pairs_score({}, {("a", "b")}, 0.0).f1, 0.0)

    def test_closing_joins_links_of_links(self):
        chain = {("a", "b"): 2.0, ("b", "c"): 2.0, ("c", "d"): 1.0}
        self.assertEqual(closed_score(chain, PEOPLE, 2.0), Figures(3, 3, 4))
        self.assertEqual(closed_score(chain, PEOPLE, 1.0), Figures(6, 3, 4))
        self.assertEqual(closed_score_best(chain, PEOPLE), Figures(3, 3, 4))

    def test_closing_agrees_with_the_obvious_way(self):
        chance = random.Random(7)
        for _ in range(200):
            people = {f"r{i}": str(chance.randrange(5)) for i in range(12)}
            pairs = {pair_of(*chance.sample(sorted(people), 2)): float(chance.randrange(-3, 4)) for _ in range(9)}
            for threshold in (-3.0, 0.0, 2.0):
                self.assertEqual(closed_score(pairs, people, threshold), closed_slowly(pairs, people, threshold))

    def test_records_outside_all_clusters_stand_alone(self):
        self.assertEqual(clusters_score({"a": "x", "b": "x", "f": "x"}, PEOPLE), Figures(3, 1, 4))


if __name__ == "__main__":
    unittest.main()
