"""How pages write times and browsers: in the hall's own time, in the staff's own words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from display.clock import now, parse
from display.web.edge.current import current_hall

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

# The first that a browser's own description holds; the order matters, as most claim to be others.
_BROWSERS = (
    *(("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet")),
    *(("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")),
)
_SYSTEMS = (
    *(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows")),
    *(("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")),
)


def current_zone() -> ZoneInfo:
    """Return the hall's time zone."""
    return ZoneInfo(current_hall().timezone)


def moment_words(zone: Callable[[], ZoneInfo]) -> Callable[[str], str]:
    """Return what writes a moment of the journal: ``09.42`` today, else ``3 Nov, 09.42``."""

    def words(text: str) -> str:
        at, today = parse(text).astimezone(zone()), now().astimezone(zone()).date()
        clock = f"{at:%H.%M}"
        if at.date() == today:
            return clock
        # The audit log reaches 400 days back: a day and month alone may be of either year.
        year = "" if at.year == today.year else f" {at.year}"
        return f"{at.day} {MONTHS[at.month - 1]}{year}, {clock}"

    return words


def day_words(day: date) -> str:
    """Return a day as staff say it: ``Senin, 23 Nov 2026``."""
    return f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def device_words(agent: str) -> str:
    """Return what a browser is, as its owner would say: ``Chrome di Windows``."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "Peramban lain")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return f"{browser} di {system}" if system else browser
