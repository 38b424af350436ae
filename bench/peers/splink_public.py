"""Splink on the public sets, with the settings of its own published demos.

usage: python -m peers.splink_public SET DATA OUTPUT

Writes pairs.csv (left, right, score) and stages.json. Where a demo draws random pairs without a
seed, the seed is 1, so that a run can be repeated.
"""
from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.blocking_rule_library import CustomRule
from splink.internals.blocking_rule_creator import BlockingRuleCreator
from splink.internals.comparison_creator import ComparisonCreator

from peers.measure import Stopwatch
from peers.public_sets import PUBLIC_SETS, PublicSet

Rules = Sequence[BlockingRuleCreator]


@dataclass(frozen=True)
class Demo:
    """Settings of a demo, in the order in which its notebook gives them."""

    blocking: Rules
    comparisons: Callable[[], list[ComparisonCreator]]
    certain: Rules
    certain_recall: float
    random_pairs: float
    seed: int
    rounds: Rules
    rounds_without_frequencies: bool = True
    columns: str = "*"


_SWAPPED = "l.given_name = r.surname and l.surname = r.given_name"


def _febrl4_comparisons(with_number: bool) -> list[ComparisonCreator]:
    number = [cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2])] if with_number else []
    return [
        cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d",
                                 invalid_dates_as_null=True),
        *number,
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
    ]


def _febrl4(with_number: bool) -> Demo:
    number = [block_on("soc_sec_id")] if with_number else []
    return Demo(
        blocking=[block_on("given_name", "surname"), CustomRule(_SWAPPED), block_on("date_of_birth"), *number,
                  block_on("state", "address_1"), block_on("street_number", "address_1"), block_on("postcode")],
        comparisons=lambda: _febrl4_comparisons(with_number),
        certain=[*number, block_on("given_name", "surname", "date_of_birth")],
        certain_recall=0.8, random_pairs=1e6, seed=1,
        rounds=[block_on("date_of_birth"), block_on("postcode")],
    )


def _febrl3_comparisons() -> list[ComparisonCreator]:
    return [
        cl.NameComparison("given_name"),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
    ]


def _febrl3() -> Demo:
    return Demo(
        blocking=[block_on(column) for column in
                  ("soc_sec_id", "given_name", "surname", "date_of_birth", "postcode")],
        comparisons=_febrl3_comparisons,
        certain=[block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth"),
                 CustomRule(f"{_SWAPPED} and l.date_of_birth = r.date_of_birth")],
        certain_recall=0.9, random_pairs=1e6, seed=2,
        rounds=[block_on("date_of_birth"), block_on("postcode")], rounds_without_frequencies=False,
    )


def _fake1000_comparisons() -> list[ComparisonCreator]:
    return [
        cl.ForenameSurnameComparison("first_name", "surname"),
        cl.DateOfBirthComparison("dob", input_is_string=False),
        cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        cl.EmailComparison("email"),
    ]


def _fake1000() -> Demo:
    near_date = "levenshtein(r.dob::VARCHAR, l.dob::VARCHAR) <= 1"
    return Demo(
        blocking=[block_on(column) for column in ("first_name", "surname", "dob", "email")],
        comparisons=_fake1000_comparisons,
        certain=[CustomRule(rule) for rule in (
            f"l.first_name = r.first_name and {near_date}", f"l.surname = r.surname and {near_date}",
            "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2", "l.email = r.email")],
        certain_recall=0.7, random_pairs=1e6, seed=5,
        rounds=[block_on("dob"), block_on("email"), block_on("first_name", "surname")],
        columns="* replace (try_cast(dob as date) as dob)",
    )


def _historical50k_comparisons() -> list[ComparisonCreator]:
    return [
        cl.ForenameSurnameComparison("first_name", "surname", forename_surname_concat_col_name="both_names"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.PostcodeComparison("postcode_fake"),
        cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
        cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
    ]


def _historical50k() -> Demo:
    area = "substr(postcode_fake,1,3)"
    return Demo(
        blocking=[
            block_on("substr(first_name,1,3)", "substr(surname,1,4)"), block_on("surname", "dob"),
            block_on("first_name", "dob"), block_on("postcode_fake", "first_name"),
            block_on("postcode_fake", "surname"), block_on("dob", "birth_place"), block_on(area, "dob"),
            block_on(area, "first_name"), block_on(area, "surname"),
            block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)")],
        comparisons=_historical50k_comparisons,
        certain=[block_on("first_name", "surname", "dob"),
                 block_on("substr(first_name,1,2)", "surname", "substr(postcode_fake,1,2)"),
                 block_on("dob", "postcode_fake")],
        certain_recall=0.6, random_pairs=1e7, seed=1,
        rounds=[block_on("first_name", "surname"), block_on("dob")],
        columns="*, first_name || ' ' || surname as both_names",
    )


DEMOS: dict[str, Callable[[], Demo]] = {
    "febrl4": lambda: _febrl4(with_number=True),
    "febrl4_no_number": lambda: _febrl4(with_number=False),
    "febrl3": _febrl3,
    "fake1000": _fake1000,
    "historical50k": _historical50k,
}


def link(public: PublicSet, data: Path, output: Path) -> None:
    demo, watch = DEMOS[public.name](), Stopwatch()
    linker = _linker(public, demo, data)
    watch.stage("read")
    _train(linker, demo)
    watch.stage("train")
    predictions = linker.inference.predict()
    watch.stage("predict")
    table, key = predictions.physical_name, public.record_id
    connection = linker._db_api.duckdb_con
    connection.sql(f"copy (select {key}_l as left, {key}_r as right, match_weight as score from {table}) "
                   f"to '{output / 'pairs.csv'}' (header)")
    watch.stage("write")
    pairs = connection.sql(f"select count(*) from {table}").fetchall()[0][0]
    (output / "stages.json").write_text(json.dumps({"stages": watch.stages, "pairs": pairs}))


def _linker(public: PublicSet, demo: Demo, data: Path) -> Linker:
    connection = duckdb.connect()
    api = DuckDBAPI(connection=connection)
    tables = [api.register(_load(connection, f"input_{place}", path, demo.columns))
              for place, path in enumerate(public.paths(data))]
    settings = SettingsCreator(
        unique_id_column_name=public.record_id,
        link_type="link_only" if public.is_link else "dedupe_only",
        blocking_rules_to_generate_predictions=list(demo.blocking),
        comparisons=list(demo.comparisons()),
    )
    return Linker(tables if public.is_link else tables[0], settings)


def _load(connection: duckdb.DuckDBPyConnection, name: str, path: Path, columns: str) -> str:
    """Into a table: a view would read the file again for every query."""
    connection.execute(f"create table {name} as select {columns} "
                       f"from read_csv('{path}', all_varchar = true, header = true)")
    return name


def _train(linker: Linker, demo: Demo) -> None:
    training = linker.training
    training.estimate_probability_two_random_records_match(list(demo.certain), recall=demo.certain_recall)
    training.estimate_u_using_random_sampling(max_pairs=demo.random_pairs, seed=demo.seed)
    for rule in demo.rounds:
        training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=demo.rounds_without_frequencies)


if __name__ == "__main__":
    link(PUBLIC_SETS[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3]))
