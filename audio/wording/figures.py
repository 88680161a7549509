"""Figures in running text: thousands with dots, decimals, ranges, percentages, ordinals, units."""

from __future__ import annotations

import re
from itertools import pairwise

from audio.wording.numbers import (
    HIGHEST_CARDINAL,
    spell_cardinal,
    spell_decimal,
    spell_digits,
    spell_ordinal,
)
from audio.wording.pieces import COMMA, Pieces, Reading, reading, separated

WHOLE = r"(?:[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])|[0-9]+)"
AMOUNT = rf"{WHOLE}(?:,[0-9]+)?"
DASH = r"\ ?[-–]\ ?"
END = r"(?![A-Za-z0-9])"

UNITS: dict[str, str] = {
    "%": "persen",
    "‰": "per mil",
    "°C": "derajat selsius",
    "°": "derajat",
    "km/jam": "kilometer per jam",
    "km": "kilometer",
    "cm": "sentimeter",
    "mm": "milimeter",
    "m2": "meter persegi",
    "m3": "meter kubik",
    "m": "meter",
    "kg": "kilogram",
    "gr": "gram",
    "g": "gram",
    "ml": "mililiter",
    "l": "liter",
    "ha": "hektare",
    "mnt": "menit",
    "dtk": "detik",
    "rb": "ribu",
    "jt": "juta",
    "x": "kali",
    "k": "ribu",
    "L": "liter",
    "V": "volt",
    "VA": "volt ampere",
    "kVA": "kilovolt ampere",
    "kW": "kilowatt",
    "kWh": "kilowatt jam",
    "GB": "gigabita",
    "MB": "megabita",
    "KB": "kilobita",
    "Mbps": "megabit per detik",
    "mg": "miligram",
    "mcg": "mikrogram",
    "cc": "ce ce",
    "km2": "kilometer persegi",
    "cm2": "sentimeter persegi",
    "°F": "derajat fahrenheit",
    "Km": "kilometer",
    "KM": "kilometer",
    "Kg": "kilogram",
    "KG": "kilogram",
    "CM": "sentimeter",
    "Cm": "sentimeter",
    "M2": "meter persegi",
    "Ha": "hektare",
    "th": "tahun",
    "thn": "tahun",
}
# An unbroken row of so many figures is an identity (NIK, NPWP), not an amount.
_IDENTITY = 7
_LONGEST_DENOMINATOR = 3


def spell_amount(written: str) -> str:
    """Return a number as people write it: "1.250" -> "seribu dua ratus lima puluh", "2,5", "007".

    A leading zero, or more figures than there are names for, is read figure by figure.
    """
    whole, _, decimals = written.partition(",")
    figures = whole.replace(".", "")
    if (len(figures) > 1 and figures[0] == "0") or int(figures[:16]) > HIGHEST_CARDINAL:
        said = spell_digits(figures)
        return f"{said} koma {spell_digits(decimals)}" if decimals else said
    return spell_decimal(int(figures), decimals) if decimals else spell_cardinal(int(figures))


def group_figures(figures: str) -> list[str]:
    """Return a row of figures in words, in groups of at most four, the later ones the longer."""
    count = -(-len(figures) // 4)
    ends = [len(figures) * index // count for index in range(count + 1)]
    return [spell_digits(figures[a:b]) for a, b in pairwise(ends)]


def is_range(first: str, last: str) -> bool:
    """Tell whether "first-last" is a range: it grows, and both are amounts."""
    return _value(first) < _value(last) and not (first + last).startswith("00")


def _value(written: str) -> float:
    return float(written.replace(".", "").replace(",", "."))


def _range(found: re.Match[str]) -> Pieces | None:
    first, last = found["first"], found["last"]
    if not is_range(first, last):
        return None
    return [f"{spell_amount(first)} sampai {spell_amount(last)}"]


def _amount(found: re.Match[str]) -> Pieces:
    written = found[0]
    if len(written) >= _IDENTITY and written.isdigit() and not written.endswith("000"):
        return separated(group_figures(written))
    return [spell_amount(written)]


def _measure(found: re.Match[str]) -> Pieces | None:
    first, last, unit = found["first"], found["last"], UNITS[found["unit"]]
    if first and not is_range(first, last):
        return None
    amount = f"{spell_amount(first)} sampai {spell_amount(last)}" if first else spell_amount(last)
    return [f"minus {amount} {unit}" if found["minus"] else f"{amount} {unit}"]


def _list(found: re.Match[str]) -> Pieces:
    return separated([spell_amount(part) for part in found[0].split(",")], COMMA)


def _ordinal(found: re.Match[str]) -> Pieces | None:
    number = int(found[1].replace(".", "")[:16])
    return [spell_ordinal(number)] if 1 <= number <= HIGHEST_CARDINAL else None


def _fraction(found: re.Match[str]) -> Pieces:
    joint = "per"
    if found[1][0] == "0" or found[2][0] == "0" or len(found[2]) > _LONGEST_DENOMINATOR:
        joint = "garis miring"  # a file or a law: "UU 25/2009", "2025/2026"
    return [f"{spell_amount(found[1])} {joint} {spell_amount(found[2])}"]


def _points(found: re.Match[str]) -> Pieces:
    """Figures with dots that are neither thousands nor a time: a version, a clause, "1.50 m"."""
    said = " titik ".join(spell_amount(part) for part in found["points"].split("."))
    return [f"{said} {UNITS[found['unit']]}" if found["unit"] else said]


def _thousands(found: re.Match[str]) -> Pieces:
    """Thousands parted by commas, as foreign software writes them."""
    return [spell_amount(found[0].replace(",", ""))]


def _about(found: re.Match[str]) -> Pieces:
    """ "tahun 90-an": the years around ninety."""
    return [f"{spell_amount(found[1])}an"]


def _minus(found: re.Match[str]) -> Pieces:
    return [f"minus {spell_amount(found[1])}"]


def _per(found: re.Match[str]) -> Pieces:
    return [f"per {UNITS.get(found[1], found[1])}"]


def _size(found: re.Match[str]) -> Pieces:
    return [f"{spell_amount(found[1])} kali {spell_amount(found[2])}"]


def _row(found: re.Match[str]) -> Pieces:
    """Amounts with dashes that are no range: a number of a file, a date that does not exist."""
    return separated([spell_amount(part) for part in found[0].split("-")])


_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_PER = "orang|hari|jam|bulan|tahun|lembar|kali|unit|menit|kg|km|m2|l"
READINGS: tuple[Reading, ...] = (
    reading(rf"(?i:ke)-({WHOLE})(?!,[0-9]){END}", _ordinal),
    reading(
        rf"(?P<minus>-)?(?:(?P<first>{AMOUNT}){DASH})?(?P<last>{AMOUNT})\ ?(?P<unit>{_UNIT}){END}",
        _measure,
    ),
    reading(
        rf"[0-9]{{1,3}}(?:,[0-9]{{3}})*,[0-9]{{3}},000{END}|[0-9]{{1,3}},000,000{END}", _thousands
    ),
    reading(rf"([0-9]{{2,4}})-an{END}", _about),
    reading(rf"(?<=\ )[-−]({AMOUNT}){END}(?!-)", _minus),
    reading(rf"(?<=[0-9-])/\ ?({_PER}){END}", _per),
    reading(rf"[0-9]+(?:,[0-9]+){{2,}}{END}", _list),
    reading(rf"(?P<first>{AMOUNT}){DASH}(?P<last>{AMOUNT})(?![0-9]|[-/.][0-9])", _range),
    reading(r"([0-9]+)/([0-9]+)(?![0-9/])", _fraction),
    reading(
        r"(?![0-9]{1,3}(?:\.[0-9]{3})+(?!\.?[0-9]))"
        rf"(?P<points>[0-9]+(?:\.[0-9]+)+)(?:\ ?(?P<unit>{_UNIT}){END})?",
        _points,
    ),
    reading(rf"({AMOUNT})\ ?[x×]\ ?({AMOUNT}){END}", _size),
    reading(r"[0-9]+(?:-[0-9]+)+", _row),
    reading(AMOUNT, _amount),
)
