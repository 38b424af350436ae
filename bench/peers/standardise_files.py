"""Writes the standardised tables of a generated register: residents.csv and one file a source."""
from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from peers.standardise import Communes, clean_address, clean_birth, clean_name, clean_number, clean_sex, fold

SOURCES = {"civil": "ma_ho_so", "welfare": "ma_doi_tuong", "vaccination": "ma_mui"}
COLUMNS = ("unique_id", "name", "folded", "bag", "given", "born", "birth_year", "number", "old_number", "sex",
           "commune", "commune_other", "place", "house", "mother", "father")


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def read_communes(folder: Path) -> Communes:
    heirs: dict[str, list[str]] = {}
    for row in read_rows(folder / "crosswalk.csv"):
        heirs.setdefault(row["old_code"], []).append(row["new_code"])
    return Communes({row["code"] for row in read_rows(folder / "units.csv")}, heirs)


def standardise_residents(folder: Path, output: Path) -> None:
    rows = (_common(row, row["so_dinh_danh"]) | {
        "number": row["so_dinh_danh"], "old_number": row["so_cmnd"], "commune": row["ma_xa"]}
        for row in read_rows(folder / "residents.csv"))
    _write(rows, output)


def standardise_source(folder: Path, source: str, output: Path) -> None:
    communes = read_communes(folder)
    rows = (_source_row(row, source, communes) for row in read_rows(folder / f"{source}.csv"))
    _write(rows, output)


def _source_row(row: dict[str, str], source: str, communes: Communes) -> dict[str, str]:
    number = clean_number(row.get("so_dinh_danh") or row.get("so_giay_to") or "")
    commune, other = communes.today_of(row["ma_xa"])
    return _common(row, row[SOURCES[source]]) | {
        "number": number.today, "old_number": number.old, "commune": commune, "commune_other": other}


def _common(row: dict[str, str], record_id: str) -> dict[str, str]:
    name, birth = clean_name(row["ho_ten"]), clean_birth(row["ngay_sinh"])
    address = clean_address(row.get("dia_chi", ""))
    folded = fold(name)
    words = folded.split()
    return {
        "unique_id": record_id, "name": name, "folded": folded, "bag": " ".join(sorted(words)),
        "given": words[-1] if words else "", "born": birth.day, "birth_year": birth.year,
        "sex": clean_sex(row["gioi_tinh"]), "place": address.place, "house": address.house,
        "mother": fold(clean_name(row.get("ho_ten_me", ""))), "father": fold(clean_name(row.get("ho_ten_cha", ""))),
    }


def _write(rows: Iterator[dict[str, str]], output: Path) -> None:
    with output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
