"""How a name goes wrong between a mouth, a paper and a keyboard.

Part of the second error model (other_errors.py). Every error takes the true words of a name and
gives the words as written, or None where it cannot happen to this name. Slips of the hand are made
on the keys that an input method takes (Telex or VNI) and read back by a small copy of that method,
so that a wrong key hits tones and marks as often as it does at a real keyboard.
"""
from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from random import Random

Words = list[str]

GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
HAT, BREVE, HORN, STROKE = "\u0302", "\u0306", "\u031b", "đ"
TONES = (GRAVE, ACUTE, HOOK, TILDE, DOT)
VOWELS = "aeiouy"


@dataclass(frozen=True)
class Method:
    """Keys of an input method. In Telex the hat is the vowel typed twice, the stroke a second d."""

    tones: dict[str, str]
    hat: str
    horn: str
    breve: str
    stroke: str


TELEX = Method({"f": GRAVE, "s": ACUTE, "r": HOOK, "x": TILDE, "j": DOT}, "", "w", "w", "d")
VNI = Method({"2": GRAVE, "1": ACUTE, "3": HOOK, "4": TILDE, "5": DOT}, "6", "7", "8", "9")

KEY_ROWS = ((0.0, "1234567890"), (0.5, "qwertyuiop"), (0.75, "asdfghjkl"), (1.25, "zxcvbnm"))


def _neighbours() -> dict[str, str]:
    """Keys that touch each other on the usual staggered keyboard."""
    places = {key: (start + column, row) for row, (start, keys) in enumerate(KEY_ROWS)
              for column, key in enumerate(keys)}
    return {key: "".join(other for other, (x, y) in places.items()
                         if other != key and abs(x - places[key][0]) <= 1 and abs(y - places[key][1]) <= 1)
            for key in places}


NEIGHBOURS = _neighbours()


@dataclass(frozen=True)
class NameSetting:
    """What surrounds a name when it is written: who it is of, who writes it, and how."""

    female: bool
    method: Method
    accent: str
    mother: str = ""
    father: str = ""


def split_letter(letter: str) -> tuple[str, str]:
    """The plain letter and its combining marks; đ is d with a stroke, which Unicode does not take apart."""
    if letter == "đ":
        return "d", STROKE
    parts = unicodedata.normalize("NFD", letter)
    return parts[:1], parts[1:]


def unmarked(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(part for part in parts if not unicodedata.combining(part))


def compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def like(original: str, written: str) -> str:
    """With the capital of the original."""
    return written[:1].upper() + written[1:] if original[:1].isupper() else written


# --- input methods -----------------------------------------------------------------------------------------

def keys_of(syllable: str, method: Method) -> str:
    """The keys in the order most people press them: marks at once, the tone last."""
    keys, tone = "", ""
    for letter in syllable:
        plain, marks = split_letter(letter)
        keys += plain
        for mark in marks:
            if mark in TONES:
                tone = next(key for key, made in method.tones.items() if made == mark)
            else:
                keys += _mark_key(plain, mark, method)
    return keys + tone


def _mark_key(plain: str, mark: str, method: Method) -> str:
    return {HAT: method.hat or plain, HORN: method.horn, BREVE: method.breve, STROKE: method.stroke}.get(mark, "")


def typed(keys: str, method: Method, new_style: bool = False) -> str:
    """What the input method makes of the keys."""
    letters: list[list[str]] = []
    tone = ""
    for key in keys:
        if key in method.tones and any(letter in VOWELS for letter, _ in letters):
            # The same tone again takes it back and leaves the key as a letter.
            if tone == method.tones[key]:
                tone = ""
                letters.append([key, ""])
            else:
                tone = method.tones[key]
        elif not _put_mark(letters, key, method):
            letters.append([key, ""])
    return _written(letters, tone, new_style)


def _put_mark(letters: list[list[str]], key: str, method: Method) -> bool:
    """Marks the last letter that can take the mark of this key."""
    wanted = []
    if key == method.stroke:
        wanted.append((STROKE, "d"))
    if key == method.hat or not method.hat and key in "aeo":
        wanted.append((HAT, key if not method.hat else "aeo"))
    if key == method.horn:
        wanted.append((HORN, "uo"))
    if key == method.breve:
        wanted.append((BREVE, "a"))
    for letter in reversed(letters):
        for mark, takers in wanted:
            if letter[0] in takers and not letter[1]:
                letter[1] = mark
                return True
    return False


def _written(letters: list[list[str]], tone: str, new_style: bool) -> str:
    place = _tone_place(letters, new_style) if tone else -1
    text = ""
    for index, (letter, mark) in enumerate(letters):
        text += "đ" if mark == STROKE else letter + mark
        if index == place:
            text += tone
    return compose(text)


def _tone_place(letters: list[list[str]], new_style: bool) -> int:
    vowels = [index for index, (letter, _) in enumerate(letters) if letter in VOWELS]
    onset = "".join(letter for letter, _ in letters[:2])
    if onset in ("qu", "gi") and len(vowels) > 1 and vowels[0] == 1:
        vowels = vowels[1:]
    marked_vowels = [index for index in vowels if letters[index][1]]
    if marked_vowels:
        return marked_vowels[-1]
    if len(vowels) == 1 or vowels[-1] < len(letters) - 1:
        return vowels[-1]
    if len(vowels) > 2:
        return vowels[1]
    pair = "".join(letters[index][0] for index in vowels)
    return vowels[1] if new_style and pair in ("oa", "oe", "uy") else vowels[0]


@lru_cache(maxsize=1 << 15)
def _style_of(syllable: str, telex: bool) -> bool | None:
    """The tone style in which the method gives the syllable back; None for one that it cannot type."""
    method = TELEX if telex else VNI
    for new_style in (False, True):
        if typed(keys_of(syllable, method), method, new_style) == syllable:
            return new_style
    return None


# --- errors of a name --------------------------------------------------------------------------------------

def _pick(rng: Random, words: Words) -> int:
    """A word that an error falls on; surnames are so well known that they suffer least."""
    return rng.choices(range(len(words)), [1 if index == 0 else 3 for index in range(len(words))])[0]


def _with(words: Words, index: int, word: str) -> Words | None:
    if not word or word == words[index]:
        return None
    return [*words[:index], like(words[index], word), *words[index + 1:]]


def key_slip(rng: Random, words: Words, setting: NameSetting) -> Words | None:
    index = _pick(rng, words)
    word = words[index].lower()
    style = _style_of(word, setting.method is TELEX)
    if style is None:
        return _with(words, index, slipped_keys(rng, unmarked(word)))
    return _with(words, index, typed(slipped_keys(rng, keys_of(word, setting.method)), setting.method, style))


def slipped_keys(rng: Random, keys: str) -> str:
    """A neighbouring key, a key lost, pressed twice, or two keys in the wrong order."""
    at = rng.randrange(len(keys))
    kind = rng.choices(("neighbour", "lost", "twice", "exchanged"), (45, 25, 10, 20))[0]
    if kind == "neighbour" and keys[at] in NEIGHBOURS:
        return keys[:at] + rng.choice(NEIGHBOURS[keys[at]]) + keys[at + 1:]
    if kind == "lost" and len(keys) > 1:
        return keys[:at] + keys[at + 1:]
    if kind == "exchanged" and at + 1 < len(keys):
        return keys[:at] + keys[at + 1] + keys[at] + keys[at + 2:]
    return keys[:at] + keys[at] + keys[at:]


def method_off(rng: Random, words: Words, setting: NameSetting) -> Words | None:
    """Typed while the input method was switched off: the keys stay as they are."""
    first = 0 if rng.random() < 0.3 else _pick(rng, words)
    last = len(words) if rng.random() < 0.4 else first + 1
    written = [like(word, keys_of(word.lower(), setting.method)) if first <= index < last else word
               for index, word in enumerate(words)]
    return written if written != words else None


def wrong_tone(rng: Random, words: Words, setting: NameSetting) -> Words | None:
    """Hỏi for ngã where nobody hears the difference; else another tone or none."""
    index = _pick(rng, words)
    parts = unicodedata.normalize("NFD", words[index])
    tone = next((part for part in parts if part in TONES), "")
    if not tone:
        return None
    if tone in (HOOK, TILDE) and (setting.accent == "south" or rng.random() < 0.4):
        other = TILDE if tone == HOOK else HOOK
    else:
        other = rng.choice(["", "", *TONES])
    return _with(words, index, compose(parts.replace(tone, other)))


def lost_mark(rng: Random, words: Words, setting: NameSetting) -> Words | None:
    """One hat, horn, breve or stroke forgotten."""
    index = _pick(rng, words)
    parts = unicodedata.normalize("NFD", words[index])
    present = [mark for mark in (HAT, HORN, BREVE, "đ", "Đ") if mark in parts]
    if not present:
        return None
    mark = rng.choice(present)
    return _with(words, index, compose(parts.replace(mark, {"đ": "d", "Đ": "D"}.get(mark, ""), 1)))


ONSETS = {"south": (("gi", "d"), ("d", "gi"), ("v", "d"), ("d", "v"), ("tr", "ch"), ("s", "x"), ("x", "s"),
                    ("qu", "h")),
          "north": (("l", "n"), ("n", "l"), ("s", "x"), ("x", "s"), ("tr", "ch"), ("ch", "tr"), ("r", "d"),
                    ("gi", "d"))}
FINALS = {"south": (("ng", "n"), ("n", "ng"), ("t", "c"), ("c", "t"), ("nh", "n"), ("o", "u"), ("y", "i")),
          "north": (("nh", "n"), ("y", "i"))}


def heard_wrong(rng: Random, words: Words, setting: NameSetting) -> Words | None:
    """Written as the clerk speaks: onsets and finals that fall together in an accent."""
    index = _pick(rng, words)
    word = unicodedata.normalize("NFD", words[index].lower())
    found = [other + word[len(onset):] for onset, other in ONSETS[setting.accent] if _has_onset(word, onset)]
    found += [word[:len(word) - len(final)] + other for final, other in FINALS[setting.accent]
              if _has_final(word, final)]
    return _with(words, index, compose(rng.choice(found))) if found else None


def _has_onset(word: str, onset: str) -> bool:
    rest = word[len(onset):]
    return word.startswith(onset) and rest[:1] in tuple(VOWELS) and not (onset == "d" and rest[:1] == "i")


def _has_final(word: str, final: str) -> bool:
    """After i and ê only one of the two finals can be spelt; vowels change only as the second of two."""
    stem = word[:len(word) - len(final)]
    plain = unmarked(stem)
    if not word.endswith(final) or plain[-1:] not in tuple(VOWELS):
        return False
    return len(plain) > 2 if final in "oy" else plain[-1] not in "iy" or final == "nh"


SAME_NAME = (("Hoàng", "Huỳnh"), ("Vũ", "Võ"), ("Phúc", "Phước"), ("Chu", "Châu"), ("Sinh", "Sanh"), ("Bảo", "Bửu"),
             ("Thái", "Thới"), ("Nhân", "Nhơn"), ("Chính", "Chánh"), ("Tính", "Tánh"), ("Tùng", "Tòng"),
             ("Lĩnh", "Lãnh"),
             ("Hoa", "Huê"), ("Nghĩa", "Ngãi"), ("Cảnh", "Kiểng"), ("Hạnh", "Hành"), ("Vy", "Vi"), ("My", "Mi"),
             ("Ly", "Li"), ("Thy", "Thi"), ("Quý", "Quí"), ("Sỹ", "Sĩ"), ("Mỹ", "Mĩ"), ("Kỳ", "Kì"), ("Lý", "Lí"),
             ("Lan", "Loan"), ("Thơ", "Thư"), ("Diệu", "Dịu"), ("Tuyết", "Tiết"), ("Tuyên", "Tiên"), ("Uyên", "Yên"),
             ("Nhung", "Dung"), ("Quyên", "Duyên"), ("Luân", "Lân"), ("Toàn", "Tàn"), ("Hường", "Hồng"),
             ("Hiền", "Hiên"),
             ("Khoa", "Hoa"), ("Linh", "Ninh"), ("Oanh", "Anh"), ("Thúy", "Thủy"), ("Trung", "Chung"),
             ("Phượng", "Phụng"))


def sister_name(rng: Random, words: Words, setting: NameSetting) -> Words | None:
    """The same name as another region says it, or one that sounds like it."""
    found = [(index, other) for index, word in enumerate(words) for pair in SAME_NAME if word in pair
             for other in pair if other != word]
    return _with(words, *rng.choice(found)) if found else None


def lost_middle(rng: Random, words: Words, setting: NameSetting) -> Words | None:
    if len(words) < 3:
        return None
    index = rng.randrange(1, len(words) - 1)
    return words[:index] + words[index + 1:]


MIDDLES = {True: ("Thị", "Thị", "Ngọc", "Kim", "Thu", "Mỹ", "Hồng"),
           False: ("Văn", "Văn", "Hữu", "Minh", "Thanh", "Quốc")}


def other_middle(rng: Random, words: Words, setting: NameSetting) -> Words | None:
    """A usual middle name in place of the right one, or where there is none."""
    middle = rng.choice(MIDDLES[setting.female])
    if middle in words or len(words) < 2:
        return None
    if len(words) == 2 or rng.random() < 0.35:
        return [words[0], middle, *words[1:]]
    return _with(words, rng.randrange(1, len(words) - 1), middle)


def turned_round(rng: Random, words: Words, setting: NameSetting) -> Words | None:
    """Two neighbours exchanged, or the given name first as foreign forms want it."""
    if len(words) < 3 or rng.random() < 0.35:
        return [*words[-1:], *words[:-1]] if len(words) > 1 else None
    at = rng.randrange(1, len(words) - 1)
    return [*words[:at], words[at + 1], words[at], *words[at + 2:]]


SHORT = {"Nguyễn": "Ng.", "Phạm": "Ph.", "Trần": "Tr.", "Huỳnh": "H.", "Hoàng": "H.", "Thị": "T.", "Văn": "V."}


def shortened(rng: Random, words: Words, setting: NameSetting) -> Words | None:
    """Ng. T. Hoa: surname or middle names cut, never the given name."""
    if len(words) < 3 and words[0] not in SHORT:
        return None
    surname_too = rng.random() < 0.6
    cut = [SHORT.get(word, word[0] + ".") if index or surname_too else word
           for index, word in enumerate(words[:-1])]
    if rng.random() < 0.25:
        cut = [word.rstrip(".") for word in cut]
    return [*cut, words[-1]] if cut != words[:-1] else None


def lost_surname(rng: Random, words: Words, setting: NameSetting) -> Words | None:
    return words[1:] if len(words) > 1 else None


CALLED = {True: ("Bé", "Út", "Tư", "Năm", "Bảy", "Bưởi", "Mận", "Gái", "Nhỏ"),
          False: ("Tèo", "Tý", "Út", "Hai", "Ba", "Sáu", "Tám", "Cu", "Đực", "Đen")}


def called(rng: Random, words: Words, setting: NameSetting) -> Words | None:
    """The name of every day: beside the given name, or in its place."""
    name = rng.choice(CALLED[setting.female])
    if name in words:
        return None
    chosen = rng.random()
    if chosen < 0.4:
        return [*words, f"({name})"]
    return [*words[:-1], name] if chosen < 0.75 else [name, words[-1]]


def of_parent(rng: Random, words: Words, setting: NameSetting) -> Words | None:
    """The cell beside it: a parent's name in the place of one's own."""
    found = [name for name in (setting.mother, setting.father) if name]
    return rng.choice(found).split() if found else None


def run_together(rng: Random, words: Words, setting: NameSetting) -> Words | None:
    if len(words) < 2:
        return None
    at = rng.randrange(len(words) - 1)
    return [*words[:at], words[at] + words[at + 1], *words[at + 2:]]


NOTES = ("(chết)", "(TT)", "(đã chuyển)", "- con bà {mother}", "- hộ nghèo", "(mới)", "0913{number:06}", "*")


def noted(rng: Random, words: Words, setting: NameSetting) -> Words | None:
    note = rng.choice(NOTES)
    if "{mother}" in note and not setting.mother:
        return None
    return [*words, note.format(mother=setting.mother, number=rng.randrange(10 ** 6))]


# Shares of all names, in percent, for a clerk who is as careful as most.
NAME_ERRORS: dict[str, tuple[float, Callable[[Random, Words, NameSetting], Words | None]]] = {
    "name_key_slip": (0.8, key_slip),
    "name_method_off": (0.4, method_off),
    "name_tone": (1.6, wrong_tone),
    "name_mark_lost": (0.7, lost_mark),
    "name_accent": (1.3, heard_wrong),
    "name_sister": (0.7, sister_name),
    "name_middle_lost": (0.8, lost_middle),
    "name_middle_other": (0.5, other_middle),
    "name_order": (0.4, turned_round),
    "name_shortened": (0.55, shortened),
    "name_surname_lost": (0.3, lost_surname),
    "name_called": (0.3, called),
    "name_of_parent": (0.12, of_parent),
    "name_run_together": (0.3, run_together),
    "name_note": (0.3, noted),
}


# --- forms in which a clerk writes all names ---------------------------------------------------------------

TCVN3 = dict(zip(
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ",
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ", strict=True))


def in_tcvn3(text: str) -> str:
    """As a file of the nineties shows today; its capitals were a matter of the font."""
    return "".join(TCVN3.get(letter.lower(), letter) for letter in compose(text))


def lossy(text: str) -> str:
    """Saved in a code page of the West: what it lacks becomes a question mark."""
    return compose(text).encode("cp1252", "replace").decode("cp1252")


def with_eth(text: str) -> str:
    return text.replace("Đ", "\u00d0").replace("đ", "\u00f0")


NAME_FORMS: dict[str, tuple[float, Callable[[str], str]]] = {
    "": (52.0, str),
    "name_upper": (27.0, str.upper),
    "name_lower": (3.0, str.lower),
    "name_unmarked": (2.5, unmarked),
    "name_unmarked_upper": (2.0, lambda text: unmarked(text).upper()),
    "name_decomposed": (5.0, lambda text: unicodedata.normalize("NFD", text)),
    "name_eth": (3.0, with_eth),
    "name_spaces": (4.0, lambda text: "  ".join(text.split()) + " "),
    "name_tcvn3": (0.7, in_tcvn3),
    "name_lossy": (0.8, lossy),
}
