"""How dates, numbers, communes, addresses and telephones go wrong.

Part of the second error model (other_errors.py). As for names, an error takes the true value and
gives the one that is written, or None where it cannot happen.
"""
from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from peers.other_names import NEIGHBOURS, unmarked

YEAR_LAST = 2026
SERIAL_ORIGIN = date(1899, 12, 30)


@dataclass(frozen=True)
class Day:
    """A date as far as it is known or written; it need not exist."""

    year: int
    month: int = 0
    day: int = 0

    @staticmethod
    def parse(text: str) -> Day | None:
        parts = [int(part) for part in text.split("/") if part.isdigit()]
        return Day(*reversed(parts)) if parts else None

    @staticmethod
    def of(when: date) -> Day:
        return Day(when.year, when.month, when.day)

    @property
    def is_full(self) -> bool:
        return self.day > 0 and self.month > 0

    def when(self) -> date:
        """The date itself; a mere year counts as its middle."""
        return date(self.year, self.month, self.day) if self.is_full else date(self.year, 7, 1)

    def exists(self) -> bool:
        return 1 <= self.month <= 12 and 1 <= self.day <= calendar.monthrange(self.year, self.month)[1]


# --- dates -------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class DateSetting:
    """Dates that lie near on the desk: of the row above, of the registration."""

    above: Day | None = None
    registered: Day | None = None


def _shifted(days: int) -> Callable[[Day], Day]:
    return lambda day: Day.of(day.when() + timedelta(days=days))


def exchanged(rng: Random, day: Day, setting: DateSetting) -> Day | None:
    return Day(day.year, day.day, day.month) if day.day <= 12 and day.day != day.month else None


def wrong_day(rng: Random, day: Day, setting: DateSetting) -> Day | None:
    return _shifted(rng.choice((-2, -1, -1, 1, 1, 2, 7, -7, 10, -10)))(day)


def wrong_month(rng: Random, day: Day, setting: DateSetting) -> Day | None:
    found = Day(day.year, (day.month - 1 + rng.choice((-1, -1, 1, 1, 2, -2, 6))) % 12 + 1, day.day)
    return found if found.exists() else None


def wrong_year(rng: Random, day: Day, setting: DateSetting) -> Day | None:
    """Age counted from conception, or the lunar year of a birth before Tết: mostly one year early."""
    return replace(day, year=day.year + rng.choice((-1, -1, -1, 1, 1, -2, 2)))


def lunar(rng: Random, day: Day, setting: DateSetting) -> Day | None:
    """The day as the moon counts it: three to seven weeks behind, so that the year changes with it."""
    return _shifted(-rng.randint(20, 50))(day)


def wrong_decade(rng: Random, day: Day, setting: DateSetting) -> Day | None:
    return replace(day, year=day.year + rng.choice((-10, 10, -20, 20, -1)))


def sexagenary(rng: Random, day: Day, setting: DateSetting) -> Day | None:
    """The elder knows the animal of the year and the clerk takes the wrong round of twelve."""
    return replace(day, year=day.year + rng.choice((-12, 12)))


def swapped_digits(rng: Random, day: Day, setting: DateSetting) -> Day | None:
    text = f"{day.day:02}{day.month:02}{day.year}"
    at = rng.choice((0, 2, 6, 6))
    text = text[:at] + text[at + 1] + text[at] + text[at + 2:]
    return _if_written(text, day)


def wrong_digit(rng: Random, day: Day, setting: DateSetting) -> Day | None:
    text = f"{day.day:02}{day.month:02}{day.year}"
    at = rng.choice((0, 1, 2, 3, 6, 7))
    digit = rng.choice([key for key in NEIGHBOURS[text[at]] + KEYPAD[text[at]] if key.isdigit()])
    return _if_written(text[:at] + digit + text[at + 1:], day)


def _if_written(text: str, day: Day) -> Day | None:
    """Programs refuse most dates that do not exist, so that the clerk sees those slips."""
    found = Day(int(text[4:]), int(text[2:4]), int(text[:2]))
    return found if found.exists() and found.year <= YEAR_LAST and found != day else None


def impossible(rng: Random, day: Day, setting: DateSetting) -> Day | None:
    """From old books, where nothing is checked."""
    return rng.choice((Day(day.year, 2, 30), Day(day.year, rng.choice((4, 6, 9, 11)), 31),
                       Day(day.year, day.month, 0), Day(day.year, day.month, 32)))


def new_year(rng: Random, day: Day, setting: DateSetting) -> Day | None:
    return Day(day.year, 1, 1)


def year_only(rng: Random, day: Day, setting: DateSetting) -> Day | None:
    return Day(day.year)


def date_above(rng: Random, day: Day, setting: DateSetting) -> Day | None:
    return setting.above


def registered_then(rng: Random, day: Day, setting: DateSetting) -> Day | None:
    return setting.registered


# Shares of all dates, in percent. Year only and 1 January are drawn by age on top of this (other_clerks.py).
DATE_ERRORS: dict[str, tuple[float, Callable[[Random, Day, DateSetting], Day | None]]] = {
    "date_exchanged": (0.9, exchanged),
    "date_day": (0.5, wrong_day),
    "date_month": (0.5, wrong_month),
    "date_year": (0.8, wrong_year),
    "date_lunar": (0.3, lunar),
    "date_decade": (0.2, wrong_decade),
    "date_sexagenary": (0.1, sexagenary),
    "date_swapped_digits": (0.4, swapped_digits),
    "date_digit": (0.6, wrong_digit),
    "date_impossible": (0.15, impossible),
    "date_new_year": (0.4, new_year),
    "date_year_only": (0.4, year_only),
    "date_above": (0.15, date_above),
    "date_registered": (0.1, registered_then),
}


def serial(day: Day) -> str:
    return str((day.when() - SERIAL_ORIGIN).days)


def american(day: Day) -> str:
    """A spreadsheet of American settings takes the day for the month where it can."""
    return f"{day.month}/{day.day}/{day.year}"


# Percent of the clerks; the name is an error where it loses or changes something.
DATE_FORMS: dict[str, tuple[float, Callable[[Day], str]]] = {
    "": (62.0, lambda day: f"{day.day:02}/{day.month:02}/{day.year}"),
    "date_no_zeros": (11.0, lambda day: f"{day.day}/{day.month}/{day.year}"),
    "date_dashes": (8.0, lambda day: f"{day.day:02}-{day.month:02}-{day.year}"),
    "date_dots": (4.0, lambda day: f"{day.day:02}.{day.month:02}.{day.year}"),
    "date_year_first": (8.0, lambda day: f"{day.year}-{day.month:02}-{day.day:02}"),
    "date_two_digits": (3.0, lambda day: f"{day.day:02}/{day.month:02}/{day.year % 100:02}"),
    "date_serial": (1.5, serial),
    "date_american": (1.0, american),
    "date_words": (1.0, lambda day: f"ngày {day.day} tháng {day.month} năm {day.year}"),
    "date_blanks": (0.5, lambda day: f"{day.day:02} {day.month:02} {day.year}"),
}
NEEDS_REAL_DATE = {"date_serial", "date_american"}


def date_text(day: Day, form: str, zeros: bool = False) -> str:
    """A mere year is written as such, or with zeros where a program wants a whole date."""
    if day.day == day.month == 0:
        return f"00/00/{day.year}" if zeros else str(day.year)
    return DATE_FORMS["" if form in NEEDS_REAL_DATE and not day.exists() else form][1](day)


# --- numbers -----------------------------------------------------------------------------------------------

def _keypad() -> dict[str, str]:
    places = {key: (column, row) for row, keys in enumerate(("789", "456", "123", "0"))
              for column, key in enumerate(keys)}
    return {key: "".join(other for other, (x, y) in places.items()
                         if other != key and abs(x - places[key][0]) + abs(y - places[key][1]) == 1) for key in places}


KEYPAD = _keypad()
LIKE_SHAPE = {"0": "68", "1": "74", "2": "7", "3": "85", "4": "91",
              "5": "63", "6": "08", "7": "12", "8": "30", "9": "4"}


@dataclass(frozen=True)
class NumberSetting:
    """Numbers within reach: of the household, and of the row above."""

    household: tuple[str, ...] = ()
    above: str = ""
    keypad: bool = True


def number_slip(rng: Random, number: str, setting: NumberSetting) -> str | None:
    at = rng.randrange(len(number))
    near = KEYPAD[number[at]] if setting.keypad else "".join(key for key in NEIGHBOURS[number[at]] if key.isdigit())
    return number[:at] + rng.choice(near) + number[at + 1:]


def number_swapped(rng: Random, number: str, setting: NumberSetting) -> str | None:
    places = [at for at in range(len(number) - 1) if number[at] != number[at + 1]]
    if not places:
        return None
    at = rng.choice(places)
    return number[:at] + number[at + 1] + number[at] + number[at + 2:]


def number_misread(rng: Random, number: str, setting: NumberSetting) -> str | None:
    """Read off a bad copy or a hand: digits of like shape."""
    at = rng.randrange(len(number))
    return number[:at] + rng.choice(LIKE_SHAPE[number[at]]) + number[at + 1:]


def number_short(rng: Random, number: str, setting: NumberSetting) -> str | None:
    at = rng.randrange(1, len(number))
    return number[:at] + number[at + 1:]


def number_long(rng: Random, number: str, setting: NumberSetting) -> str | None:
    at = rng.randrange(1, len(number))
    return number[:at] + number[at] + number[at:]


def number_two_slips(rng: Random, number: str, setting: NumberSetting) -> str | None:
    first = number_slip(rng, number, setting)
    return number_slip(rng, first, setting) if first else None


def number_of_household(rng: Random, number: str, setting: NumberSetting) -> str | None:
    return rng.choice(setting.household) if setting.household else None


def number_above(rng: Random, number: str, setting: NumberSetting) -> str | None:
    return setting.above if setting.above != number else None


def number_dragged(rng: Random, number: str, setting: NumberSetting) -> str | None:
    """A spreadsheet counts on when a cell is dragged down."""
    return f"{int(setting.above) + 1:0{len(setting.above)}}" if setting.above.isdigit() else None


def number_no_zero(rng: Random, number: str, setting: NumberSetting) -> str | None:
    return number.lstrip("0") if number.startswith("0") else None


def number_scientific(rng: Random, number: str, setting: NumberSetting) -> str | None:
    mantissa, exponent = f"{int(number):.{rng.choice((2, 4, 5))}E}".split("E")
    return f"{mantissa}E+{int(exponent):02}"


def number_filler(rng: Random, number: str, setting: NumberSetting) -> str | None:
    return rng.choice(("000000000000", "123456789012", "000000000", "0", "111111111", "không có", "chưa có", "x"))


# Percent of the numbers that are written at all.
NUMBER_ERRORS: dict[str, tuple[float, Callable[[Random, str, NumberSetting], str | None]]] = {
    "number_slip": (0.9, number_slip),
    "number_swapped": (0.6, number_swapped),
    "number_misread": (0.4, number_misread),
    "number_short": (0.3, number_short),
    "number_long": (0.2, number_long),
    "number_two_slips": (0.15, number_two_slips),
    "number_of_household": (0.6, number_of_household),
    "number_above": (0.25, number_above),
    "number_dragged": (0.15, number_dragged),
    "number_no_zero": (0.5, number_no_zero),
    "number_scientific": (0.15, number_scientific),
    "number_filler": (0.25, number_filler),
}


def _grouped(number: str) -> str:
    return " ".join(number[at:at + 3] for at in range(0, len(number), 3))


NUMBER_FORMS: dict[str, tuple[float, Callable[[str], str]]] = {
    "": (86.0, str),
    "number_grouped": (3.0, _grouped),
    "number_apostrophe": (4.0, lambda number: "'" + number),
    "number_dots": (1.0, lambda number: _grouped(number).replace(" ", ".")),
    "number_no_zero": (3.0, lambda number: number.lstrip("0") if number.startswith("0") else number),
    "number_blanks": (2.5, lambda number: number + " "),
    "number_letters": (0.5, lambda number: number.replace("0", "O", 1)),
}


def slipped_digits(rng: Random, number: str) -> str:
    """A telephone or an account in error: mostly one digit."""
    setting = NumberSetting()
    made = rng.choice((number_slip, number_slip, number_swapped, number_short))(rng, number, setting)
    return made or number


# --- addresses ---------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Address:
    """Số 32 đường Nguyễn Trãi, tổ dân phố 1, phường Kim Yên: house, street, hamlet, commune."""

    house: str
    street: str
    hamlet: str
    commune: str
    province: str = field(default="", compare=False)

    @staticmethod
    def parse(text: str, province: str) -> Address:
        parts = [part.strip() for part in text.split(",")]
        first = re.match(r"(?:Số (\S+))?\s*(?:đường (.+))?$", parts[0]) if len(parts) > 2 else None
        house, street = (first.group(1) or "", first.group(2) or "") if first else ("", "")
        return Address(house, street, parts[-2] if len(parts) > 1 else "", parts[-1], province)

    def place(self) -> str:
        """House and street as they are written in full."""
        words = [f"Số {self.house}" if self.house else "", f"đường {self.street}" if self.street else ""]
        return " ".join(word for word in words if word)


ABBREVIATIONS = (("tổ dân phố", ("TDP", "tổ DP", "Tổ", "TDP.")), ("khu phố", ("KP", "KP.", "k.phố")),
                 ("ấp", ("Ấp", "A.", "ap")),
                 ("thôn", ("T.", "Thôn")), ("phường", ("P.", "P", "Phường")), ("xã", ("X.", "xã", "Xã")),
                 ("thị trấn", ("TT.", "TT")))


def abbreviated(part: str, choice: int) -> str:
    """A clerk keeps to one abbreviation (choice) for a word."""
    for word, shorts in ABBREVIATIONS:
        if part.startswith(word + " "):
            short = shorts[choice % len(shorts)]
            joined = short.endswith(".") or short.isupper() and part[len(word) + 1:].isdigit()
            return short + ("" if joined else " ") + part[len(word) + 1:]
    return part


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _short_place(address: Address) -> str:
    return " ".join(part for part in (address.house, address.street) if part)


def full(address: Address, choice: int) -> str:
    return _joined(address.place(), address.hamlet, address.commune)


def with_province(address: Address, choice: int) -> str:
    return _joined(address.place(), address.hamlet, address.commune, address.province)


def short_words(address: Address, choice: int) -> str:
    return _joined(_short_place(address), abbreviated(address.hamlet, choice), abbreviated(address.commune, choice))


def short_province(address: Address, choice: int) -> str:
    name = address.province.split(" ", 1)[-1]
    return _joined(short_words(address, choice), ("T. " if choice % 2 else "") + name)


def no_commas(address: Address, choice: int) -> str:
    return short_words(address, choice).replace(",", "")


def dashes(address: Address, choice: int) -> str:
    return short_words(address, choice).replace(", ", " - ")


def backwards(address: Address, choice: int) -> str:
    return _joined(address.commune, address.hamlet, address.place())


def hamlet_only(address: Address, choice: int) -> str:
    return abbreviated(address.hamlet, choice) if choice % 2 else address.hamlet


def hamlet_and_commune(address: Address, choice: int) -> str:
    return _joined(address.hamlet, address.commune)


def bare_hamlet(address: Address, choice: int) -> str:
    """The hamlet without the word for it."""
    name = re.sub(r"^(?:tổ dân phố|khu phố|ấp|thôn) ", "", address.hamlet)
    return _joined(name, abbreviated(address.commune, choice))


def street_only(address: Address, choice: int) -> str:
    return _short_place(address) or address.hamlet


def unmarked_upper(address: Address, choice: int) -> str:
    return unmarked(full(address, choice)).upper()


ADDRESS_FORMS: dict[str, tuple[float, Callable[[Address, int], str]]] = {
    "": (22.0, full), "address_province": (14.0, with_province), "address_short": (16.0, short_words),
    "address_short_province": (8.0, short_province), "address_no_commas": (6.0, no_commas),
    "address_dashes": (5.0, dashes), "address_backwards": (2.0, backwards), "address_hamlet": (8.0, hamlet_only),
    "address_no_house": (9.0, hamlet_and_commune), "address_bare_hamlet": (4.0, bare_hamlet),
    "address_street": (3.0, street_only), "address_unmarked": (3.0, unmarked_upper),
}


# --- telephones --------------------------------------------------------------------------------------------

def telephone_text(rng: Random, number: str) -> str:
    """0912345678 in the forms of contact lists; spreadsheets lose the zero."""
    chosen = rng.random()
    if chosen < 0.8:
        return number
    if chosen < 0.87:
        return number[1:]
    if chosen < 0.92:
        return "+84" + number[1:]
    return f"{number[:4]} {number[4:7]} {number[7:]}" if chosen < 0.97 else f"{number[:4]}.{number[4:7]}.{number[7:]}"
