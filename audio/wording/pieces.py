"""What reading turns text into: words to say and breaks between them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from audio.wording.pauses import (
    BEFORE_NUMBER_MS,
    BETWEEN_DIGITS_MS,
    BETWEEN_GROUPS_MS,
    BREATH_MS,
    CALL_COMMA_MS,
    CALL_NUMBER_MS,
    CALL_REPEAT_MS,
    CALL_SERVICE_MS,
    CALL_STOP_MS,
    COMMA_MS,
    FULL_STOP_MS,
    SHORT_COMMA_MS,
)


class Break(NamedTuple):
    """A rest in speech: how long, and its mark in print. Of several in a row the longest counts."""

    pause_ms: int
    mark: str


Piece = str | Break
Pieces = list[Piece]

STOP = Break(FULL_STOP_MS, ".")
COMMA = Break(COMMA_MS, ",")
BREATH = Break(BREATH_MS, "")
JOIN = Break(BETWEEN_DIGITS_MS, "")
GROUP = Break(BETWEEN_GROUPS_MS, ",")
NUMBER = Break(BEFORE_NUMBER_MS, ",")
CALL_NUMBER = Break(CALL_NUMBER_MS, ",")
CALL_COMMA = Break(CALL_COMMA_MS, ",")
CALL_SERVICE = Break(CALL_SERVICE_MS, ",")
SHORT_COMMA = Break(SHORT_COMMA_MS, ",")
CALL_STOP = Break(CALL_STOP_MS, ".")
CALL_REPEAT = Break(CALL_REPEAT_MS, ".")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read: where ``pattern`` matches, ``read`` returns what is said, or None to pass.

    A pattern is tried only where a word, figure or mark begins.
    """

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Pieces | None]


def reading(pattern: str, read: Callable[[re.Match[str]], Pieces | None]) -> Reading:
    """Return a :class:`Reading` of a verbose pattern; figures are 0-9, whatever the script."""
    return Reading(re.compile(pattern, re.VERBOSE), read)


def text_before(found: re.Match[str], length: int = 80) -> str:
    """Return what is written before a match, at most ``length`` characters of it."""
    return found.string[max(0, found.start() - length) : found.start()]


def separated(groups: list[str], gap: Break = GROUP) -> Pieces:
    """Return the groups with a break between each two."""
    pieces: Pieces = []
    for group in groups:
        pieces += [group, gap]
    return pieces[:-1]
