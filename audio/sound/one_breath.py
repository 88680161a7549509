"""Phrases in one breath: "nol satu dua" from one clip where there is one, else from several.

The wording gives figures one by one, so that ten clips say every number. A voice that has the same
words as one clip says them as people do: quicker, and no worse to a recogniser (docs/voices.md,
"Numbers"). So it is with phrases that only a comma parts, as "Sekali lagi, nomor antrean A". No
clip is needed for it: what is missing is said phrase by phrase.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from audio.wording import in_print

if TYPE_CHECKING:
    from audio.packs import Clip
    from audio.wording import Phrase

# Figures lie 70 ms apart, pieces of a number 30; a longer rest without a comma means something.
LONGEST_REST_MS = 70
LONGEST_RUN = 4


class Voice(Protocol):
    """Whoever knows which clips there are."""

    def find(self, text: str) -> Clip | None:
        """Return the clip that says exactly ``text``."""


def in_one_breath(phrases: Iterable[Phrase], voice: Voice) -> Iterator[Phrase]:
    """Yield ``phrases``, neighbours joined where ``voice`` has a clip of the joined words.

    A clip that joins over a comma has the comma in its text, as it is printed.
    """
    rest = list(phrases)
    while rest:
        joined, taken = _longest(rest, voice)
        yield joined
        rest = rest[taken:]


def _longest(rest: list[Phrase], voice: Voice) -> tuple[Phrase, int]:
    """Return the longest joined phrase that ``rest`` can begin with, and how many it joins."""
    for taken in range(min(_reach(rest), LONGEST_RUN), 1, -1):
        last = rest[taken - 1]
        text = in_print(rest[:taken]).removesuffix(last.mark)
        if voice.find(text) is not None:
            return replace(last, text=text), taken
    return rest[0], 1


def _reach(rest: list[Phrase]) -> int:
    """Return how many phrases may be joined: two over a comma, else all without a rest or mark.

    Of what no voice has a clip nothing is looked up: a call is measured often.
    """
    if rest[0].mark == ",":
        return min(2, len(rest))
    reach = 1
    for before, _ in pairwise(rest):
        if before.mark or before.pause_ms > LONGEST_REST_MS:
            break
        reach += 1
    return reach
