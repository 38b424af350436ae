from __future__ import annotations

import csv
import tempfile
import unittest
from collections.abc import Callable
from pathlib import Path
from random import Random

from peers.other_errors import HEADERS, TRUTH_HEADER, write_other_errors
from peers.other_names import NAME_ERRORS, NAME_FORMS, TELEX, VNI, NameSetting, keys_of, typed
from peers.other_people import Record, read_records
from peers.other_values import DATE_ERRORS, NUMBER_ERRORS, Address, DateSetting, Day, NumberSetting, date_text

RESIDENT_HEADER = ("so_dinh_danh", "so_cmnd", "ho_ten", "ngay_sinh", "gioi_tinh", "dan_toc", "ma_xa", "dia_chi",
                   "ma_ho", "ho_ten_me", "so_dinh_danh_me", "ho_ten_cha", "so_dinh_danh_cha", "trang_thai", "ngay_mat")
HOUSEHOLDS = 300


def _family(number: int) -> list[tuple[str, ...]]:
    """Father, mother and a small child; every tenth father has died."""
    father, mother, child = (f"0961{index}{number:07}" for index in (1, 2, 3))
    home = "96001" if number % 2 else "96002"
    address = f"Số {number + 1} đường Nguyễn Trãi, ấp {number % 7 + 1}, xã Đại Trung"
    death = "03/05/2023" if number % 10 == 0 else ""
    status = "Đã chết" if death else "Đang sống"
    household = f"H{number:05}"
    return [
        (father, f"38{number:07}", "Trần Văn Dũng", "02/03/1948", "Nam", "Kinh", home, address, household,
         "Lê Thị Tám", "", "Trần Văn Bảy", "", status, death),
        (mother, "", "Nguyễn Thị Thúy Hằng", "1985", "Nữ", "Kinh", home, address, household,
         "Phạm Thị Vân", "", "", "", "Đang sống", ""),
        (child, "", "Trần Gia Bảo", f"{number % 28 + 1:02}/11/2021", "Nam", "Kinh", home, address, household,
         "Nguyễn Thị Thúy Hằng", mother, "Trần Văn Dũng", father, "Đang sống", ""),
    ]


def _write(path: Path, *rows: tuple[str, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _write_register(folder: Path) -> None:
    _write(folder / "residents.csv", RESIDENT_HEADER, *(row for number in range(HOUSEHOLDS) for row in _family(number)))
    _write(folder / "units.csv", ("code", "name", "type", "province_code", "province"),
           ("96001", "Xã Đại Trung", "Xã", "96", "Tỉnh Cà Mau"), ("96002", "Xã Mỹ Trà", "Xã", "96", "Tỉnh Cà Mau"))
    _write(folder / "crosswalk.csv", ("old_code", "new_code", "kind"), ("96001", "96001", "whole"),
           ("96003", "96001", "whole"), ("96002", "96002", "same"))
    (folder / "rasoat.yaml").write_text("as_of: 2026-10-31\nmatch: {review: 0.1}\noutput: out\n", encoding="utf-8")


class OtherErrors(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.generated = Path(temporary.name) / "generated"
        self.generated.mkdir()
        _write_register(self.generated)
        self.first = self._written("first", 7)

    def _written(self, name: str, seed: int) -> Path:
        folder = self.generated.parent / name
        write_other_errors(self.generated, folder, seed)
        return folder

    def _files(self, folder: Path) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    def _extract(self, source: str) -> list[Record]:
        return read_records(self.first / f"{source}.csv")

    def test_is_the_same_for_the_same_seed_alone(self) -> None:
        self.assertEqual(self._files(self.first), self._files(self._written("again", 7)))
        self.assertNotEqual(self._files(self.first), self._files(self._written("other", 8)))

    def test_takes_persons_out_of_the_residents_and_changes_no_other(self) -> None:
        given = {tuple(record.values()) for record in read_records(self.generated / "residents.csv")}
        kept = {tuple(record.values()) for record in read_records(self.first / "residents.csv")}
        self.assertLess(kept, given)
        self.assertGreater(len(kept), 0.9 * len(given))

    def test_truth_names_a_resident_that_is_there_or_none(self) -> None:
        residents = {record["so_dinh_danh"] for record in read_records(self.first / "residents.csv")}
        found = {row["resident_id"] for row in read_records(self.first / "truth.csv")}
        self.assertIn("", found)
        self.assertLessEqual(found - {""}, residents)

    def test_truth_gives_a_person_one_resident_in_all_extracts(self) -> None:
        residents: dict[str, set[str]] = {}
        for row in read_records(self.first / "truth.csv"):
            residents.setdefault(row["person_id"], set()).add(row["resident_id"])
        self.assertEqual({len(found) for found in residents.values()}, {1})

    def test_truth_has_each_row_of_the_extracts_once(self) -> None:
        keys = [(source, next(iter(row.values()))) for source in HEADERS for row in self._extract(source)]
        truth = [(row["source"], row["record_id"]) for row in read_records(self.first / "truth.csv")]
        self.assertEqual(len(set(keys)), len(keys))
        self.assertEqual(sorted(truth), sorted(keys))

    def test_errors_have_names_once_a_row(self) -> None:
        for row in read_records(self.first / "truth.csv"):
            names = row["errors"].split("|") if row["errors"] else []
            self.assertEqual(len(set(names)), len(names))
            for name in names:
                self.assertRegex(name, r"^[a-z][a-z_0-9]+$")

    def test_rows_have_the_columns_of_their_header(self) -> None:
        for name, header in (*HEADERS.items(), ("truth", TRUTH_HEADER)):
            with (self.first / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))
            self.assertEqual(tuple(rows[0]), tuple(header))
            self.assertEqual({len(row) for row in rows}, {len(header)})

    def test_a_row_without_errors_says_what_the_residents_say(self) -> None:
        residents = {record["so_dinh_danh"]: record for record in read_records(self.generated / "residents.csv")}
        truth = {row["record_id"]: row for row in read_records(self.first / "truth.csv") if not row["errors"]}
        rows = [row for row in self._extract("welfare") if row["ma_doi_tuong"] in truth]
        self.assertTrue(rows)
        for row in rows:
            resident = residents[truth[row["ma_doi_tuong"]]["resident_id"] or "".join(
                letter for letter in row["so_giay_to"] if letter.isdigit())]
            digits = "".join(letter for letter in row["so_giay_to"] if letter.isdigit())
            self.assertEqual(digits, resident["so_dinh_danh"])
            self.assertEqual(row["ma_xa"], resident["ma_xa"])

    def test_nobody_is_vaccinated_after_death(self) -> None:
        residents = read_records(self.generated / "residents.csv")
        died = {record["so_dinh_danh"] for record in residents if record["ngay_mat"]}
        of_dead = {row["record_id"] for row in read_records(self.first / "truth.csv") if row["resident_id"] in died}
        for row in self._extract("vaccination"):
            if row["ma_mui"] in of_dead:
                day = Day.parse(row["ngay_tiem"])
                self.assertTrue(day and day.when() < Day(2023, 5, 3).when())

    def test_config_is_copied_without_settings_of_matching(self) -> None:
        self.assertEqual((self.first / "rasoat.yaml").read_text(encoding="utf-8"), "as_of: 2026-10-31\noutput: out\n")


class SingleErrors(unittest.TestCase):
    def _each(self, make: Callable[[Random], object]) -> None:
        for seed in range(200):
            make(Random(seed))

    def test_input_methods_give_back_what_was_meant(self) -> None:
        for word in ("nguyễn", "đường", "thúy", "quý", "giang", "hòa", "phượng", "bửu", "yến"):
            for method in (TELEX, VNI):
                self.assertEqual(typed(keys_of(word, method), method), word)
        self.assertEqual(keys_of("nguyễn", TELEX), "nguyeenx")
        self.assertEqual(keys_of("đường", VNI), "d9u7o7ng2")

    def test_every_error_of_a_name_changes_it_or_declines(self) -> None:
        setting = NameSetting(True, TELEX, "south", "Lê Thị Tám", "")
        for words in (["Nguyễn", "Thị", "Thúy", "Vân"], ["H'Mai", "Rcăm"], ["Dara"]):
            for name, (_, make) in NAME_ERRORS.items():
                for seed in range(200):
                    made = make(Random(seed), words, setting)
                    self.assertTrue(made is None or made and all(made), (name, words))

    def test_every_error_of_a_date_can_be_written(self) -> None:
        for _, make in DATE_ERRORS.values():
            self._each(lambda rng, make=make: self.assertTrue(
                (made := make(rng, Day(1980, 2, 29), DateSetting())) is None or date_text(made, "date_serial")))

    def test_every_error_of_a_number_takes_long_and_short_ones(self) -> None:
        for number in ("096180000001", "380000001"):
            for _, make in NUMBER_ERRORS.values():
                self._each(lambda rng, make=make, number=number: self.assertNotEqual(
                    make(rng, number, NumberSetting(("096280000001",), number)), ""))

    def test_forms_of_a_name_keep_its_words(self) -> None:
        for _, write in NAME_FORMS.values():
            self.assertEqual(len(write("Đặng Văn Dũng").split()), 3)

    def test_address_is_taken_apart(self) -> None:
        address = Address.parse("Số 32 đường Tôn Đức Thắng, tổ dân phố 1, phường Kim Yên", "")
        self.assertEqual(address, Address("32", "Tôn Đức Thắng", "tổ dân phố 1", "phường Kim Yên"))
        self.assertEqual(Address.parse("ấp 8, xã Phước Vinh", ""), Address("", "", "ấp 8", "xã Phước Vinh"))


if __name__ == "__main__":
    unittest.main()
