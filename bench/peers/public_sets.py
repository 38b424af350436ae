"""The public sets with truth: where their files lie, and what the truth says."""
from __future__ import annotations

import csv
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from peers.pair_scores import Pair, pair_of, pairs_within


@dataclass(frozen=True)
class PublicSet:
    """A set to link (two files) or to dedupe (one); paths below the data folder."""

    name: str
    files: tuple[str, ...]
    truth: str
    record_id: str
    config: str

    @property
    def is_link(self) -> bool:
        return len(self.files) == 2

    def paths(self, data: Path) -> list[Path]:
        return [data / file for file in self.files]

    def is_there(self, data: Path) -> bool:
        return all(path.exists() for path in [*self.paths(data), data / self.truth])


_FEBRL4 = ("febrl/febrl4a.csv", "febrl/febrl4b.csv")
PUBLIC_SETS = {public.name: public for public in (
    PublicSet("febrl4", _FEBRL4, "febrl/febrl4-truth.csv", "rec_id", "febrl4.yaml"),
    PublicSet("febrl4_no_number", _FEBRL4, "febrl/febrl4-truth.csv", "rec_id", "febrl4_no_number.yaml"),
    PublicSet("febrl3", ("febrl/febrl3.csv",), "febrl/febrl3-truth.csv", "rec_id", "febrl3.yaml"),
    PublicSet("fake1000", ("splink-fake/fake1000.csv",), "splink-fake/fake1000-truth.csv", "unique_id",
              "fake1000.yaml"),
    PublicSet("historical50k", ("splink-historical50k/records.csv.zst",),
              "splink-historical50k/truth.csv.zst", "unique_id", "historical50k.yaml"),
)}


@dataclass(frozen=True)
class PublicTruth:
    """True pairs; and for a set to dedupe, the person of each record."""

    pairs: set[Pair]
    people: dict[str, str] | None


def read_truth(public: PublicSet, data: Path) -> PublicTruth:
    rows = list(csv_rows(data / public.truth))
    if public.is_link:
        return PublicTruth({pair_of(row["id_a"], row["id_b"]) for row in rows}, None)
    people = {row["id"]: row["cluster"] for row in rows}
    return PublicTruth(pairs_within(people), people)


def csv_rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a CSV file; one that is packed goes through the program zstd."""
    if path.suffix == ".zst":
        text = subprocess.run(["zstd", "-dcq", path], check=True, capture_output=True).stdout.decode("utf-8")
        yield from csv.DictReader(text.splitlines())
        return
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
