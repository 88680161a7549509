"""Figures in running text: thousands with dots, decimals, ranges, percentages, ordinals, units."""

from __future__ import annotations

import re
from itertools import pairwise

from audio.wording.letters import spell_letters
from audio.wording.numbers import (
    HIGHEST_CARDINAL,
    spell_cardinal,
    spell_decimal,
    spell_digits,
    spell_ordinal,
)
from audio.wording.pieces import COMMA, Pieces, Reading, reading, separated, text_before

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
    "° C": "derajat selsius",
    "°F": "derajat fahrenheit",
    "mg/dL": "miligram per desiliter",
    "mg/dl": "miligram per desiliter",
    "g/dL": "gram per desiliter",
    "g/dl": "gram per desiliter",
    "gr%": "gram persen",
    "mmHg": "milimeter air raksa",
    "dL": "desiliter",
    "dl": "desiliter",
    "mL": "mililiter",
    "Gr": "gram",
    "ton": "ton",
    "bln": "bulan",
    "dm": "desimeter",
    "mdpl": "meter di atas permukaan laut",
    "Mb": "megabita",
    "TB": "terabita",
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
    "bh": "buah",
    "btl": "botol",
    "bks": "bungkus",
    "pcs": "buah",
    "tab": "tablet",
    "kaps": "kapsul",
    "sdm": "sendok makan",
    "sdt": "sendok teh",
    "hr": "hari",
}
# An unbroken row of so many figures is an identity (NIK, NPWP), not an amount.
_IDENTITY = 7
_LONGEST_DENOMINATOR = 3
_LONG_ROW = 8


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


_PART_NAMES: dict[tuple[str, str], str] = {
    ("1", "2"): "setengah",
    ("1", "3"): "sepertiga",
    ("2", "3"): "dua pertiga",
    ("1", "4"): "seperempat",
    ("3", "4"): "tiga perempat",
}
_PARTS_SAID = "setengah|seperempat|tiga\\ perempat|sepertiga|dua\\ pertiga"


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


def _padded_range(found: re.Match[str]) -> Pieces | None:
    """ "001-050": figures printed to one width are a row of tickets, said figure by figure."""
    first, last = found["first"], found["last"]
    if len(first) != len(last) or first[0] != "0" or first >= last:
        return None
    return [f"{spell_digits(first)} sampai {spell_digits(last)}"]


def _measured_range(found: re.Match[str]) -> Pieces:
    """ "10%-20%", "2°C-8°C": both ends have their unit."""
    ends = [(found["first"], found["small"]), (found["last"], found["large"])]
    return [" sampai ".join(f"{spell_amount(amount)} {UNITS[unit]}" for amount, unit in ends)]


def _part_of_whole(found: re.Match[str]) -> Pieces | None:
    """ "1/2 jam", "1 3/4 kg": a part of what follows has a name of its own."""
    if _PLACE_BEFORE.search(text_before(found, 24)):
        return None
    whole = f"{spell_amount(found['whole'])} " if found["whole"] else ""
    unit = f" {UNITS[found['unit']]}" if found["unit"] else ""
    return [f"{whole}{_PART_NAMES[found['over'], found['under']]}{unit}"]


def _part_of(found: re.Match[str]) -> Pieces:
    return [f"{found['part']} {UNITS[found['unit']]}"]


def _places(found: re.Match[str]) -> Pieces:
    """ "kelas 1/2/3", "12/24 bulan": a row of several."""
    return separated([spell_amount(part) for part in found[0].split("/")])


def _two_places(found: re.Match[str]) -> Pieces | None:
    """ "loket 1/2": after a place two figures are two of them."""
    return _places(found) if _PLACE_BEFORE.search(text_before(found, 24)) else None


def _each(found: re.Match[str]) -> Pieces | None:
    """ "Rp5.000/kendaraan", "2 jam/sesi", "500 ml/8 jam": so much for each."""
    before, noun = text_before(found).rstrip(), found["noun"]
    if not _AMOUNT_BEFORE.search(before) or noun in _OTHERS:
        return None
    if re.search(rf"\b{re.escape(noun)}\ [0-9]+$", before) or (
        noun == "malam" and before.endswith("hari")
    ):
        return None  # "roda 2/roda 4", "3 hari/malam"
    number = f"{spell_amount(found['number'])} " if found["number"] else ""
    each = UNITS.get(noun) or _NOUNS.get(noun.rstrip(".")) or noun.rstrip(".")
    said = each if each.islower() else spell_letters(each) if each != "NIK" else "nik"
    return [f"per {number}{said}"]


def _choices(found: re.Match[str]) -> Pieces:
    """ "24/48 halaman", "24/7": one or the other, where nobody counts parts of a whole."""
    return separated([spell_amount(found[1]), spell_amount(found[2])])


def _ratio(found: re.Match[str]) -> Pieces | None:
    """ "skala 1:100"."""
    if not re.search(r"(?i:\b(?:skala|perbandingan|rasio))\ $", text_before(found, 24)):
        return None
    return [f"{spell_amount(found[1])} banding {spell_amount(found[2])}"]


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


def _size(found: re.Match[str]) -> Pieces:
    unit = f" {UNITS[found['unit']]}" if found["unit"] else ""
    return [f"{spell_amount(found[1])} kali {spell_amount(found[2])}{unit}"]


def _row(found: re.Match[str]) -> Pieces:
    """Amounts with dashes that are no range: a number of a file, a date that does not exist.

    Whoever has many figures in groups copies them one by one.
    """
    parts = found[0].split("-")
    spell = spell_digits if len(found[0]) - len(parts) >= _LONG_ROW else spell_amount
    return separated([spell(part) for part in parts])


_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_PLACE_BEFORE = re.compile(
    r"(?i:\b(?:kelas|loket|lantai|lt\.?|poli|ruang|kamar|meja|pintu|jalur|gate|konter|kasir|teller"
    r"|rt|rw|golongan|tahap|tipe|sesi|shift|juz|gang|peron|kursi|gedung|blok|nomor|no\.?))\ $"
)
_NUMBER_WORD = (
    "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|puluh|belas|ratus|ribu|juta|miliar"
    "|rupiah|persen|setengah|sepuluh|sebelas|seratus|seribu|rb|jt"
)
_AMOUNT_BEFORE = re.compile(
    rf"(?:[0-9]|[0-9],-+|[0-9]\ ?(?:{_UNIT})|(?:[0-9]|\b(?:{_NUMBER_WORD}))\)?\ [a-z]+"
    rf"|\b(?:{_NUMBER_WORD})|[0-9](?:\ [a-z]+){{1,2}}|[0-9]/[a-z]+)$"
)
# After a stroke these are the other one of a pair, not what something is counted by.
_OTHER_ONES = "ibu istri perempuan wanita putri saudari ayah fotokopi asli kopi atau dan salinan"
_OTHERS = frozenset(_OTHER_ONES.split())
_NOUNS: dict[str, str] = {
    "lbr": "lembar",
    "org": "orang",
    "bln": "bulan",
    "thn": "tahun",
    "th": "tahun",
    "hr": "hari",
    "mgg": "minggu",
    "jam": "jam",
    "bh": "buah",
    "kend": "kendaraan",
    "trx": "transaksi",
    "hlm": "halaman",
    "pax": "orang",
}
READINGS: tuple[Reading, ...] = (
    reading(rf"(?i:ke)-({WHOLE})(?!,[0-9]){END}", _ordinal),
    reading(
        rf"(?P<first>{AMOUNT})\ ?(?P<small>{_UNIT}){DASH}(?P<last>{AMOUNT})\ ?"
        rf"(?P<large>{_UNIT}){END}",
        _measured_range,
    ),
    reading(
        r"(?:(?P<whole>[0-9]+)\ )?(?P<over>[123])/(?P<under>[234])(?<=1/2|1/3|2/3|1/4|3/4)"
        rf"(?:\ ?(?P<unit>{_UNIT}){END}|(?=\ [a-z]|\ [0-9]{{1,2}}(?![0-9])))",
        _part_of_whole,
    ),
    reading(rf"(?P<part>{_PARTS_SAID})\ (?P<unit>{_UNIT}){END}", _part_of),
    reading(
        r"(?P<first>[0-9]{2,})\ ?[-–]\ ?(?P<last>[0-9]{2,})(?![0-9]|[-/.][0-9])", _padded_range
    ),
    reading(
        rf"(?<![A-Z])(?P<minus>-)?(?:(?P<first>{AMOUNT}){DASH})?(?P<last>{AMOUNT})\ ?"
        rf"(?P<unit>{_UNIT}){END}",
        _measure,
    ),
    reading(
        rf"[0-9]{{1,3}}(?:,[0-9]{{3}})*,[0-9]{{3}},000{END}|[0-9]{{1,3}},000,000{END}", _thousands
    ),
    reading(rf"([0-9]{{2,4}})-an{END}", _about),
    reading(rf"(?<!\S)[-−]({AMOUNT}){END}(?!-)", _minus),
    reading(
        rf"/\ ?(?:(?P<number>{AMOUNT})\ )?(?P<noun>{_UNIT}|[a-z]{{2,}}\.?|NIK|KK|KTP){END}", _each
    ),
    reading(rf"[0-9]+(?:,[0-9]+){{2,}}{END}", _list),
    reading(rf"(?P<first>{AMOUNT}){DASH}(?P<last>{AMOUNT})(?![0-9]|[-/.][0-9])", _range),
    reading(rf"([0-9]+)\ ?:\ ?([0-9]+){END}", _ratio),
    reading(r"[0-9]+(?:/[0-9]+){2,}(?![0-9/])", _places),
    reading(r"[0-9]+/[0-9]+(?![0-9/])", _two_places),
    reading(
        r"([1-9][0-9])/([1-9][0-9])(?=\ (?:halaman|bulan|hari|jam|menit|kursi|orang|lembar)\b)",
        _choices,
    ),
    reading(r"(24)/(7)(?![0-9/])", _choices),
    reading(r"([0-9]+)/([0-9]+)(?![0-9/])", _fraction),
    reading(
        r"(?![0-9]{1,3}(?:\.[0-9]{3})+(?!\.?[0-9]))"
        rf"(?P<points>[0-9]+(?:\.[0-9]+)+)(?:\ ?(?P<unit>{_UNIT}){END})?",
        _points,
    ),
    reading(rf"({AMOUNT})\ ?[x×]\ ?({AMOUNT})(?:\ ?(?P<unit>{_UNIT}))?{END}", _size),
    reading(r"[x×]\ (?=[0-9])", lambda _found: ["kali"]),
    reading(r"(?:KM|Km|km)\ (?=[0-9])", lambda _found: ["kilometer"]),
    reading(r"[0-9]+(?:-[0-9]+)+", _row),
    reading(AMOUNT, _amount),
)
