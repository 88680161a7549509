"""How pages write times and browsers: in the hall's own time, in the staff's own words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from display.clock import now, parse

if TYPE_CHECKING:
    from display.journal import Hall
    from display.parts import Parts

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")

# The first that a browser's own description holds; the order matters, as most claim to be others.
_BROWSERS = (
    *(("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet")),
    *(("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")),
)
_SYSTEMS = (
    *(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows")),
    *(("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")),
)


def hall_of(parts: Parts) -> Callable[[], Hall]:
    """Return what tells the hall; it is read once, when first asked for, as it never changes."""

    @cache
    def hall() -> Hall:
        return next(hall for hall in parts.journal.halls() if hall.id == parts.hall.id)

    return hall


def zone_of(parts: Parts) -> Callable[[], ZoneInfo]:
    """Return what tells the hall's time zone."""
    hall = hall_of(parts)
    return lambda: ZoneInfo(hall().timezone)


def moment_words(zone: Callable[[], ZoneInfo]) -> Callable[[str], str]:
    """Return what writes a moment of the journal: ``09.42`` today, else ``3 Nov, 09.42``."""

    def words(text: str) -> str:
        at, today = parse(text).astimezone(zone()), now().astimezone(zone()).date()
        clock = f"{at:%H.%M}"
        if at.date() == today:
            return clock
        year = "" if at.year == today.year else f" {at.year}"
        return f"{at.day} {MONTHS[at.month - 1]}{year}, {clock}"

    return words


def device_words(agent: str) -> str:
    """Return what a browser is, as its owner would say: ``Chrome di Windows``."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "Peramban lain")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return f"{browser} di {system}" if system else browser
