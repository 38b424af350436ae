"""The cells that the other tool is given: it must lose no information that the columns hold."""
import unittest

from peers.standardise import (Address, Birth, Communes, Number, clean_address, clean_birth, clean_name, clean_number,
                               clean_sex, fold)


class Names(unittest.TestCase):
    def test_writing_is_made_one(self):
        for text in ("NGUYỄN VĂN ĐẠT", "Nguyễn  Văn Đạt.", "Ông Nguyễn Văn Đạt",
                     "Nguyễn\u200b Văn Ðạt (chết)",
                     "Nguye\u0302\u0303n Va\u0306n Đa\u0323t"):
            self.assertEqual(clean_name(text), "nguyễn văn đạt")

    def test_a_short_name_keeps_its_first_word(self):
        self.assertEqual(clean_name("Bé Thị"), "bé thị")

    def test_folding_takes_the_marks(self):
        self.assertEqual(fold("Nguyễn Văn Đạt"), "nguyen van dat")


class Births(unittest.TestCase):
    def test_shapes_of_a_day(self):
        for text in ("05/03/1985", "5/3/1985", "05-03-1985", "05.03.1985", "05 03 1985", "1985-03-05",
                     "1985-03-05 00:00:00", "05/03/85", "05031985", "ngày 5 tháng 3 năm 1985", "31111"):
            self.assertEqual(clean_birth(text), Birth("1985-03-05", "1985"), text)

    def test_the_year_survives(self):
        for text in ("1985", "30/02/1985", "00/00/1985"):
            self.assertEqual(clean_birth(text), Birth("", "1985"), text)

    def test_what_means_nothing(self):
        for text in ("", "00/00/0000", "01/01/1900", "khong ro"):
            self.assertEqual(clean_birth(text), Birth(), text)


class Numbers(unittest.TestCase):
    def test_twelve_digits_however_written(self):
        for text in ("036085012345", "'036085012345", "036 085 012 345", "036.085.012.345", "36085012345",
                     "O36085012345", "０３６０８５０１２３４５"):
            self.assertEqual(clean_number(text), Number(today="036085012345"), text)

    def test_nine_digits(self):
        self.assertEqual(clean_number("012345670"), Number(old="012345670"))
        self.assertEqual(clean_number("12345670"), Number(old="012345670"))

    def test_what_means_nothing(self):
        for text in ("", "000000000000", "123456789", "3.60E+10", "0"):
            self.assertEqual(clean_number(text), Number(), text)


class Places(unittest.TestCase):
    def test_one_address_in_many_hands(self):
        for text in ("Số 139, khu An Thịnh, xã Kim Điền", "NHÀ SỐ 139 - KHU AN THỊNH - XÃ KIM ĐIỀN",
                     "139,khu An Thinh,xa Kim Dien", "SN 139 khu An Thịnh"):
            self.assertEqual(clean_address(text), Address("an thinh", "139"), text)
        self.assertEqual(clean_address("thôn 8, xã Kim Điền"), Address("8", ""))

    def test_communes_of_before(self):
        communes = Communes({"28579", "28582"}, {"28573": ["28579", "28582"], "28576": ["28579"]})
        self.assertEqual(communes.today_of("28576"), ("28579", ""))
        self.assertEqual(communes.today_of("28573"), ("28579", "28582"))
        self.assertEqual(communes.today_of("28582"), ("28582", ""))
        self.assertEqual(communes.today_of("99999"), ("", ""))
        self.assertEqual(communes.today_of(""), ("", ""))

    def test_sexes(self):
        self.assertEqual([clean_sex(text) for text in ("Nam", "NỮ", "nu", "M", "F", "")], list("mffmf") + [""])


if __name__ == "__main__":
    unittest.main()
