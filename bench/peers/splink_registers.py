"""Splink on a generated register: one extract linked to the residents, set up as a careful user would.

usage: python -m peers.splink_registers FOLDER SOURCE OUTPUT

Writes candidates.csv (record_id, rank, resident_id, score), the best five of each row, and
stages.json. FOLDER is what `rasoat generate` wrote; its truth is not read.
"""
from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.blocking_rule_library import CustomRule
from splink.internals.blocking_rule_creator import BlockingRuleCreator
from splink.internals.comparison_creator import ComparisonCreator

from peers.measure import Stopwatch
from peers.row_scores import CANDIDATES_SHOWN
from peers.standardise_files import standardise_residents, standardise_source

RANDOM_PAIRS = 1e6
SEED = 1
CERTAIN_RECALL = 0.95
# A random sample never sees two numbers alike, so their u is set by hand. Equal: one row in some
# hundreds bears the number of another person. One or two slips: numbers of one province, sex and
# century differ in a year and six digits, old ones in seven digits.
SHARED_NUMBERS = 0.005
NUMBER_U = {"number": (2e-7, 5e-6), "old_number": (1e-6, 3e-5)}
LAST_DAY_UNKNOWN = "born_{side} is null or substr(born_{side}, 6) = '01-01'"


def _name() -> cl.CustomComparison:
    return cl.CustomComparison(output_column_name="name", comparison_levels=[
        cll.NullLevel("folded"),
        cll.ExactMatchLevel("name").configure(tf_adjustment_column="name"),
        cll.ExactMatchLevel("folded").configure(tf_adjustment_column="folded"),
        cll.ExactMatchLevel("bag").configure(tf_adjustment_column="bag"),
        cll.DamerauLevenshteinLevel("folded", 1),
        cll.DamerauLevenshteinLevel("folded", 2),
        cll.JaroWinklerLevel("folded", 0.92),
        cll.JaroWinklerLevel("folded", 0.85),
        cll.ElseLevel(),
    ])


def _born() -> cl.CustomComparison:
    vague = " or ".join(f"({LAST_DAY_UNKNOWN.format(side=side)})" for side in "lr")
    swapped = ("substr(born_l, 1, 4) = substr(born_r, 1, 4) and substr(born_l, 6, 2) = substr(born_r, 9, 2) "
               "and substr(born_l, 9, 2) = substr(born_r, 6, 2)")
    years_apart = "abs(try_cast(birth_year_l as integer) - try_cast(birth_year_r as integer))"
    return cl.CustomComparison(output_column_name="born", comparison_levels=[
        cll.CustomLevel("birth_year_l is null or birth_year_r is null", "unknown").configure(is_null_level=True),
        cll.CustomLevel(f"born_l = born_r and not ({vague})", "same day"),
        cll.CustomLevel("born_l = born_r", "both 1 January"),
        cll.CustomLevel(f"birth_year_l = birth_year_r and ({vague})", "same year, day unknown"),
        cll.CustomLevel(swapped, "day and month swapped"),
        cll.DamerauLevenshteinLevel("born", 1),
        cll.CustomLevel("birth_year_l = birth_year_r", "same year"),
        cll.CustomLevel(f"{years_apart} <= 1", "a year apart"),
        cll.ElseLevel(),
    ])


def _number(column: str, resident_count: int) -> cl.CustomComparison:
    chances = (SHARED_NUMBERS / resident_count, *NUMBER_U[column])
    levels = (cll.ExactMatchLevel(column), cll.DamerauLevenshteinLevel(column, 1),
              cll.DamerauLevenshteinLevel(column, 2), cll.ElseLevel())
    return cl.CustomComparison(output_column_name=column, comparison_levels=[
        cll.NullLevel(column),
        *(level.configure(u_probability=u, fix_u_probability=True)
          for level, u in zip(levels, (*chances, 1 - sum(chances)), strict=True))])


def _commune() -> cl.CustomComparison:
    return cl.CustomComparison(output_column_name="commune", comparison_levels=[
        cll.NullLevel("commune"),
        cll.CustomLevel("commune_l = commune_r and commune_other_r is null", "same"),
        cll.CustomLevel("commune_l = commune_r or commune_l = commune_other_r", "one of a divided commune"),
        cll.ElseLevel(),
    ])


def _address() -> cl.CustomComparison:
    return cl.CustomComparison(output_column_name="address", comparison_levels=[
        cll.NullLevel("place"),
        cll.CustomLevel("place_l = place_r and house_l = house_r", "place and house"),
        cll.CustomLevel("place_l = place_r", "place"),
        cll.ElseLevel(),
    ])


def _parent(column: str) -> ComparisonCreator:
    return cl.JaroWinklerAtThresholds(column, [0.92, 0.85]).configure(term_frequency_adjustments=True)


def _passes(source: str) -> list[BlockingRuleCreator]:
    """Wide ones: what is lost at p >= .5 is mostly lost to blocking, and each of these wins rows.

    They hold narrower ones: the number itself, folded name and date, and so on."""
    mother = [block_on("mother", "born")] if source == "civil" else []
    return [
        block_on("substr(number, 7)"), block_on("old_number"), block_on("bag", "birth_year"),
        block_on("bag", "commune"), CustomRule("l.bag = r.bag and l.commune = r.commune_other"),
        block_on("given", "born", "sex"), block_on("given", "birth_year", "commune"),
        block_on("given", "substr(born, 6)", "commune"), block_on("substr(folded, 1, 6)", "born"),
        block_on("born", "commune"), block_on("place", "house", "commune"), *mother]


def _settings(source: str, resident_count: int) -> SettingsCreator:
    parents = [_parent("mother"), _parent("father")] if source == "civil" else []
    return SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=list(_passes(source)),
        comparisons=[_name(), _born(), _number("number", resident_count), _number("old_number", resident_count),
                     cl.ExactMatch("sex"), _commune(), _address(), *parents],
        retain_matching_columns=False,
    )


def _load(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> int:
    connection.execute(f"create table {name} as select * "
                       f"from read_csv('{path}', all_varchar = true, header = true, delim = ',', quote = '\"')")
    return connection.sql(f"select count(*) from {name}").fetchall()[0][0]


def _train(linker: Linker) -> None:
    """The names and the dates cannot be learnt among pairs that were chosen by them, hence the rounds."""
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("number"), block_on("old_number"), block_on("folded", "born")], recall=CERTAIN_RECALL)
    training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=SEED)
    for rule in (block_on("number"), block_on("folded", "born"), block_on("born", "sex", "commune")):
        training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True)


def _write_candidates(connection: duckdb.DuckDBPyConnection, predictions: str, output: Path) -> None:
    connection.execute(f"""
        copy (select unique_id_r as record_id,
                     row_number() over (partition by unique_id_r order by match_weight desc, unique_id_l) as rank,
                     unique_id_l as resident_id, match_weight as score
              from {predictions} qualify rank <= {CANDIDATES_SHOWN} order by record_id, rank)
        to '{output / 'candidates.csv'}' (header)""")


def link(folder: Path, source: str, output: Path) -> None:
    watch, connection = Stopwatch(), duckdb.connect()
    standardise_residents(folder, output / "residents.csv")
    standardise_source(folder, source, output / f"{source}.csv")
    watch.stage("standardise")
    api = DuckDBAPI(connection=connection)
    resident_count = _load(connection, "residents", output / "residents.csv")
    _load(connection, "source_rows", output / f"{source}.csv")
    tables = [api.register("residents", dataset_display_name="a_residents"),
              api.register("source_rows", dataset_display_name="b_source")]
    linker = Linker(tables, _settings(source, resident_count))
    watch.stage("read")
    _train(linker)
    watch.stage("train")
    predictions = linker.inference.predict()
    watch.stage("predict")
    _write_candidates(connection, predictions.physical_name, output)
    watch.stage("write")
    pairs = connection.sql(f"select count(*) from {predictions.physical_name}").fetchall()[0][0]
    (output / "stages.json").write_text(json.dumps({"stages": watch.stages, "pairs": pairs}))


if __name__ == "__main__":
    link(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
