"""A second, independent error model: extracts of a generated register, written by other hands.

usage: python -m peers.other_errors GENERATED_FOLDER OUTPUT_FOLDER --seed N

Takes the residents, units and crosswalk of a folder that `rasoat generate` made and nothing else of
it; takes some persons out of the residents and writes civil.csv, welfare.csv and vaccination.csv
with the truth. Names of errors: other_names.py, other_values.py and, for whole cells, here.
"""
from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from peers.other_clerks import OFFICE_SPREAD, Clerk, Errors, Situation, spread
from peers.other_names import NameSetting
from peers.other_people import Communes, Home, Person, Record, read_communes, read_people, read_records
from peers.other_values import Day, slipped_digits, telephone_text

LAST_DAY = date(2026, 10, 31)
MERGED = date(2025, 7, 1)
HEADERS = {
    "civil": ("ma_ho_so", "loai_su_kien", "ngay_dang_ky", "ho_ten", "ngay_sinh", "gioi_tinh", "so_dinh_danh", "ma_xa",
              "ho_ten_me", "so_dinh_danh_me", "ho_ten_cha", "ngay_mat"),
    "welfare": ("ma_doi_tuong", "ho_ten", "ngay_sinh", "gioi_tinh", "so_giay_to", "ma_xa", "dia_chi", "loai_tro_cap",
                "so_tai_khoan", "ngay_cap_nhat"),
    "vaccination": ("ma_mui", "ho_ten", "ngay_sinh", "gioi_tinh", "so_giay_to", "so_dien_thoai", "ma_xa", "dia_chi",
                    "mui_so", "ngay_tiem", "loai_vac_xin"),
}
TRUTH_HEADER = ("source", "record_id", "person_id", "resident_id", "errors")
KEYS = {"civil": "DK", "welfare": "AS", "vaccination": "MT"}
COPIED = ("units.csv", "crosswalk.csv")
CLERK_SHARES = (35, 25, 15, 10, 10, 5)
HOME_KNOWN = 0.8
PAPERS_SHOWN = 0.7
COMMUNE_ERRORS = {"commune_missing": 0.03, "commune_neighbour": 0.025, "commune_slip": 0.005}
OLD_CODE_BEFORE, OLD_CODE_AFTER = 0.7, 0.12
OLD_NAME_WITH_CODE = 0.6
REGISTERED_BIRTHS, KNOWN_DEATHS = 0.61, 0.92
UNKNOWN_DEATHS = ((1940, 0.12), (1955, 0.03), (2012, 0.0012))
MARRIED_PARENTS = 0.19
REGISTERED_AGAIN, WELFARE_TWICE, DOSE_TWICE = 0.02, 0.025, 0.008
PARENT_LOST, PARENTS_EXCHANGED, MOTHER_OF_FATHER = 0.03, 0.004, 0.008
MOTHER_NUMBER_LOST, MOTHER_OLD_NUMBER = 0.25, 0.15
VACCINATED, DOSE_COPIED, DOSES_EXCHANGED, DOSE_NUMBER_WRONG = 0.672, 0.55, 0.012, 0.006
NEWBORN_NAME, TELEPHONE_SLIP, TELEPHONE_OF_CLERK = 0.05, 0.02, 0.02
DOSES = ((1, 18), (2, 42), (3, 30), (4, 10))
WELFARE_POOR, WELFARE_LIVING, WELFARE_DEAD = 0.1, 0.12, 0.03


@dataclass
class Row:
    """A row of an extract: cells by column but for the key, whom it is of, and what is wrong in it."""

    person: Person
    cells: Record
    errors: Errors = field(default_factory=list)


@dataclass(frozen=True)
class Papers:
    """How many of the people who come have no number with them, and how many show the old one."""

    missing: float
    old: float


class Office:
    """The clerks of one extract, by old commune, and the cells that every extract has."""

    def __init__(self, source: str, seed: int, communes: Communes, people: Sequence[Person]) -> None:
        self.rng = Random(f"{seed} {source}")
        self.people = people
        self.communes = communes
        self._source, self._seed = source, seed
        self._clerks: dict[str, list[Clerk]] = {}

    def clerk_at(self, home: Home) -> Clerk:
        code = self.communes.old_code(home)
        if code not in self._clerks:
            # An office is as dirty in one extract as in the others; its clerks are others.
            dirt = spread(Random(f"{self._seed} {code}"), OFFICE_SPREAD)
            self._clerks[code] = [Clerk(Random(f"{self._seed} {self._source} {code} {number}"), dirt)
                                  for number in range(len(CLERK_SHARES))]
        return self.rng.choices(self._clerks[code], CLERK_SHARES)[0]

    def home_of(self, person: Person) -> tuple[Home, Errors]:
        if person.moved and self.rng.random() < HOME_KNOWN:
            return person.home, ["moved"]
        return person.registered_home, []

    def person_row(self, person: Person, clerk: Clerk, when: date, papers: Papers) -> Row:
        """Name, birth, sex, and the number in a column of its own name; the caller renames it."""
        row = Row(person, {})
        record = person.record
        situation = Situation(
            NameSetting(person.female, clerk.method, clerk.accent, record["ho_ten_me"], record["ho_ten_cha"]),
            person.household, Day.of(when))
        self._put(row, "ho_ten", self._name(person, clerk, situation))
        self._put(row, "ngay_sinh", self._birth(person, clerk, situation))
        self._put(row, "gioi_tinh", clerk.sex(self.rng, person.female))
        self._put(row, "number", self._number(person, clerk, papers, situation))
        return row

    def _put(self, row: Row, column: str, made: tuple[str, Errors]) -> None:
        row.cells[column] = made[0]
        row.errors += made[1]

    def _name(self, person: Person, clerk: Clerk, situation: Situation) -> tuple[str, Errors]:
        if person.papers_words and self.rng.random() < PAPERS_SHOWN:
            text, errors = clerk.name(self.rng, person.papers_words, situation.names)
            return text, ["name_papers", *errors]
        return clerk.name(self.rng, person.words, situation.names)

    def _birth(self, person: Person, clerk: Clerk, situation: Situation) -> tuple[str, Errors]:
        if person.papers_birth and self.rng.random() < PAPERS_SHOWN:
            text, errors = clerk.birth(self.rng, person.papers_birth, situation)
            return text, ["date_papers", *errors]
        return clerk.birth(self.rng, person.birth, situation)

    def _number(self, person: Person, clerk: Clerk, papers: Papers, situation: Situation) -> tuple[str, Errors]:
        if self.rng.random() < min(papers.missing * clerk.missing_numbers, 0.95):
            return "", ["number_missing"]
        old = person.record["so_cmnd"]
        if old and self.rng.random() < min(papers.old * clerk.old_numbers, 0.9):
            text, errors = clerk.number(self.rng, person.papers_old_number or old, situation)
            return text, ["number_other_old" if person.papers_old_number else "number_old", *errors]
        return clerk.number(self.rng, person.number, situation)

    def put_home(self, row: Row, clerk: Clerk, home: Home, when: date) -> None:
        """The commune, and the address where the extract has one."""
        code, errors = self.code(clerk, home, when)
        self._put(row, "ma_xa", (code, errors))
        address = home.address
        if "commune_old" in errors and self.rng.random() < OLD_NAME_WITH_CODE:
            address = replace(address, commune=self.communes.old_commune(home))
        self._put(row, "dia_chi", clerk.address(self.rng, address))

    def code(self, clerk: Clerk, home: Home, when: date) -> tuple[str, Errors]:
        errors: Errors = []
        old = OLD_CODE_BEFORE if when < MERGED or clerk.keeps_old_codes else OLD_CODE_AFTER
        code = self.communes.old_code(home) if self.rng.random() < old else home.code
        if code != home.code:
            errors = ["commune_old"]
        for error, share in COMMUNE_ERRORS.items():
            if self.rng.random() < share * clerk.dirt:
                return self._wrong_code(error, code), [error]
        return code, errors

    def _wrong_code(self, error: str, code: str) -> str:
        if error == "commune_missing":
            return ""
        if error == "commune_slip":
            return slipped_digits(self.rng, code)
        return self.rng.choice([other for other in self.communes.codes if other != code])

    def day_between(self, first: date, last: date) -> date:
        return first + timedelta(days=self.rng.randint(0, max((last - first).days, 0)))


# --- civil registry ----------------------------------------------------------------------------------------

def civil_rows(office: Office) -> Iterator[Row]:
    rng = office.rng
    for person in office.people:
        if person.birth.year >= 2016 and rng.random() < REGISTERED_BIRTHS:
            yield from _births(office, person)
    yield from _marriages(office)
    for person in office.people:
        died = _death(office, person)
        if died:
            yield _death_row(office, person, died)


def _births(office: Office, person: Person) -> Iterator[Row]:
    """Registered within weeks, or years late; now and then anew, where the first book is lost."""
    born, rng = person.birth.when(), office.rng
    late = rng.random() < 0.07
    when = min(born + timedelta(days=rng.randint(60, 1500) if late else rng.randint(1, 60)), LAST_DAY)
    yield _birth_row(office, person, when)
    if rng.random() < REGISTERED_AGAIN:
        row = _birth_row(office, person, office.day_between(when, LAST_DAY))
        row.errors.append("duplicate")
        yield row


def _civil_row(office: Office, person: Person, event: str, when: date, papers: Papers) -> tuple[Row, Clerk]:
    home, errors = office.home_of(person)
    clerk = office.clerk_at(home)
    row = office.person_row(person, clerk, when, papers)
    row.cells |= {"loai_su_kien": event, "ngay_dang_ky": clerk.event(office.rng, Day.of(when)),
                  "so_dinh_danh": row.cells.pop("number")}
    code, code_errors = office.code(clerk, home, when)
    row.cells["ma_xa"] = code
    row.errors += errors + code_errors
    return row, clerk


def _birth_row(office: Office, person: Person, when: date) -> Row:
    row, clerk = _civil_row(office, person, "Khai sinh", when, Papers(0.12 if when.year >= 2018 else 0.3, 0))
    _put_parents(office, row, clerk)
    return row


def _put_parents(office: Office, row: Row, clerk: Clerk) -> None:
    rng, record = office.rng, row.person.record
    mother, father = record["ho_ten_me"], record["ho_ten_cha"]
    if mother and father and rng.random() < PARENTS_EXCHANGED * clerk.dirt:
        mother, father = father, mother
        row.errors.append("parents_exchanged")
    elif mother and father and rng.random() < MOTHER_OF_FATHER * clerk.dirt:
        # The mother under the surname of the father, as the family is called.
        mother = " ".join([father.split()[0], *mother.split()[1:]])
        row.errors.append("mother_surname_of_father")
    for column, name, female in (("ho_ten_me", mother, True), ("ho_ten_cha", father, False)):
        setting = NameSetting(female, clerk.method, clerk.accent)
        written, errors = clerk.name(rng, name.split(), setting) if name else ("", [])
        if name and rng.random() < PARENT_LOST * clerk.dirt:
            written, errors = "", ["name_missing"]
        row.cells[column] = written
        row.errors += [f"{'mother' if female else 'father'}_{error}" for error in errors]
    row.cells["so_dinh_danh_me"] = _mother_number(office, row, clerk)


def _mother_number(office: Office, row: Row, clerk: Clerk) -> str:
    number = row.person.record["so_dinh_danh_me"]
    if not number or office.rng.random() < MOTHER_NUMBER_LOST:
        return ""
    situation = Situation(NameSetting(True, clerk.method, clerk.accent), row.person.household)
    text, errors = clerk.number(office.rng, number, situation)
    row.errors += [f"mother_{error}" for error in errors]
    return text


def _marriages(office: Office) -> Iterator[Row]:
    """Parents of the same child, before the first of their children; a row for each of the two."""
    by_number = {person.number: person for person in office.people}
    first_child: dict[tuple[str, str], date] = {}
    for child in office.people:
        couple = child.record["so_dinh_danh_me"], child.record["so_dinh_danh_cha"]
        if couple[0] in by_number and couple[1] in by_number:
            first_child[couple] = min(first_child.get(couple, LAST_DAY), child.birth.when())
    for couple, born in first_child.items():
        when = born - timedelta(days=office.rng.randint(30, 900))
        if when.year >= 2006 and office.rng.random() < MARRIED_PARENTS:
            papers = Papers(0.06, 0.75 if when.year < 2016 else 0.5 if when.year < 2021 else 0.1)
            for number in couple:
                yield _civil_row(office, by_number[number], "Kết hôn", when, papers)[0]


def _death(office: Office, person: Person) -> date | None:
    """Some deaths are not in the residents, and some of those are not in the registry."""
    if person.death:
        return person.death.when() if office.rng.random() < KNOWN_DEATHS else None
    share = next((share for before, share in UNKNOWN_DEATHS if person.birth.year < before), 0.0)
    return office.day_between(date(2023, 1, 1), LAST_DAY) if office.rng.random() < share else None


def _death_row(office: Office, person: Person, died: date) -> Row:
    when = min(died + timedelta(days=office.rng.randint(0, 20)), LAST_DAY)
    row, clerk = _civil_row(office, person, "Khai tử", when, Papers(0.14, 0.4 if when.year < 2022 else 0.2))
    row.cells["ngay_mat"] = clerk.event(office.rng, Day.of(died))
    return row


# --- social welfare ----------------------------------------------------------------------------------------

def welfare_rows(office: Office) -> Iterator[Row]:
    poor: dict[str, bool] = {}
    for person in office.people:
        household = person.record["ma_ho"]
        if household not in poor:
            poor[household] = office.rng.random() < WELFARE_POOR
        kind = _welfare_kind(office.rng, person, poor[household])
        if kind:
            yield _welfare_row(office, person, kind)
            if office.rng.random() < WELFARE_TWICE:
                row = _welfare_row(office, person, kind)
                row.errors.append("duplicate")
                yield row


def _welfare_kind(rng: Random, person: Person, poor: bool) -> str:
    if person.death and person.death.year < 2020 and rng.random() > WELFARE_DEAD:
        return ""
    age = person.age_in(LAST_DAY.year)
    if age >= 75 and rng.random() < 0.9:
        return "Người cao tuổi"
    if age >= 60 and rng.random() < 0.3:
        return rng.choice(("Người có công", "Người cao tuổi", "Người khuyết tật"))
    if poor:
        return "Hộ nghèo"
    if rng.random() < WELFARE_LIVING:
        return "Trẻ em" if age < 16 else rng.choice(("Người khuyết tật", "Hộ cận nghèo", "Đơn thân nuôi con"))
    return ""


def _welfare_row(office: Office, person: Person, kind: str) -> Row:
    home, errors = office.home_of(person)
    clerk = office.clerk_at(home)
    when = office.day_between(max(date(2022, 1, 1), person.birth.when()), LAST_DAY)
    child = person.age_in(when.year) < 15
    row = office.person_row(person, clerk, when, Papers(0.22 if child else 0.07, 0.5 if when.year < 2024 else 0.35))
    row.cells |= {"so_giay_to": row.cells.pop("number"), "loai_tro_cap": kind,
                  "so_tai_khoan": _account(office, row), "ngay_cap_nhat": clerk.event(office.rng, Day.of(when))}
    row.errors += errors
    office.put_home(row, clerk, home, when)
    return row


def _account(office: Office, row: Row) -> str:
    """Of the person, or of one in the household who goes to the bank for all."""
    if office.rng.random() > 0.62:
        return ""
    person = row.person
    owner = person.number
    if person.household and (person.birth.year > 2010 or office.rng.random() < 0.12):
        owner = min(person.household)
        row.errors.append("account_of_household")
    account = f"{Random(owner).randrange(10 ** 9, 10 ** 13)}"
    if office.rng.random() < TELEPHONE_SLIP:
        row.errors.append("account_slip")
        return slipped_digits(office.rng, account)
    return account


# --- vaccination -------------------------------------------------------------------------------------------

def vaccination_rows(office: Office) -> Iterator[Row]:
    for person in office.people:
        died = person.death
        if office.rng.random() < VACCINATED and not (died and died.year < 2022):
            yield from _doses(office, person)


def _doses(office: Office, person: Person) -> Iterator[Row]:
    """Later doses often take the cells of the one before; else all is typed anew, by others."""
    rng = office.rng
    count = rng.choices([doses for doses, _ in DOSES], [share for _, share in DOSES])[0]
    days = [day for day in _dose_days(rng, person, count) if day <= LAST_DAY]
    if person.death:
        days = [day for day in days if day < person.death.when()]
    numbers = [str(number) for number in range(1, len(days) + 1)]
    exchanged = len(days) > 1 and rng.random() < DOSES_EXCHANGED
    if exchanged:
        days[0], days[1] = days[1], days[0]
    vaccine = _vaccine(rng, person)
    before: Row | None = None
    for number, day in zip(numbers, days, strict=True):
        row = _dose_row(office, person, day, before)
        before = row
        yield _dose(office, row, number, day, vaccine, exchanged)
        if rng.random() < DOSE_TWICE:
            again = _dose(office, _dose_row(office, person, day, None), number, day, vaccine, exchanged)
            again.errors.append("duplicate")
            yield again


def _dose_days(rng: Random, person: Person, count: int) -> list[date]:
    born = person.birth.when()
    if person.birth.year >= 2018:
        months = (2, 3, 4, 18)[:count]
        return [born + timedelta(days=30 * month + rng.randint(0, 25)) for month in months]
    first = date(2021, 6, 1) if person.birth.year < 2009 else date(2022, 3, 1)
    days = [first + timedelta(days=rng.randint(0, 200))]
    while len(days) < count:
        days.append(days[-1] + timedelta(days=rng.choice((28, 28, 60, 90, 120)) + rng.randint(0, 14)))
    return days


def _vaccine(rng: Random, person: Person) -> str:
    if person.birth.year >= 2018:
        return rng.choice(("DPT-VGB-Hib", "ComBE Five", "Sởi - Rubella", "OPV"))
    return rng.choice(("Pfizer", "Pfizer", "AstraZeneca", "AstraZeneca", "Moderna", "Vero Cell"))


def _dose_row(office: Office, person: Person, day: date, before: Row | None) -> Row:
    if before and office.rng.random() < DOSE_COPIED:
        return Row(person, dict(before.cells), [error for error in before.errors if error != "duplicate"
                                                and not error.startswith("dose_")])
    home, errors = office.home_of(person)
    clerk = office.clerk_at(home)
    child = person.age_in(day.year) < 14
    row = office.person_row(person, clerk, day, Papers(0.2 if child else 0.045, 0.48 if day.year < 2022 else 0.4))
    row.cells |= {"so_giay_to": row.cells.pop("number"), "so_dien_thoai": _telephone(office, row, clerk)}
    row.errors += errors
    office.put_home(row, clerk, home, day)
    _name_newborn(office, row, day)
    return row


def _name_newborn(office: Office, row: Row, day: date) -> None:
    """Vaccinated before there is a name: CB (con bà) and the mother."""
    mother = row.person.record["ho_ten_me"]
    young = (day - row.person.birth.when()).days < 100
    if young and mother and office.rng.random() < NEWBORN_NAME:
        row.cells["ho_ten"] = office.rng.choice(("CB {}", "Con bà {}", "Bé {}", "CB. {}")).format(mother)
        row.errors = [error for error in row.errors if not error.startswith("name_")] + ["name_newborn"]


def _telephone(office: Office, row: Row, clerk: Clerk) -> str:
    chosen = office.rng.random()
    if chosen < TELEPHONE_OF_CLERK:
        row.errors.append("telephone_of_clerk")
        return clerk.telephone
    number = row.person.telephone
    if number and chosen < TELEPHONE_OF_CLERK + TELEPHONE_SLIP:
        row.errors.append("telephone_slip")
        return slipped_digits(office.rng, number)
    return telephone_text(office.rng, number) if number else ""


def _dose(office: Office, row: Row, number: str, day: date, vaccine: str, exchanged: bool) -> Row:
    if office.rng.random() < DOSE_NUMBER_WRONG:
        number = office.rng.choice("1234")
        row.errors.append("dose_number")
    if exchanged and number in "12":
        row.errors.append("dose_order")
    row.cells |= {"mui_so": number, "ngay_tiem": f"{day.day:02}/{day.month:02}/{day.year}", "loai_vac_xin": vaccine}
    return row


# --- files -------------------------------------------------------------------------------------------------

ROWS_OF = {"civil": civil_rows, "welfare": welfare_rows, "vaccination": vaccination_rows}


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_config(generated: Path, output: Path) -> None:
    """Without the settings of matching: the output is read with those that ship."""
    lines = (generated / "rasoat.yaml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("match:")]
    (output / "rasoat.yaml").write_text("\n".join([*kept, ""]), encoding="utf-8")


def write_other_errors(generated: Path, output: Path, seed: int) -> None:
    records = read_records(generated / "residents.csv")
    communes = read_communes(generated)
    people = read_people(records, communes, Random(f"{seed} people"))
    output.mkdir(parents=True, exist_ok=True)
    write_rows(output / "residents.csv", list(records[0]),
               (list(person.record.values()) for person in people if not person.taken_out))
    truth: list[Sequence[str]] = []
    for source, make_rows in ROWS_OF.items():
        office = Office(source, seed, communes, people)
        truth += _write_extract(output, source, list(make_rows(office)), office.rng)
    write_rows(output / "truth.csv", TRUTH_HEADER, truth)
    for name in COPIED:
        (output / name).write_bytes((generated / name).read_bytes())
    write_config(generated, output)


def _write_extract(output: Path, source: str, rows: list[Row], rng: Random) -> list[Sequence[str]]:
    """Shuffled, so that neither place nor key tells of the person; gives the rows of the truth."""
    rng.shuffle(rows)
    numbers = rng.sample(range(10 * len(rows)), len(rows))
    keys = [f"{KEYS[source]}{number:08}" for number in numbers]
    columns = HEADERS[source][1:]
    write_rows(output / f"{source}.csv", HEADERS[source],
               ([key, *(row.cells.get(column, "") for column in columns)] for key, row in zip(keys, rows, strict=True)))
    return [(source, key, row.person.person_id, row.person.resident_id, "|".join(dict.fromkeys(row.errors)))
            for key, row in zip(keys, rows, strict=True)]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="peers.other_errors", description=__doc__)
    parser.add_argument("generated", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    options = parser.parse_args(arguments)
    write_other_errors(options.generated, options.output, options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
