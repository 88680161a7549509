"""How reports write numbers, times and days: in Indonesian, and never finer than is known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from display.hall.reports import Period

WEEKDAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS: Final = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
NOTHING: Final = "–"
"""What stands where nothing was measured."""


def number(count: float) -> str:
    """Return a whole number with the Indonesian point: 2.190."""
    return f"{round(count):,}".replace(",", ".")


def percent(part: float, whole: float) -> str:
    """Return a share as ``4,2 %``; "–" of nothing."""
    return f"{100 * part / whole:.1f} %".replace(".", ",") if whole else NOTHING


def span(seconds: float | None) -> str:
    """Return about how long: ``40 detik``, ``8 menit``, ``1 jam 20 menit``; "–" for None."""
    if seconds is None:
        return NOTHING
    if seconds < 90:
        return f"{max(1, round(seconds))} detik"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} menit"
    hours, rest = divmod(minutes, 60)
    return f"{number(hours)} jam" + (f" {rest} menit" if rest else "")


def about(seconds: float | None) -> str:
    """Return a median as what it is, an estimate: ``sekitar 8 menit``; "–" for None."""
    return NOTHING if seconds is None else f"sekitar {span(seconds)}"


def hour(key: str) -> str:
    """Return an hour of the day: ``09.00–10.00``."""
    return f"{int(key):02d}.00–{int(key) + 1:02d}.00"


def day(moment: date, *, weekday: bool = False) -> str:
    """Return a date: ``2 November 2026``, with its weekday ``Senin, 2 November 2026``."""
    written = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    return f"{WEEKDAYS[moment.weekday()]}, {written}" if weekday else written


def brief_day(moment: date) -> str:
    """Return a date as there is room for it in a plot: ``2 Nov``."""
    return f"{moment.day} {MONTHS[moment.month - 1][:3]}"


def period(asked: Period) -> str:
    """Return which days a report is about."""
    if asked.kind == "month":
        return f"{MONTHS[asked.first.month - 1]} {asked.first.year}"
    if asked.first == asked.last:
        return day(asked.first, weekday=True)
    same_month = (asked.first.year, asked.first.month) == (asked.last.year, asked.last.month)
    first = str(asked.first.day) if same_month else day(asked.first)
    return f"{first}–{day(asked.last)}" if same_month else f"{first} sampai {day(asked.last)}"


def change(now: float, before: float) -> str:
    """Return how much more or less than before: ``+12 %``, ``−3 %``; "–" where there was none."""
    if not before:
        return NOTHING
    share = round(100 * (now - before) / before)
    return f"+{share} %" if share > 0 else f"−{-share} %" if share < 0 else "sama"
