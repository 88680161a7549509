"""Time zones by the names that people use: Indonesia's three, and every one of IANA."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

INDONESIAN: Final = {
    "WIB": "Asia/Jakarta",
    "WITA": "Asia/Makassar",
    "WIT": "Asia/Jayapura",
}
"""What Indonesia calls its zones -> their names."""


def read_zone(written: str) -> str:
    """Return the name of a time zone, written as ``WITA`` or ``Asia/Makassar``.

    Raises ``ValueError`` for a zone that nobody knows.
    """
    name = INDONESIAN.get(written.strip().upper(), written.strip())
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        message = f"there is no time zone {written!r}; say WIB, WITA, WIT or a name of IANA"
        raise ValueError(message) from None
    return name


def zone_words(name: str) -> str:
    """Return what Indonesia calls a zone: ``WITA``; another keeps its name."""
    return next((short for short, zone in INDONESIAN.items() if zone == name), name)
