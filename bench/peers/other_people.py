"""The people of a generated register, as the second error model (other_errors.py) needs them.

Only the residents, the units and the crosswalk are read. What a person brings to every office is
settled here, so that it is the same in all extracts: where they live now, what is wrong in their
own papers, their telephone. Who is taken out of the residents is settled here as well.
"""
from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from zlib import crc32

from peers.other_names import NAME_ERRORS, NameSetting, TELEX, Words, compose
from peers.other_values import DATE_ERRORS, Address, DateSetting, Day

Record = dict[str, str]

# Shares of persons or households.
PAPERS_NAME, PAPERS_BIRTH, OTHER_OLD_NUMBER = 0.012, 0.012, 0.05
HOUSEHOLD_MOVED, PERSON_MOVED, MOVED_FAR = 0.035, 0.045, 0.6
HOUSEHOLD_TELEPHONE, NO_TELEPHONE = 0.35, 0.12
HOUSEHOLD_OUT, PERSON_OUT = 0.008, 0.014
CHILD_OUT = {2026: 0.14, 2025: 0.09, 2024: 0.06, 2023: 0.04, 2022: 0.03, 2021: 0.02}
PAPER_NAME_ERRORS = ("name_middle_other", "name_sister", "name_middle_lost", "name_tone", "name_order")
PAPER_DATE_ERRORS = ("date_year", "date_lunar", "date_new_year", "date_exchanged", "date_sexagenary", "date_decade")
PREFIXES = ("090", "091", "093", "097", "098", "086", "032", "033", "035", "036", "037", "038", "039", "070", "076")
OLD_NAMES = ("Tân Lộc", "An Xuyên", "Hòa Thạnh", "Khánh Bình", "Phú Hưng", "Thới Bình", "Trần Hợi", "Lợi An", "Tân Ân",
             "Viên An", "Đất Mũi", "Hàm Rồng", "Lâm Hải", "Quách Phẩm", "Tạ An Khương", "Nguyễn Huân", "Biển Bạch")


@dataclass(frozen=True)
class Home:
    address: Address
    code: str


@dataclass
class Person:
    person_id: str
    record: Record
    words: Words
    birth: Day
    female: bool
    household: tuple[str, ...]
    registered_home: Home
    home: Home
    moved: bool
    telephone: str
    papers_words: Words | None = None
    papers_birth: Day | None = None
    papers_old_number: str = ""
    taken_out: bool = False

    @property
    def number(self) -> str:
        return self.record["so_dinh_danh"]

    @property
    def resident_id(self) -> str:
        return "" if self.taken_out else self.number

    @property
    def death(self) -> Day | None:
        return Day.parse(self.record["ngay_mat"])

    def age_in(self, year: int) -> int:
        return year - self.birth.year


@dataclass
class Communes:
    """Communes of today and the old ones that they were made of."""

    codes: list[str]
    province: str
    old_of: dict[str, list[str]] = field(default_factory=dict)

    def old_code(self, home: Home) -> str:
        """A hamlet lay in one old commune, whoever writes of it."""
        found = self.old_of.get(home.code) or [home.code]
        return found[crc32(home.address.hamlet.encode()) % len(found)]

    def old_commune(self, home: Home) -> str:
        """The file has no names of old communes; one is made up for each code, and kept."""
        code = self.old_code(home)
        if code == home.code:
            return home.address.commune
        return f"{home.address.commune.split(' ')[0]} {OLD_NAMES[crc32(code.encode()) % len(OLD_NAMES)]}"


def read_records(path: Path) -> list[Record]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_communes(folder: Path) -> Communes:
    units = read_records(folder / "units.csv")
    communes = Communes([unit["code"] for unit in units], units[0]["province"])
    for row in read_records(folder / "crosswalk.csv"):
        communes.old_of.setdefault(row["new_code"], []).append(row["old_code"])
    return communes


def read_people(records: Sequence[Record], communes: Communes, rng: Random) -> list[Person]:
    """In the order of the file, which is by household."""
    ids = rng.sample(range(10 * len(records)), len(records))
    homes = [Home(Address.parse(compose(record["dia_chi"]), communes.province), record["ma_xa"]) for record in records]
    people: list[Person] = []
    for first, after in _households(records):
        numbers = [record["so_dinh_danh"] for record in records[first:after]]
        household_home = _moved_to(rng, homes, first) if rng.random() < HOUSEHOLD_MOVED else homes[first]
        telephone = _telephone(rng)
        for index in range(first, after):
            home = household_home if household_home is not homes[first] else homes[index]
            person = _person(records[index], f"N{ids[index]:07}", homes[index], home, rng)
            person.household = tuple(number for number in numbers if number != person.number)
            shared = rng.random() < HOUSEHOLD_TELEPHONE
            person.telephone = telephone if shared else _own_telephone(rng, person, telephone)
            if not person.moved and rng.random() < PERSON_MOVED:
                person.home, person.moved = _moved_to(rng, homes, index), True
            people.append(person)
    _take_out(rng, people, records)
    return people


def _households(records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    first = 0
    for index in range(1, len(records) + 1):
        if index == len(records) or records[index]["ma_ho"] != records[first]["ma_ho"]:
            yield first, index
            first = index


def _person(record: Record, person_id: str, registered: Home, home: Home, rng: Random) -> Person:
    person = Person(person_id, record, compose(record["ho_ten"]).split(), Day.parse(record["ngay_sinh"]) or Day(1950),
                    record["gioi_tinh"] == "Nữ", (), registered, home, home is not registered, "")
    _give_papers(rng, person)
    return person


def _give_papers(rng: Random, person: Person) -> None:
    """Papers that say something else than the residents; every office copies from them."""
    setting = NameSetting(person.female, TELEX, "south")
    if rng.random() < PAPERS_NAME:
        person.papers_words = NAME_ERRORS[rng.choice(PAPER_NAME_ERRORS)][1](rng, person.words, setting)
    if rng.random() < PAPERS_BIRTH and person.birth.is_full:
        made = DATE_ERRORS[rng.choice(PAPER_DATE_ERRORS)][1](rng, person.birth, DateSetting())
        person.papers_birth = made if made and made.exists() else None
    if rng.random() < OTHER_OLD_NUMBER and person.record["so_cmnd"]:
        person.papers_old_number = f"{rng.choice(('38', '36', '37', '02', '35'))}{rng.randrange(10 ** 7):07}"


def _moved_to(rng: Random, homes: Sequence[Home], index: int) -> Home:
    """The house of others: far away, or of the same commune and so near in the file."""
    if rng.random() < MOVED_FAR:
        return rng.choice(homes)
    return homes[min(max(index + rng.randint(-400, 400), 0), len(homes) - 1)]


def _telephone(rng: Random) -> str:
    return f"{rng.choice(PREFIXES)}{rng.randrange(10 ** 7):07}"


def _own_telephone(rng: Random, person: Person, of_household: str) -> str:
    if person.birth.year > 2010:
        return of_household
    return "" if rng.random() < NO_TELEPHONE else _telephone(rng)


def _take_out(rng: Random, people: list[Person], records: Sequence[Record]) -> None:
    """Absent from the residents: whole households, single persons, and the youngest above all."""
    for first, after in _households(records):
        whole = rng.random() < HOUSEHOLD_OUT
        for person in people[first:after]:
            alone = PERSON_OUT + CHILD_OUT.get(person.birth.year, 0.0)
            person.taken_out = whole or rng.random() < alone
