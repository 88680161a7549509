"""Roman numerals: "Ruang Sidang II" counts; "ke-II", "Raja X" and "Hamengkubuwono X" order.

Two letters or more are a numeral wherever they make one. A single I, V or X is one after a noun
that is counted ("loket V"), after another numeral ("I, II, dan V"), or after a name where nothing
says that it is a letter or a person ("Poli Umum I", but "I Wayan" and "sinar X").
"""

from __future__ import annotations

import re

from audio.wording.letters import spell_letters
from audio.wording.numbers import spell_cardinal, spell_ordinal
from audio.wording.pieces import COMMA, Pieces, Reading, reading, text_before

# I to XXXIX are all that public life uses; C, D and M would catch abbreviations (CD, MM, DI), and
# L is let through where something is counted (a chapter XLII).
_ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
_LONG = r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_END = r"(?![A-Za-z0-9'])"
_NOUNS = (
    "alinea|angkatan|apotek|asisten|aula|bab|babak|bagian|bank|batch|bed|bidang|bilik|blok|booth"
    "|bus|cabang|dermaga|divisi|dosis|edisi|eselon|fase|gang|gate|gedung|gelombang|gerai|gerbang"
    "|gerbong|gg|gol|golongan|hakim|halte|jalur|jilid|juara|kamar|kantor|kasir|kelas|kelompok"
    "|klaster|kloter|kodam|komisi|konter|lampiran|lantai|level|loket|lt|majelis|meja|negeri|nomor|pangkat"
    "|pasal|pelindo|pembantu|pemohon|penggugat|penguji|periode|peron|pintu|pleno|pos|poli|posko"
    "|putaran|regu|ronde|ruang|ruangan|saksi|seksi|semester|seri|sesi|shift|siaga|simpang|stadium"
    "|stasiun|subbagian|tahap|teller|terdakwa|tergugat|termin|terminal|termohon|tim|tingkat|tipe|tk"
    "|trimester|triwulan|turut|unit|vaksin|wilayah|zona|gel|stage|bidikan|kuartal|caturwulan|kav"
    r"|sim\ b"
)
_COUNTED = re.compile(rf"(?i:\b(?:{_NOUNS})\.?)\ $")
# The noun may stand some words before: "kelas ekonomi I", "ruang tunggu II", "Ruang Melati V".
_COUNTED_BEFORE = re.compile(rf"(?i:\b(?:{_NOUNS}))(?:\ [A-Za-z]+){{1,3}}\ $")
_NUMERAL_BEFORE = re.compile(
    r"(?<![A-Za-z0-9])[IVX]+"
    r"(?:[-/,]\ ?|\ [-–&]\ |,?\ (?:dan|atau|serta|sampai|hingga|s\.d\.|s/d)\ )$"
)
_NAME_BEFORE = re.compile(r"\b(?P<name>[A-Z][A-Za-z]+)\ $")
# After these an X or I is no number but somebody or something unknown.
_UNKNOWN = (
    "Bapak Ibu Pak Bu Sdr Sdri Saudara Saudari Tuan Nyonya Mr Tn Ny An Sinar Faktor Generasi"
    " Kromosom Orang Huruf Bpk Dan Atau Vitamin"
)
_NO_COUNT = frozenset(_UNKNOWN.split())
_LETTERED = re.compile(r"(?i:\b(?:huruf|abjad|sinar|faktor|generasi|vitamin))\ $")
_BALINESE = "Wayan|Made|Nyoman|Ketut|Gusti|Putu|Kadek|Komang|Gede|Gde|Dewa|Nengah|Ngurah|Luh|Gst"
_PERSON = re.compile(rf"\ (?:{_BALINESE}|{_BALINESE.upper()})\b")
_CAPITAL_AFTER = re.compile(r"\ (?!No\b|Kec|Kel|Kab|Ds\b|Blok\b|Lt\b)[A-Z][a-z]")
# "Loket I, J, K" is a row of letters.
_LETTER_AFTER = re.compile(r"(?:[-/,]\ ?|\ [-–&]\ |,?\ (?:dan|atau)\ )[A-HJ-UWYZ](?![A-Za-z0-9])")

_DYNASTIES = re.compile(
    r"(?i:\b(?:hamengku\ ?[bw]u[wb]ono|hamengku\ ?buwana|paku\ ?bu[wb]ono|paku\ ?buwana|paku\ ?alam"
    r"|mangkuneg[ao]r[ao]|badaruddin|amangkurat|yohanes\ paulus|benediktus|fransiskus|paulus|pius"
    r"|leo|charles|elizabeth|george|henry|louis|felipe|william|rama|wilhelm|napoleon"
    r"|perang\ dunia|vatikan))\ $"
)
_RULERS = re.compile(
    r"\b(?i:raja|ratu|sultan|paus|kaisar|susuhunan|sunan|prabu|tsar|king|queen|pope)"
    r"(?:\ [A-Z][a-z]+){0,4}\ $"
)
_PLACES_NAMED = re.compile(
    r"\b(?i:jl|jln|jalan|gg|gang|lorong|rs|rsud|sma|smp|sd|sman|smpn|sdn|perumahan|komplek|kompleks"
    r"|masjid|gedung|terminal|pasar|kelurahan|ruang|aula|hotel|poli|bangsal)\b"
)


def roman_value(written: str) -> int:
    """Return the value of a well-formed numeral of I, V, X and L: "XIV" -> 14."""
    values = [_VALUES[letter] for letter in written]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def is_roman(written: str) -> bool:
    """Tell whether capitals make a numeral of 1 to 39."""
    return re.fullmatch(_ROMAN, written) is not None


def _ordinal(found: re.Match[str]) -> Pieces:
    return [spell_ordinal(roman_value(found[1]))]


def _numeral(found: re.Match[str]) -> Pieces | None:
    written, before, after = found["roman"], text_before(found), found.string[found.end() :]
    if not _counts(written, before, after):
        return None
    value = roman_value(written)
    said = spell_ordinal(value) if _orders(before) else spell_cardinal(value)
    if not found["last"]:
        return [said]
    return [f"{said} sampai {spell_cardinal(roman_value(found['last']))}"]


def _counts(written: str, before: str, after: str) -> bool:
    """Tell whether these letters are a number where they stand."""
    if _LETTERED.search(before):
        return False
    counted = bool(_COUNTED.search(before))
    if "L" in written:
        return counted
    if len(written) > 1 and set(written) != {"X"}:
        return True
    if _LETTER_AFTER.match(after) or _PERSON.match(after):
        return False
    if counted or _NUMERAL_BEFORE.search(before) or _orders(before):
        return True
    if _COUNTED_BEFORE.search(before):
        return True
    name = _NAME_BEFORE.search(before)
    if name is None or name["name"] in _NO_COUNT:
        return False
    return not _CAPITAL_AFTER.match(after)


def _orders(before: str) -> bool:
    """Tell whether a ruler stands before: a street or school that has the name is only counted."""
    if _DYNASTIES.search(before):
        return True
    ruler = _RULERS.search(before)
    return ruler is not None and not _PLACES_NAMED.search(before[: ruler.start()])


def _lettered(found: re.Match[str]) -> Pieces | None:
    """ "IV/a", "IIIb", "XII-A": the letter is a part of what is counted."""
    doubtful = len(found["roman"]) == 1 or (not found["gap"] and found["letter"].isupper())
    if doubtful and not _COUNTED.search(text_before(found)):
        return None  # "IVA", "VIA", "X-A"
    return [f"{spell_cardinal(roman_value(found['roman']))} {spell_letters(found['letter'])}"]


def _small(found: re.Match[str]) -> Pieces | None:
    """ "ruang sidang ii": small letters count after their noun alone."""
    if not _COUNTED.search(text_before(found)) and not _COUNTED_BEFORE.search(text_before(found)):
        return None
    return [spell_cardinal(roman_value(found[0].upper()))]


def _row(found: re.Match[str]) -> Pieces | None:
    """ "Selasa I/III": numerals parted by strokes."""
    parts = found[0].split("/")
    if not _counts(parts[0], text_before(found), "") and len(parts[0]) == 1:
        return None
    said = [spell_cardinal(roman_value(part)) for part in parts]
    return [piece for each in said for piece in (each, COMMA)][:-1]


def _degree(found: re.Match[str]) -> Pieces:
    """ "D-III", "S-II": a letter and its step."""
    return [f"{spell_letters(found[1])} {spell_cardinal(roman_value(found[2]))}"]


READINGS: tuple[Reading, ...] = (
    reading(rf"([A-HJ-UWYZ])-({_ROMAN}){_END}", _degree),
    reading(rf"(?i:ke)[-\ ]?({_ROMAN}){_END}(?!/[a-eA-E]{_END})", _ordinal),
    reading(
        rf"(?P<roman>{_ROMAN})(?P<gap>[/.-]?)(?P<letter>[a-e]|[A-E]){_END}(?!\.[A-Z])", _lettered
    ),
    reading(rf"{_ROMAN}(?:/{_ROMAN})+{_END}", _row),
    reading(
        rf"(?P<roman>{_LONG})(?:\ ?[-–]\ ?(?P<last>{_ROMAN}))?(?!\.[A-Z]){_END}",
        _numeral,
    ),
    reading(rf"(?:iii?|iv|vi{{1,3}}|ix|xi{{1,3}}){_END}", _small),
)
