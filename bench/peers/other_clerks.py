"""Clerks: each has an office that is more or less dirty, favourite errors, and ways of writing.

Part of the second error model (other_errors.py). Errors are not strewn evenly: those of one office
and of one clerk resemble each other, as they do in registers that many offices fill.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar

from peers.other_names import (NAME_ERRORS, NAME_FORMS, TELEX, VNI, NameSetting, Words, compose, like, slipped_keys,
                               unmarked)
from peers.other_values import (ADDRESS_FORMS, DATE_ERRORS, DATE_FORMS, NUMBER_ERRORS, NUMBER_FORMS, Address,
                                DateSetting, Day, NumberSetting, date_text)

Value = TypeVar("Value")
Table = Mapping[str, tuple[float, Callable[..., Any]]]
Errors = list[str]

OFFICE_SPREAD = 0.5
CLERK_SPREAD = 0.4
TASTE_SPREAD = 0.8
RATE_MOST = 0.6
DRAWS_MOST = 4
SECOND_NAME_ERROR = 0.08
# How often a clerk keeps to the form of the house.
FORM_KEPT = 0.85
# Forms that lose nothing are no errors.
HARMLESS = {"", "name_upper", "name_lower", "name_decomposed", "name_spaces", "date_no_zeros", "date_dashes",
            "date_dots", "date_year_first", "date_words", "date_blanks", "number_grouped", "number_apostrophe",
            "number_dots", "number_blanks", "address_province", "address_short", "address_short_province",
            "address_no_commas", "address_dashes", "address_backwards"}
SEX_FORMS = {("Nam", "Nữ"): 80, ("nam", "nữ"): 6, ("NAM", "NỮ"): 7, ("Nam", "Nu"): 4, ("M", "F"): 3}
SEX_ERRORS = {"sex_missing": 1.5, "sex_wrong": 0.9}
ADDRESS_SLIP, ADDRESS_MISSING = 0.04, 0.02
DATE_MISSING = 0.005
# Many of the old have no more than a year in their papers, or a first of January made of it.
OLD_BEFORE, OLD_YEAR_ONLY, OLD_NEW_YEAR = 1958, 0.08, 0.05


def spread(rng: Random, sigma: float) -> float:
    """A factor around 1, with mean 1: most are a little cleaner, few are much dirtier."""
    return rng.lognormvariate(-sigma * sigma / 2, sigma)


class Taste:
    """The errors of one clerk in one kind of cell, and how many they are."""

    def __init__(self, rng: Random, table: Table, dirt: float) -> None:
        self._table = table
        self._names = list(table)
        self._weights = [share * spread(rng, TASTE_SPREAD) for share, _ in table.values()]
        self.rate = min(sum(self._weights) / 100 * dirt, RATE_MOST)

    def spoil(self, rng: Random, value: Value, setting: object, again: float = 0.0) -> tuple[Value, Errors]:
        errors: Errors = []
        chance = self.rate
        while rng.random() < chance:
            value, name = self._one(rng, value, setting)
            errors += [name] if name else []
            chance = again
        return value, errors

    def _one(self, rng: Random, value: Value, setting: object) -> tuple[Value, str]:
        """Some errors cannot happen to some values; then another is drawn."""
        for _ in range(DRAWS_MOST):
            name = rng.choices(self._names, self._weights)[0]
            made = self._table[name][1](rng, value, setting)
            if made is not None and made != value:
                return made, name
        return value, ""


def _form(rng: Random, table: Table) -> str:
    return rng.choices(list(table), [share for share, _ in table.values()])[0]


def _named(form: str) -> Errors:
    return [] if form in HARMLESS else [form]


@dataclass(frozen=True)
class Situation:
    """What a clerk has before him beside the cell itself."""

    names: NameSetting
    household: tuple[str, ...] = ()
    registered: Day | None = None


class Clerk:
    """Writes cells; remembers the row above, which is where some wrong cells come from."""

    def __init__(self, rng: Random, office_dirt: float) -> None:
        self.dirt = office_dirt * spread(rng, CLERK_SPREAD)
        self.method = rng.choices((TELEX, VNI), (80, 20))[0]
        self.accent = rng.choices(("south", "north"), (85, 15))[0]
        self.old_numbers = spread(rng, 0.5)
        self.missing_numbers = spread(rng, 0.5)
        self.keeps_old_codes = rng.random() < 0.12
        self.telephone = f"09{rng.randrange(10 ** 8):08}"
        self._names = Taste(rng, NAME_ERRORS, self.dirt)
        self._dates = Taste(rng, DATE_ERRORS, self.dirt)
        self._numbers = Taste(rng, NUMBER_ERRORS, self.dirt)
        self._name_form, self._date_form = _form(rng, NAME_FORMS), _form(rng, DATE_FORMS)
        self._number_form, self._address_form = _form(rng, NUMBER_FORMS), _form(rng, ADDRESS_FORMS)
        self._sex_form = rng.choices(list(SEX_FORMS), list(SEX_FORMS.values()))[0]
        self._abbreviation = rng.randrange(6)
        self._zeros = rng.random() < 0.06
        self._keypad = rng.random() < 0.6
        self._date_above: Day | None = None
        self._number_above = ""

    def name(self, rng: Random, words: Words, setting: NameSetting) -> tuple[str, Errors]:
        written, errors = self._names.spoil(rng, words, setting, SECOND_NAME_ERROR)
        form = self._kept(rng, self._name_form)
        text = " ".join(written)
        made = NAME_FORMS[form][1](text)
        return made, errors + (_named(form) if made != text else [])

    def birth(self, rng: Random, day: Day, situation: Situation) -> tuple[str, Errors]:
        if rng.random() < DATE_MISSING * self.dirt:
            return "", ["date_missing"]
        written, errors = self._of_old(rng, day)
        if written.is_full and not errors:
            above, self._date_above = self._date_above, day
            written, errors = self._dates.spoil(rng, day, DateSetting(above, situation.registered))
        form = self._kept(rng, self._date_form)
        return date_text(written, form, self._zeros), errors + (_named(form) if written.is_full else [])

    def _of_old(self, rng: Random, day: Day) -> tuple[Day, Errors]:
        if day.is_full and day.year < OLD_BEFORE:
            chosen = rng.random() / self.dirt
            if chosen < OLD_YEAR_ONLY:
                return Day(day.year), ["date_year_only"]
            if chosen < OLD_YEAR_ONLY + OLD_NEW_YEAR:
                return Day(day.year, 1, 1), ["date_new_year"] if (day.day, day.month) != (1, 1) else []
        return day, []

    def event(self, rng: Random, day: Day) -> str:
        """A date of today, which the program fills in: in the form of the house, and right."""
        return date_text(day, self._date_form)

    def number(self, rng: Random, number: str, situation: Situation) -> tuple[str, Errors]:
        if not number:
            return "", []
        above, self._number_above = self._number_above, number
        setting = NumberSetting(situation.household, above, self._keypad)
        written, errors = self._numbers.spoil(rng, number, setting)
        form = self._kept(rng, self._number_form)
        made = NUMBER_FORMS[form][1](written) if written.isdigit() else written
        return made, errors + (_named(form) if made != written else [])

    def sex(self, rng: Random, female: bool) -> tuple[str, Errors]:
        form = self._sex_form
        for error, share in SEX_ERRORS.items():
            if rng.random() < share / 100 * self.dirt:
                return ("" if error == "sex_missing" else form[not female]), [error]
        return form[female], []

    def address(self, rng: Random, address: Address) -> tuple[str, Errors]:
        if rng.random() < ADDRESS_MISSING * self.dirt:
            return "", ["address_missing"]
        form = self._address_form if rng.random() < 0.6 else _form(rng, ADDRESS_FORMS)
        text, errors = ADDRESS_FORMS[form][1](address, self._abbreviation), _named(form)
        if rng.random() < ADDRESS_SLIP * self.dirt:
            text, errors = _misspelt(rng, text), [*errors, "address_slip"]
        return text, errors

    def _kept(self, rng: Random, form: str) -> str:
        return form if form and rng.random() < FORM_KEPT else ""


def _misspelt(rng: Random, text: str) -> str:
    words = text.split(" ")
    places = [index for index, word in enumerate(words) if len(word) > 2 and word.isalpha()]
    if not places:
        return text
    index = rng.choice(places)
    words[index] = like(words[index], compose(slipped_keys(rng, unmarked(words[index].lower()))))
    return " ".join(words)
