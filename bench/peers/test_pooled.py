from __future__ import annotations

import unittest

from peers.pooled import pooled_results
from peers.register_jobs import errors_result
from peers.row_scores import Errors


class Pooled(unittest.TestCase):
    def test_adds_up_over_seeds_by_tool_and_source(self) -> None:
        results = [errors_result("A", "100-seed1-dirt2 civil", 10, {"0": Errors(1, 2)}),
                   errors_result("A", "100-seed22-dirt2 civil", 30, {"0": Errors(4, 8)}),
                   errors_result("A", "100-seed1-dirt3 civil", 10, {"0": Errors(9, 9)}),
                   errors_result("B", "100-seed1-dirt2 civil", 10, {"0": Errors(7, 7)})]
        [pooled] = pooled_results(results)
        self.assertEqual((pooled.table, pooled.tool, pooled.what), ("pooled", "A", "2 seeds of 100-dirt2 civil"))
        self.assertEqual(pooled.figures, {"rows": 40, "0": "15 (5+10)"})


if __name__ == "__main__":
    unittest.main()
