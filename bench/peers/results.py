"""What a job found: kept as JSON, one file a job, so that tables can be printed again."""
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Result:
    """Figures are short texts by column, ready to print. Errors are wrong links and missed rows by column, to be added up."""

    table: str
    tool: str
    what: str
    figures: dict[str, object] = field(default_factory=dict)
    errors: dict[str, list[int]] = field(default_factory=dict)


class ResultStore:
    """Results in a folder; a kept one is not computed again."""

    def __init__(self, folder: Path, keep: bool) -> None:
        self._folder = folder
        self._keep = keep
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, name: str, compute: Callable[[], list[Result]]) -> list[Result]:
        path = self._folder / f"{name}.json"
        if self._keep and path.exists():
            return [Result(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
        results = compute()
        path.write_text(json.dumps([asdict(result) for result in results], indent=1), encoding="utf-8")
        return results
