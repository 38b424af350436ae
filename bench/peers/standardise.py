"""Cleans cells of Vietnamese registers into columns that Splink can compare.

What a careful user would do after looking at the columns: nothing here knows the errors that the
generator makes, beyond what can be seen in the files. An empty text means unknown.
"""
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

# Seen as first words of names; without marks they are titles only before a full name.
TITLES = {"ông", "bà", "cụ", "anh", "chị", "cháu", "bé"}
TITLES_UNMARKED = {"ong", "ba", "cu", "anh", "chi", "chau", "be"}
YEAR_LAST = 2026
SERIAL_ORIGIN = date(1899, 12, 30)
PLACEHOLDER_NUMBERS = {"123456789", "123456789012", "012345678", "987654321"}
LETTERS_FOR_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "i": "1", "B": "8", "S": "5"})


def fold(text: str) -> str:
    """Lower case without marks."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=1 << 18)
def clean_name(text: str) -> str:
    """NFC, lower case, single blanks; without brackets, punctuation, invisible letters and titles."""
    text = text.replace("\u00d0", "\u0110").replace("\u00f0", "\u0111").replace("\u00a0", " ")
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    text = unicodedata.normalize("NFC", text).lower()
    text = re.sub(r"\([^)]*\)", " ", text)
    text = re.sub(r"['’ʼ`]", "", text)
    words = re.sub(r"[.,;:\-]", " ", text).split()
    if len(words) > 2 and words[0] in TITLES or len(words) > 3 and words[0] in TITLES_UNMARKED:
        words = words[1:]
    return " ".join(words)


@dataclass(frozen=True)
class Birth:
    """A full date as YYYY-MM-DD, and the year, which may be all that is known."""

    day: str = ""
    year: str = ""


_DAY_FIRST = re.compile(r"(\d{1,2})[/. \-](\d{1,2})[/. \-](\d{4}|\d{2})$")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T][\d:]+)?$")
_IN_WORDS = re.compile(r"ngay (\d{1,2}) thang (\d{1,2}) nam (\d{4})$")
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})$")
_MONTH_ONLY = re.compile(r"(\d{1,2})[/.\-](\d{4})$")


@lru_cache(maxsize=1 << 17)
def clean_birth(text: str) -> Birth:
    text = text.strip()
    if re.fullmatch(r"\d{4}", text):
        return _birth(0, 0, int(text))
    if re.fullmatch(r"\d{5}", text):
        day = SERIAL_ORIGIN + timedelta(days=int(text))
        return _birth(day.day, day.month, day.year)
    if match := _DAY_FIRST.match(text) or _COMPACT.match(text) or _IN_WORDS.match(fold(text)):
        return _birth(int(match[1]), int(match[2]), _full_year(match[3]))
    if match := _YEAR_FIRST.match(text):
        return _birth(int(match[3]), int(match[2]), int(match[1]))
    if match := _MONTH_ONLY.match(text):
        return _birth(0, 0, int(match[2]))
    return Birth()


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year <= YEAR_LAST % 100 else 1900)


def _birth(day: int, month: int, year: int) -> Birth:
    if not 1900 < year <= YEAR_LAST:  # 01/01/1900 stands for nothing
        return Birth()
    try:
        return Birth(date(year, month, day).isoformat(), str(year))
    except ValueError:
        return Birth("", str(year))


@dataclass(frozen=True)
class Number:
    """The number of today (12 digits) or the old one (9); only one of them is written in a cell."""

    today: str = ""
    old: str = ""


def clean_number(text: str) -> Number:
    """A number of neither length is kept as one of today's: it may still be within a slip of one."""
    text = unicodedata.normalize("NFKC", text).strip().lstrip("'")
    if re.search(r"\d[eE]\+", text):  # rounded by a spreadsheet
        return Number()
    digits = re.sub(r"\D", "", text.translate(LETTERS_FOR_DIGITS))
    if digits in PLACEHOLDER_NUMBERS or len(set(digits)) < 2:
        return Number()
    return _number_of(digits)


def _number_of(digits: str) -> Number:
    """Spreadsheets drop zeros at the front; numbers of today begin with one."""
    if len(digits) >= 12:
        return Number(today=digits)
    if len(digits) in (10, 11) and digits[0] != "0":
        return Number(today=digits.zfill(12))
    if len(digits) >= 10:
        return Number(today=digits)
    if len(digits) >= 7:
        return Number(old=digits.zfill(9))
    return Number()


_SEXES = {"nam": "m", "m": "m", "male": "m", "trai": "m", "nu": "f", "f": "f", "female": "f", "gai": "f"}


def clean_sex(text: str) -> str:
    return _SEXES.get(fold(text.strip()), "")


@dataclass(frozen=True)
class Address:
    place: str = ""
    house: str = ""


_HOUSE = re.compile(r"(?:nha so|so nha|so|sn)?\s*(\d+[a-z]?)\b")
_PLACE = re.compile(r"\b(?:thon|khu pho|khu|to dan pho|tdp|kp|to|ap|xom|ban|buon)\s*(\d+|[a-z][a-z ]*?)"
                    r"(?=\s*(?:[,\-]|$|\bxa\b|\bphuong\b|\bthi tran\b))")


@lru_cache(maxsize=1 << 17)
def clean_address(text: str) -> Address:
    """The settlement without its kind, and the number of the house."""
    folded = fold(unicodedata.normalize("NFC", text)).strip()
    place, house = _PLACE.search(folded), _HOUSE.match(folded)
    return Address(place[1].strip() if place else "", house[1] if house else "")


class Communes:
    """Codes of before July 2025 to those of today; a divided commune has two or more heirs."""

    def __init__(self, today: set[str], heirs: dict[str, list[str]]) -> None:
        self._today = today
        self._heirs = heirs

    def today_of(self, code: str) -> tuple[str, str]:
        """The commune of today, and a second one that it may be; empty where unknown."""
        digits = re.sub(r"\D", "", code)
        code = digits.zfill(5) if digits else ""
        heirs = self._heirs.get(code, [code] if code in self._today else [])
        padded = [*heirs, "", ""]
        return padded[0], padded[1]
