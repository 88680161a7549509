"""Dates: "17-08-2026", "17/8/26", "2026-08-17", "tanggal 17/8", "3 Agt 2026", "Senin–Jumat"."""

from __future__ import annotations

import re
from datetime import date

from audio.wording.figures import DASH, END
from audio.wording.numbers import spell_cardinal
from audio.wording.pieces import Pieces, Reading, reading

_YEAR = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
MONTHS: tuple[str, ...] = tuple(_YEAR.split())
DAYS: tuple[str, ...] = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_SHORT_MONTHS: dict[str, str] = {month[:3].lower(): month for month in MONTHS} | {
    "agt": "Agustus",
    "ags": "Agustus",
    "agust": "Agustus",
    "sept": "September",
    "nop": "November",
}
_SHORT = "|".join(sorted(_SHORT_MONTHS, key=len, reverse=True))
_LONG = "|".join(MONTHS)
_NAME = "|".join([*DAYS, "Jum'at", *MONTHS])


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
    groups = found.groupdict()
    year = groups.get("year")
    said = spell_date(int(found["day"]), int(found["month"]), int(year) if year else None)
    lead = groups.get("lead")
    return [f"{lead} {said}" if lead else said] if said else None


def _month(found: re.Match[str]) -> Pieces:
    """A day before a month's name: no leading zero is said, a short name in full."""
    name = _SHORT_MONTHS.get(found["name"].lower(), found["name"])
    days = [spell_cardinal(int(day)) for day in (found["first"], found["last"]) if day]
    return [f"{' sampai '.join(days)} {name}"]


def _span(found: re.Match[str]) -> Pieces:
    """Two dates with a dash between: the dash is *sampai*."""
    ends = [(found["from_day"], found["from_month"]), (found["to_day"], found["to_month"])]
    return [" sampai ".join(f"{spell_cardinal(int(day))} {month}" for day, month in ends)]


def _names(found: re.Match[str]) -> Pieces:
    return [f"{found[1]} sampai {found[2]}".replace("'", "")]


READINGS: tuple[Reading, ...] = (
    reading(
        rf"(?P<day>[0-9]{{1,2}})(?P<gap>[-/.])(?P<month>[0-9]{{1,2}})(?P=gap)(?P<year>[0-9]{{4}}){END}",
        _date,
    ),
    reading(rf"(?P<day>[0-9]{{1,2}})/(?P<month>[0-9]{{1,2}})/(?P<year>[0-9]{{2}}){END}", _date),
    reading(rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}}){END}", _date),
    reading(
        rf"(?P<lead>(?i:tanggal))\ (?P<day>[0-9]{{1,2}})[-/](?P<month>[0-9]{{1,2}}){END}(?![-/])",
        _date,
    ),
    reading(
        rf"(?P<from_day>[0-9]{{1,2}})\ (?P<from_month>{_LONG}){DASH}"
        rf"(?P<to_day>[0-9]{{1,2}})\ (?P<to_month>{_LONG}){END}",
        _span,
    ),
    reading(
        rf"(?:(?P<first>[0-9]{{1,2}}){DASH})?(?P<last>[0-9]{{1,2}})\ "
        rf"(?P<name>{_LONG}|(?i:{_SHORT})\b\.?(?<!\.)(?=\.?\ [0-9]{{4}})){END}",
        _month,
    ),
    reading(rf"({_NAME}){DASH}({_NAME}){END}", _names),
)
