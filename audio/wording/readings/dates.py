"""Dates: "17-08-2026", "17/8/26", "tgl 17/8", "3 Agt. 2026", "Sen–Jum", "Jan-Mar", "1447 H"."""

from __future__ import annotations

import re
from datetime import date

from audio.wording.numbers import spell_cardinal
from audio.wording.pieces import COMMA, Pieces, Reading, reading, separated, text_before
from audio.wording.readings.figures import DASH, END

_YEAR = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
MONTHS: tuple[str, ...] = tuple(_YEAR.split())
DAYS: tuple[str, ...] = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_SHORT_MONTHS: dict[str, str] = {month[:3].lower(): month for month in MONTHS} | {
    "agt": "Agustus",
    "ags": "Agustus",
    "agust": "Agustus",
    "sept": "September",
    "nop": "November",
    "peb": "Februari",
    "agst": "Agustus",
}
# As they were spelled once, and still are on many a notice.
_OLD_MONTHS: dict[str, str] = {"pebruari": "Februari", "nopember": "November"}
_SHORT_DAYS: dict[str, str] = (
    {day[:3]: day for day in DAYS}
    | {
        "Sn": "Senin",
        "Sl": "Selasa",
        "Rb": "Rabu",
        "Km": "Kamis",
        "Jm": "Jumat",
        "Sb": "Sabtu",
        "Mg": "Minggu",
        "Jum'at": "Jumat",
        "Ahad": "Ahad",
    }
    | {day: day for day in DAYS}
)
_ERAS: dict[str, str] = {"H": "Hijriah", "M": "Masehi", "SM": "sebelum Masehi"}
_SHORT = "|".join(
    f"{name.capitalize()}|{name.upper()}" for name in sorted(_SHORT_MONTHS, key=len, reverse=True)
)
_OLD = "|".join(f"{month.capitalize()}|{month.upper()}" for month in _OLD_MONTHS)
_LONG = "|".join(f"{month}|{month.upper()}" for month in MONTHS) + f"|{_OLD}"
_MONTH = rf"(?:{_LONG}|(?:{_SHORT})(?![A-Za-z])\.?)"
_DAY_NAME = "|".join(sorted(_SHORT_DAYS, key=len, reverse=True))
_DATED = re.compile(
    rf"(?i:\b(?:tanggal|tgl\.?|tertanggal|{'|'.join(DAYS)}|jum'at),?)\ $|\b(?:{_DAY_NAME})\.?,\ $"
)
_MONTH_BEFORE = (
    r"(?i:\b(?:bulan|bln\.?|awal|akhir|pertengahan|medio|sejak|minggu\ ke-?\ ?[0-9IV]+))"
)
# A short name is a month beside a figure or another month; alone it may be a person (Jan, Mei).
_TO = rf"(?:{DASH}|\ (?:s\.?d\.?|s/d|sampai|hingga)\ )"


def spell_date(day: int, month: int, year: int | None) -> str | None:
    """Return a date in words, or None when the calendar does not hold it."""
    full = year if year is None or year > 99 else 2000 + year
    try:
        date(full or 2024, month, day)  # a leap year holds every day that a year can have
    except ValueError:
        return None
    said = f"{spell_cardinal(day)} {MONTHS[month - 1]}"
    return said if full is None else f"{said} {spell_cardinal(full)}"


def _date(found: re.Match[str]) -> Pieces | None:
    year = found.groupdict().get("year")
    said = spell_date(int(found["day"]), int(found["month"]), int(year) if year else None)
    return [said] if said else None


def _short_date(found: re.Match[str]) -> Pieces | None:
    """ "tgl 17/8", "Senin, 17/8": only there a stroke or dash parts day and month."""
    if not _DATED.search(text_before(found, 24)):
        return None
    if "-" in found[0] and "0" not in (found["day"][0], found["month"][0]):
        return None  # "tanggal 1-5 tiap bulan"
    return _date(found)


def _month_name(written: str) -> str:
    """Return a month's full name for "Sept.", "DES" or "Agustus"."""
    bare = written.rstrip(".")
    return (_SHORT_MONTHS | _OLD_MONTHS).get(bare.lower(), bare.capitalize())


def _joint(to: str) -> str:
    return "sampai dengan" if "s" in to and "sampai" not in to else "sampai"


def _month(found: re.Match[str]) -> Pieces:
    """A day before a month's name: no leading zero is said, a short name in full."""
    days = [spell_cardinal(int(day)) for day in (found["first"], found["last"]) if day]
    return [f"{' sampai '.join(days)} {_month_name(found['name'])}"]


def _span(found: re.Match[str]) -> Pieces:
    """Two dates with a dash between: the dash is *sampai*."""
    first = f"{spell_cardinal(int(found['from_day']))} {_month_name(found['from_month'])}"
    if found["from_year"]:
        first += f" {spell_cardinal(int(found['from_year']))}"
    last = f"{spell_cardinal(int(found['to_day']))} {_month_name(found['to_month'])}"
    return [f"{first} {_joint(found['to'])} {last}"]


def _months(found: re.Match[str]) -> Pieces:
    first = _month_name(found["first"])
    if found["year"]:
        first += f" {spell_cardinal(int(found['year']))}"
    return [f"{first} {_joint(found['to'])} {_month_name(found['last'])}"]


def _listed_month(found: re.Match[str]) -> Pieces | None:
    """ "bulan Feb dan Agt.", "akhir Sept.": a month beside another, or after the word."""
    before = text_before(found, 24)
    if not re.search(rf"{_MONTH_BEFORE}\ $|(?:{_SHORT})\.?(?:,|\ dan|\ &)\ $", before):
        return None
    return [_month_name(found["name"])]


def _month_alone(found: re.Match[str]) -> Pieces:
    """ "Des. 2026", "Feb. dan Agt.": the dot or the year tells that it is a month."""
    return [_month_name(found["name"])]


def _days(found: re.Match[str]) -> Pieces:
    names = [_SHORT_DAYS[name] for name in (found["first"], found["last"])]
    return [f"{names[0]} {_joint(found['to'])} {names[1]}"]


def _day_list(found: re.Match[str]) -> Pieces:
    names = [_SHORT_DAYS[name] for name in re.findall(_DAY_NAME, found[0])]
    if "&" in found[0]:
        return [" dan ".join(names)]
    return separated(names, COMMA)


def _day(found: re.Match[str]) -> Pieces:
    """ "Jum, 4 Des": a short day before its date."""
    return [_SHORT_DAYS[found["name"]]]


def _era(found: re.Match[str]) -> Pieces | None:
    """ "1447 H": a year of an era; "150 H" without a word before it is anything."""
    if len(found["year"]) < 4 and not re.search(r"(?i:tahun|abad|th\.?)\ $", text_before(found)):
        return None
    return [f"{spell_cardinal(int(found['year']))} {_ERAS[found['era']]}"]


def _era_behind(found: re.Match[str]) -> Pieces | None:
    """ "abad ke-5 SM", "12-05-1990 M": an era behind what is no bare year."""
    before = re.search(
        r"(?i:(?:abad|tahun)\ (?:ke-)?[0-9IVX]+|[-/ ][12][0-9]{3})\ $", text_before(found, 24)
    )
    return [_ERAS[found["era"]]] if before else None


def _short_span(found: re.Match[str]) -> Pieces | None:
    """ "tgl 15/11-20/11"."""
    if not _DATED.search(text_before(found, 24)):
        return None
    ends = [list(map(int, found[end].split("/"))) for end in ("first", "last")]
    said = [spell_date(day, month, None) for day, month in ends]
    return [f"{said[0]} {_joint(found['to'])} {said[1]}"] if all(said) else None


def _years(found: re.Match[str]) -> Pieces | None:
    """ "2026/2027": two years, one after the other."""
    first, last = int(found["first"]), int(found["last"])
    return separated([spell_cardinal(first), spell_cardinal(last)]) if last == first + 1 else None


READINGS: tuple[Reading, ...] = (
    reading(
        rf"(?P<day>[0-9]{{1,2}})(?P<gap>[-/.])(?P<month>[0-9]{{1,2}})(?P=gap)(?P<year>[0-9]{{4}}){END}",
        _date,
    ),
    reading(rf"(?P<day>[0-9]{{1,2}})/(?P<month>[0-9]{{1,2}})/(?P<year>[0-9]{{2}}){END}", _date),
    reading(rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}}){END}", _date),
    reading(
        rf"(?P<first>[0-9]{{1,2}}/[0-9]{{1,2}})(?P<to>{_TO})(?P<last>[0-9]{{1,2}}/[0-9]{{1,2}})"
        rf"{END}(?!/)",
        _short_span,
    ),
    reading(
        rf"(?P<day>[0-9]{{1,2}})[-/](?P<month>[0-9]{{1,2}}){END}(?![-/])",
        _short_date,
    ),
    reading(rf"(?P<year>[1-9][0-9]{{2,3}})\ ?(?P<era>SM|H|M){END}(?!\.[A-Za-z])", _era),
    reading(rf"(?P<era>SM|H|M){END}(?!\.[A-Za-z])", _era_behind),
    reading(rf"(?P<first>[12][0-9]{{3}})/(?P<last>[12][0-9]{{3}}){END}(?!/)", _years),
    reading(
        rf"(?P<from_day>[0-9]{{1,2}})\ (?P<from_month>{_MONTH})(?:\ (?P<from_year>[0-9]{{4}}))?"
        rf"(?P<to>{_TO})(?P<to_day>[0-9]{{1,2}})\ (?P<to_month>{_MONTH})(?<!\.\.){END}",
        _span,
    ),
    reading(
        rf"(?:(?P<first>[0-9]{{1,2}}){DASH})?(?P<last>[0-9]{{1,2}})[\ -]"
        rf"(?P<name>{_LONG}|(?:{_SHORT})(?![A-Za-z])(?:\.(?=\ ?[0-9a-z,]))?)(?![A-Za-z])-?",
        _month,
    ),
    reading(
        rf"(?P<first>{_MONTH})(?:\ (?P<year>[0-9]{{4}}))?(?P<to>{_TO})(?P<last>{_MONTH})"
        r"(?![A-Za-z])",
        _months,
    ),
    reading(rf"(?P<name>(?:{_SHORT})\.?)(?=\ ?[12][0-9]{{3}}(?![0-9]))", _month_alone),
    reading(rf"(?P<name>(?:{_SHORT})\.)(?=\ (?:dan|s\.d\.|sampai|hingga|&)\ |,)", _month_alone),
    reading(
        rf"(?P<name>(?:{_SHORT})\.?(?=\ ?[,&]|\ (?:dan|s/d|s\.?d\.|sampai|hingga)\ )"
        rf"|(?:{_SHORT})\.?(?=$|\.|,))",
        _listed_month,
    ),
    reading(
        rf"(?P<first>{_DAY_NAME})\.?(?P<to>{_TO})(?P<last>{_DAY_NAME}){END}(?:\.(?=\ ?[0-9]))?",
        _days,
    ),
    reading(rf"(?P<name>{_OLD}){END}", _month_alone),
    reading(rf"(?P<name>{_DAY_NAME})\.?(?=,\ ?[0-9]{{1,2}}[-/ ])", _day),
    reading(
        rf"(?P<name>{_DAY_NAME})\.(?=\ ?[0-9]{{1,2}}(?:[.:][0-9]{{2}}|[-/][0-9]|\ {_MONTH}))", _day
    ),
    reading(rf"(?:{_DAY_NAME})(?:(?:,\ ?|/|\ ?&\ ?)(?:{_DAY_NAME}))+{END}", _day_list),
)
