"""Codes of letters and figures: tickets, vehicle plates, counters such as "4K-1"."""

from __future__ import annotations

import re

from audio.wording.errors import WordingError
from audio.wording.letters import spell_letters
from audio.wording.numbers import spell_cardinal, spell_digits
from audio.wording.pieces import (
    COMMA,
    JOIN,
    NUMBER,
    Break,
    Pieces,
    Reading,
    reading,
    separated,
    text_before,
)
from audio.wording.readings.figures import spell_amount
from audio.wording.readings.roman import is_roman, roman_value
from audio.wording.readings.words import read_word
from audio.wording.ticket_number import ticket_phrases
from audio.wording.tickets import parse_ticket

# Registration areas of Indonesia; any other letters before figures are no plate.
_AREAS = (
    "AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN|DP|DR|DS|DT"
    "|DW|EA|EB|ED|KB|KH|KT|KU|PA|PB|PG|PS|PT|PY|A|B|D|E|F|G|H|K|L|M|N|P|R|S|T|W|Z"
)
_END = r"(?![A-Za-z0-9])"
_TICKET = r"[A-Z]{1,2}-?[0-9]{1,4}"
_SPACED = r"[A-Z]{1,2}[-\ ]?[0-9]{1,4}"
_PLACES = r"(?i:blok|gedung|golongan|kelas|konter|lantai|loket|meja|pintu|poli|ruang|tipe|zona)"
# Parts of files that could be words but are letters.
_FILE_LETTERS = frozenset({"PUU", "PDT", "Pdt", "SIP", "SPT", "KEP", "SE", "SPK"})
_LAWS = re.compile(
    r"\b(?:(?i:uu|perda|perdes|per(?:pres|ppu|men\w*|bup|gub|wal[i]?|ma|kap|kal|bawaslu)|ke(?:p|ppres"
    r"|pmen\w*)|inpres|sema|qanun|undang-undang|peraturan(?:\ \w+){0,3})|PP|PM|PMK|PKPU|POJK|PBI"
    r"|TAP|SE|Permendagri)(?:\ [A-Z]\w*){0,2}\ $"
)
_LETTERS_OF_OFFICES = re.compile(
    r"(?i:\b(?:surat|sk|st|spt|perkara|putusan|nota|undangan|tilang|memo|berita\ acara|nd|akta|lp"
    r"|laporan|register|reg)\.?(?:\ \w+){0,2}\ $)"
)
_CODE_BEFORE = re.compile(
    r"(?i:\b(?:kode|booking|pnr|rangka|mesin|seri|token|voucer))(?:\ [a-z]+){0,2}\ ?:?\ $"
)
_VEHICLE_BEFORE = re.compile(
    r"(?i:\b(?:mobil|motor|kendaraan|bus|truk|angkot|plat|pelat|polisi|nopol)(?:\ [a-z]+)?:?\ )$"
)
# "B/15/XI/2026", "LP/B/12/X/2026": the letters of an office come before the figures.
_OFFICE = r"[A-Z]{1,4}(?=/(?:[A-Z]{1,4}/)?[0-9]{1,6}/)"
_FROM_TO = re.compile(r"([A-Z]+)-?[0-9]+-\1-?[0-9]+")
_PARTS = re.compile(r"[A-Za-z]+|[0-9]+")
# The dot of a classification is said, "045.2"; after letters, "HK.01.07", nobody says it.
_FILE_PARTS = re.compile(r"[A-Za-z]+|[0-9]+|(?<=[0-9])\.(?=[0-9])")


def _called(found: re.Match[str]) -> Pieces | None:
    """A ticket after "nomor antrean": the very clips of a call."""
    if _FROM_TO.fullmatch(found["ticket"]):
        return None
    try:
        ticket = parse_ticket(found["ticket"])
    except WordingError:
        return None
    pieces: Pieces = [JOIN]
    for phrase in ticket_phrases(ticket, "digit", COMMA):
        pieces += [phrase.text, Break(phrase.pause_ms, phrase.mark)]
    return pieces


def _ticket(found: re.Match[str]) -> Pieces:
    return _read_ticket(found[0])


def _tickets(found: re.Match[str]) -> Pieces:
    return [*_read_ticket(found[1]), COMMA, "sampai", *_read_ticket(found[2])]


def _read_ticket(written: str) -> Pieces:
    prefix, digits = re.findall("[A-Z]+|[0-9]+", written)
    groups = [digits[:2], digits[2:]] if len(digits) == 4 else [digits]  # as a call says them
    return [spell_letters(prefix), NUMBER, *separated([spell_digits(group) for group in groups])]


def _place(found: re.Match[str]) -> Pieces:
    """A place that has a letter: the dot after it ends the sentence."""
    return [read_word(found[1]), spell_letters(found[2])]


def _plate(found: re.Match[str]) -> Pieces:
    area, figures, series = found["area"], found["figures"], found["series"]
    return [spell_letters(area), NUMBER, spell_digits(figures), NUMBER, spell_letters(series)]


def _small_plate(found: re.Match[str]) -> Pieces | None:
    """ "mobil be 2345 xy": in small letters behind what bears a plate alone."""
    if not _VEHICLE_BEFORE.search(text_before(found, 32)):
        return None
    return _plate(found)


def _licence(found: re.Match[str]) -> Pieces:
    """ "SIM BII": its class and the step of it."""
    return [f"sim {spell_letters(found['kind'])} {spell_cardinal(roman_value(found['step']))}"]


def _mixed(found: re.Match[str]) -> Pieces:
    """Letters and figures that belong to no other kind: capitals spelled, figures as a number."""
    if _CODE_BEFORE.search(text_before(found, 40)):
        parts = _PARTS.findall(found[0])
        said = [spell_digits(part) if part.isdigit() else spell_letters(part) for part in parts]
        return [" ".join(said)]
    said = [
        spell_amount(part) if part.isdigit() else read_word(part)
        for part in _PARTS.findall(found[0])
    ]
    return [" ".join(part for part in said if part)]


def _file(found: re.Match[str]) -> Pieces:
    """The number of a letter or decree: its strokes are said, or its parts would run together."""
    strokes = found["file"].split("/")
    said = [_file_part(part, first=place == 0) for place, part in enumerate(strokes)]
    lead = ["nomor"] if found["lead"] else []
    if len(strokes) == 2 and re.fullmatch("[A-Za-z]", strokes[1]):
        return [" ".join([*lead, *said])]  # a house: "No. 12/B"
    return [" ".join([*lead, f"{' garis miring '.join(filter(None, said))}"])]


def _file_part(part: str, *, first: bool) -> str:
    """Return a part between strokes: a numeral is a month, but in the first part a letter."""
    said = []
    for word in (_FILE_PARTS if part[:1].isdigit() else _PARTS).findall(part):
        if word == ".":
            said.append("titik")
        elif word.isdigit():
            said.append(spell_amount(word))
        elif is_roman(word) and (not first or len(word) > 1):
            said.append(spell_cardinal(roman_value(word)))
        elif word in _FILE_LETTERS:
            said.append(spell_letters(word))
        else:
            said.append(read_word(word))
    return " ".join(filter(None, said))


def _law(found: re.Match[str]) -> Pieces | None:
    """ "UU No. 25/2009": the stroke of a law is its year; that of a letter is a stroke."""
    before = text_before(found, 60)
    if _LETTERS_OF_OFFICES.search(before) or not (found["lead"] or _LAWS.search(before)):
        return None
    lead = "nomor " if found["lead"] else ""
    return [f"{lead}{spell_amount(found['number'])} tahun {spell_cardinal(int(found['year']))}"]


def _letter_span(found: re.Match[str]) -> Pieces:
    """ "blok A-C"."""
    ends = f"{spell_letters(found[2])} sampai {spell_letters(found[3])}"
    return [f"{read_word(found[1])} {ends}"]


def _day_count(found: re.Match[str]) -> Pieces | None:
    """ "H-7", "H+3": days before and after a feast; behind "nomor" it is a ticket."""
    if re.search(r"(?i:nomor|antrean|antrian|no\.?)\ $", text_before(found, 12)):
        return None
    return [f"ha {'minus' if found[1] == '-' else 'plus'} {spell_cardinal(int(found[2]))}"]


def _blood(found: re.Match[str]) -> Pieces:
    sign = "positif" if found["sign"] == "+" else "negatif"
    return [f"{spell_letters(found['group'])} {sign}"]


def _rhesus(found: re.Match[str]) -> Pieces:
    return [f"rhesus {'positif' if found[1] == '+' else 'negatif'}"]


def _keyed(found: re.Match[str]) -> Pieces:
    """ "KIA-012", "UMUM 7": a ticket whose letters are more than two."""
    digits = found["digits"]
    said = spell_digits(digits) if digits[0] == "0" or found["gap"] else spell_amount(digits)
    return [read_word(found["letters"]), NUMBER, said]


def _form(found: re.Match[str]) -> Pieces:
    """ "F-1.01": a form, its dot said."""
    return [f"{spell_letters(found[1])} {spell_amount(found[2])} titik {spell_digits(found[3])}"]


# Before the abbreviations: these begin with "No." and take it in.
NUMBERED: tuple[Reading, ...] = (
    reading(
        r"(?P<lead>(?i:nomor|nomer|no\.?)\ ?:?\ ?)?(?P<number>[0-9]{1,4})/"
        rf"(?P<year>(?:19|20)[0-9]{{2}})(?![0-9/-]){_END}",
        _law,
    ),
    reading(
        r"(?P<lead>(?i:nomor|nomer|no\.?)\ ?:?\ ?)"
        rf"(?P<file>(?:[A-Za-z]{{0,4}}[.-]?[0-9]{{1,6}}|[IVX]{{1,5}}(?=/)|{_OFFICE})"
        r"(?:[.-][A-Za-z0-9]{1,8}){0,4}"
        rf"(?:/(?:[A-Za-z0-9]{{1,12}}[.-]?){{1,4}}){{1,6}})(?<![.-]){_END}",
        _file,
    ),
    reading(
        r"(?P<lead>)(?P<file>(?=[^\s/]+(?:/[0-9]{1,6})?/[A-Za-z0-9.-]*[A-Z])"
        r"(?:[A-Z]{1,4}[.-])?[0-9]{1,6}(?:[.-][A-Za-z0-9]{1,8}){0,4}"
        r"(?:/[A-Za-z0-9.-]{1,16}){1,5}/(?:19|20)[0-9]{2}"
        rf"(?:/[A-Za-z0-9.]{{1,8}})?){_END}",
        _file,
    ),
    reading(
        r"(?i:(?:nomor|no\.?)\ antr[ie]an)\ "
        r"(?P<ticket>[A-Z]{1,10}\ [0-9]{1,8}"
        r"|(?=[0-9]*[A-Z])[A-Z0-9]{2,10}\ [0-9]{1,8}(?=[.,]|$)"
        r"|(?=[A-Z0-9./_-]*[A-Z])(?=[A-Z./_-]*[0-9])[A-Z0-9]+(?:[-./_][A-Z0-9]+)*"
        r"|[0-9]{1,12})(?![0-9A-Za-z]|[.,:/_-][0-9A-Z])",
        _called,
    ),
)
READINGS: tuple[Reading, ...] = (
    reading(rf"({_PLACES})\ ([A-HJ-UWYZ])\ ?[-–]\ ?([A-Z]){_END}(?!\.[A-Z])", _letter_span),
    reading(rf"({_PLACES})\ ([A-HJ-UWYZ]){_END}(?!\.[A-Z]|[+-](?![A-Za-z0-9]))", _place),
    reading(rf"((?i:huruf))\ ([A-Z]){_END}(?!\.[A-Z])", _place),
    reading(
        rf"(?P<area>{_AREAS})[\ -]?(?P<figures>[1-9][0-9]{{0,3}})[\ -]?"
        rf"(?P<series>[A-Z]{{1,3}}){_END}",
        _plate,
    ),
    reading(
        rf"(?P<area>(?i:{_AREAS}))\ ?(?P<figures>[1-9][0-9]{{0,3}})\ ?(?P<series>[a-z]{{1,3}})"
        rf"{_END}",
        _small_plate,
    ),
    reading(rf"(?:SIM|Sim|sim)\ (?P<kind>[A-D])\ ?(?P<step>II?){_END}", _licence),
    reading(
        rf"({_SPACED})(?:\ -\ |\ ?–\ ?|-)({_SPACED}){_END}",
        _tickets,
    ),
    reading(rf"H([+-])([0-9]{{1,2}}){_END}", _day_count),
    reading(r"(?P<group>AB|A|B|O)(?P<sign>[+-])(?![A-Za-z0-9])", _blood),
    reading(r"(?i:rhesus|rh)\ ?([+-])(?![A-Za-z0-9])", _rhesus),
    reading(rf"([A-Z])[-.]([0-9]{{1,2}})\.([0-9]{{2}}){_END}(?!\.[0-9])", _form),
    reading(r"(?:GA|JT|QG|ID|IW|IU|SJ|QZ|IN|IL)\ [1-9][0-9]{2,3}(?![0-9A-Za-z]|\.[0-9])", _ticket),
    reading(rf"[A-Z]{{1,2}}-?[0-9]{{1,4}}{_END}(?!-[0-9A-Za-z]|\.[0-9])", _ticket),
    reading(
        rf"(?P<letters>[A-Z]{{3,5}})(?P<gap>-)(?P<digits>0[0-9]{{1,3}}|[0-9]{{3,4}}){_END}"
        r"(?!-[0-9A-Za-z])",
        _keyed,
    ),
    reading(r"(?=[A-Za-z]*[0-9])[A-Z]{1,4}[0-9]+(?:-[A-Z0-9]+)*(?![A-Za-z0-9])", _mixed),
    reading(
        r"(?![0-9]+(?:[KMGT]B|KG|KM|CM|VA)(?![A-Za-z0-9]))"
        r"[0-9]+[A-Z]{1,3}[0-9]*(?:-[A-Z0-9]+)*(?![A-Za-z0-9])",
        _mixed,
    ),
)
