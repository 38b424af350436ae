"""Prints results as aligned columns."""
from __future__ import annotations

from collections.abc import Sequence

from peers.measure import Cost
from peers.results import Result


def ratio(value: float) -> str:
    return f"{value:.4f}"


def cost_figures(cost: Cost) -> dict[str, object]:
    return {"seconds": f"{cost.seconds:.1f}", "peak MB": f"{cost.peak_bytes / 1e6:.0f}"}


def rate(count: int, seconds: float) -> str:
    """Candidates a second, in millions."""
    return f"{count / max(seconds, 1e-3) / 1e6:.2f}"


def table_text(title: str, results: Sequence[Result]) -> str:
    """The columns in the order in which results first name them; the first two align left."""
    columns = list(dict.fromkeys(column for result in results for column in result.figures))
    cells = [["what", "tool", *columns]]
    cells += [[result.what, result.tool, *(str(result.figures.get(column, "-")) for column in columns)]
              for result in results]
    widths = [max(len(row[place]) for row in cells) for place in range(len(cells[0]))]
    return "\n".join([title, *(_line(row, widths) for row in cells)])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) if place < 2 else cell.rjust(width)
                     for place, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
