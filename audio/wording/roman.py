"""Roman numerals: "ke-II" and "Mahmud Badaruddin II" order, "Kelas III" and "Tahap II" count."""

from __future__ import annotations

import re

from audio.wording.numbers import spell_cardinal, spell_ordinal
from audio.wording.pieces import Pieces, Reading, reading

# I to XXXIX are all that public life uses; L, C, D and M would catch abbreviations (CD, MM, DI).
_ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
_VALUES = {"I": 1, "V": 5, "X": 10}
_COUNTED = (
    "kelas|tahap|triwulan|semester|bab|lantai|golongan|gol|ruang|periode|jilid|bagian|seri|zona"
    "|blok|eselon|tingkat|gelombang|angkatan|sesi|wilayah|tipe"
)
_END = r"(?![A-Za-z0-9'])"


def roman_value(written: str) -> int:
    """Return the value of a well-formed numeral of I, V and X: "XIV" -> 14."""
    values = [_VALUES[letter] for letter in written]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _ordinal(found: re.Match[str]) -> Pieces:
    return [spell_ordinal(roman_value(found[1]))]


def _counted(found: re.Match[str]) -> Pieces:
    return [found[1], spell_cardinal(roman_value(found[2]))]


READINGS: tuple[Reading, ...] = (
    reading(rf"(?i:ke)-({_ROMAN}){_END}", _ordinal),
    reading(rf"((?i:{_COUNTED}))\ ({_ROMAN}){_END}", _counted),
    reading(rf"(?=[IVX]{{2}})(?!XX+{_END})({_ROMAN})(?!\.[A-Z]){_END}", _ordinal),
)
