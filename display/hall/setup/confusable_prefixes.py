"""Prefixes that blur over loudspeakers: letters whose Indonesian names sound alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from display.journal import Service

# be ce de ge pe te ve we · em en · ef es · a ha ka
_ALIKE = ("BCDGPTVW", "MN", "FS", "AHK")


def alike_prefixes(services: Iterable[Service]) -> list[list[Service]]:
    """Return the groups of services whose prefixes are hard to tell apart by ear."""
    heard: dict[tuple[str, ...], list[Service]] = {}
    for service in services:
        if service.prefix:
            heard.setdefault(tuple(map(_sound, service.prefix)), []).append(service)
    return [group for group in heard.values() if len(group) > 1]


def _sound(letter: str) -> str:
    return next((group for group in _ALIKE if letter in group), letter)
