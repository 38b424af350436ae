"""Row scores against cases worked by hand, and the best threshold against trying them all."""
import math
import random
import unittest

from peers.row_scores import (Errors, Proposal, errors_at, errors_best, link_errors, log_odds, rows_judged,
                              settled_count)


def rows_of(*cases):
    """Rows from (candidates, score, true resident[, tied])."""
    proposals = {str(i): Proposal(tuple(case[0]), case[1], len(case) > 3) for i, case in enumerate(cases)}
    return rows_judged(proposals, {str(i): case[2] for i, case in enumerate(cases)})


class Links(unittest.TestCase):
    def test_a_wrong_link_of_a_row_with_a_resident_counts_twice(self):
        self.assertEqual(link_errors("x", "y"), Errors(1, 1))
        self.assertEqual(link_errors("x", ""), Errors(1, 0))
        self.assertEqual(link_errors("", "y"), Errors(0, 1))
        self.assertEqual(link_errors("y", "y"), Errors(0, 0))
        self.assertEqual(link_errors("", ""), Errors(0, 0))

    def test_log_odds_are_bits_and_finite(self):
        self.assertEqual(log_odds(0.5), 0.0)
        self.assertAlmostEqual(log_odds(0.8), 2.0)
        self.assertTrue(math.isfinite(log_odds(0.0)) and math.isfinite(log_odds(1.0)))


class Thresholds(unittest.TestCase):
    def test_every_row_of_the_truth_counts(self):
        self.assertEqual(errors_at(rows_judged({}, {"a": "x", "b": ""}), 0.0, 0.0), Errors(0, 1))

    def test_rows_at_the_threshold_are_linked(self):
        rows = rows_of(("x", 0.0, "x"), ("y", -0.5, "y"), ("z", 3.0, "w"))
        self.assertEqual(errors_at(rows, 0.0, 0.0), Errors(1, 2))

    def test_tied_rows_are_refused(self):
        self.assertEqual(errors_at(rows_of(("xy", 9.0, "x", "tied")), 0.0, 0.0), Errors(0, 1))

    def test_no_candidate_is_no_link_even_at_a_low_threshold(self):
        self.assertEqual(errors_at(rows_of(("", -math.inf, "x")), -99.0, 0.0), Errors(0, 1))


class Settling(unittest.TestCase):
    def test_the_person_finds_who_is_shown(self):
        self.assertEqual(errors_at(rows_of(("xy", 1.0, "y")), 0.0, 1.0), Errors())

    def test_the_person_says_that_nobody_is(self):
        self.assertEqual(errors_at(rows_of(("xy", 1.0, "")), 0.0, 1.0), Errors())

    def test_who_is_not_shown_is_missed(self):
        self.assertEqual(errors_at(rows_of(("xy", 1.0, "z")), 0.0, 1.0), Errors(0, 1))
        self.assertEqual(errors_at(rows_of(("abcdez", 1.0, "z")), 0.0, 1.0), Errors(0, 1))

    def test_ties_come_first_then_the_nearest(self):
        far = ("x", 5.0, "y")
        rows = rows_of(far, ("xy", 30.0, "y", "tied"), ("x", -0.5, "x"))
        self.assertEqual(errors_at(rows, 0.0, 1 / 3), Errors(1, 2))
        self.assertEqual(errors_at(rows, 0.0, 2 / 3), Errors(1, 1))

    def test_ties_far_below_do_not_take_the_place_of_doubts(self):
        rows = rows_of(("xy", -30.0, "", "tied"), ("x", -0.5, "x"))
        self.assertEqual(errors_at(rows, 0.0, 0.5), Errors(0, 0))
        self.assertEqual(errors_best(rows, 0.5), Errors(0, 0))

    def test_shares_are_rounded_down(self):
        self.assertEqual([settled_count(99, 0.01), settled_count(100, 0.01), settled_count(10, 0.0)], [0, 1, 0])


class Best(unittest.TestCase):
    def test_equal_scores_share_their_fate_without_a_person(self):
        rows = rows_of(("x", 1.0, "x"), ("y", 1.0, ""), ("z", 1.0, ""))
        self.assertEqual(errors_best(rows, 0.0), Errors(0, 1))

    def test_no_threshold_is_better(self):
        chance = random.Random(3)
        for _ in range(100):
            rows = rows_of(*((chance.sample("uvwxyz", chance.randrange(4)), float(chance.randrange(-4, 5)),
                              chance.choice(["", "x", "y"])) for _ in range(30)))
            tried = min(errors_at(rows, threshold / 2, 0.0).total for threshold in range(-20, 21))
            self.assertEqual(errors_best(rows, 0.0).total, tried)

    def test_ties_above_are_settled_before_the_window(self):
        rows = rows_of(("xy", 9.0, "y", "tied"), ("x", 2.0, "z"), ("x", -2.0, "z"))
        self.assertEqual(errors_best(rows, 0.0), Errors(0, 3))
        self.assertEqual(errors_best(rows, 1 / 3), Errors(0, 2))

    def test_a_settled_share_never_hurts_at_its_best_threshold(self):
        chance = random.Random(5)
        for _ in range(100):
            rows = rows_of(*((chance.sample("uvwxyz", chance.randrange(4)), chance.gauss(0, 4),
                              chance.choice(["", "x", "y"])) for _ in range(40)))
            tried = [errors_at(rows, threshold / 4, 0.1).total for threshold in range(-60, 61)]
            self.assertLessEqual(errors_best(rows, 0.1).total, min(tried))
            self.assertLessEqual(errors_best(rows, 0.1).total, errors_best(rows, 0.0).total)


if __name__ == "__main__":
    unittest.main()
