"""Adds up the errors that each tool makes on registers that differ by their seed alone."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from peers.register_jobs import errors_result
from peers.results import Result
from peers.row_scores import Errors


def pooled_results(results: Sequence[Result]) -> list[Result]:
    """One result for each tool, size, dirt and source of which there are several seeds; a share is one of each register."""
    groups: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        if result.errors:
            size, _, rest = result.what.partition("-seed")
            _, _, what = rest.partition("-")
            groups.setdefault((f"{size}-{what}", result.tool), []).append(result)
    return [_pool(what, tool, group) for (what, tool), group in groups.items() if len(group) > 1]


def _pool(what: str, tool: str, group: Sequence[Result]) -> Result:
    errors = {share: sum((Errors(*result.errors[share]) for result in group), Errors()) for share in group[0].errors}
    rows = sum(int(str(result.figures["rows"])) for result in group)
    return replace(errors_result(tool, f"{len(group)} seeds of {what}", rows, errors), table="pooled")
