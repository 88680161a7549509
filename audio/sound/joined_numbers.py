"""Figures in one breath: "nol satu dua" from one clip where there is one, else from several.

The wording gives figures one by one, so that ten clips say every number. A voice that has the same
words as one clip says them quicker and no worse to a recogniser (docs/voices.md, "Numbers"); with
pairs a call is half a second shorter each time the number is said. No clip is needed for it: what
is missing is said figure by figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from audio.packs import Clip
    from audio.wording import Phrase

# Figures lie 70 ms apart, pieces of a number 30; a longer rest means something.
LONGEST_REST_MS = 70
LONGEST_RUN = 4


class Voice(Protocol):
    """Whoever knows which clips there are."""

    def find(self, text: str) -> Clip | None:
        """Return the clip that says exactly ``text``."""


def in_one_breath(phrases: Iterable[Phrase], voice: Voice) -> Iterator[Phrase]:
    """Yield ``phrases``, neighbours joined where ``voice`` has a clip of the joined words."""
    rest = list(phrases)
    while rest:
        joined, taken = _longest(rest, voice)
        yield joined
        rest = rest[taken:]


def _longest(rest: list[Phrase], voice: Voice) -> tuple[Phrase, int]:
    """Return the longest joined phrase that ``rest`` can begin with, and how many it joins."""
    for taken in range(min(_reach(rest), LONGEST_RUN), 1, -1):
        text = " ".join(phrase.text for phrase in rest[:taken])
        if voice.find(text) is not None:
            return replace(rest[taken - 1], text=text), taken
    return rest[0], 1


def _reach(rest: list[Phrase]) -> int:
    """Return how many phrases from the first on follow each other without a rest or a mark."""
    reach = 1
    for before, _ in pairwise(rest):
        if before.mark or before.pause_ms > LONGEST_REST_MS:
            break
        reach += 1
    return reach
