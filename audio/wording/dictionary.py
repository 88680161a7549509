"""The pronunciation dictionary: what a hall wants said for what is written.

A frozen value that is handed to :func:`word_text`, :func:`word_call` and :func:`call_phrases`. Its
entries are tried before every other reading, the longest first. An entry in small letters is found
in any case, any other only as it is written. The caption keeps the written form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from audio.wording.pieces import Pieces, Reading

# Within a word or a web address nothing is replaced.
_BEFORE, _AFTER = r"(?<![A-Za-z0-9@._])", r"(?![A-Za-z0-9@_]|\.[A-Za-z0-9])"
_REMEMBERED = 16  # dictionaries in use at once: one per hall, and its last change


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Pairs of a written form and the words that are said for it.

    The written form is in the plain characters that readings know, the spoken one in words that a
    voice can say; :func:`make_dictionary` makes both so.
    """

    entries: tuple[tuple[str, str], ...] = ()


EMPTY = Dictionary()


@lru_cache(_REMEMBERED)
def dictionary_readings(dictionary: Dictionary) -> tuple[Reading, ...]:
    """Return the reading of the dictionary's entries; none for an empty one."""
    if not dictionary.entries:
        return ()
    said = dict(dictionary.entries)

    def read(found: re.Match[str]) -> Pieces:
        return [said[found[0]] if found[0] in said else said[found[0].lower()]]

    longest_first = sorted(said, key=len, reverse=True)
    written = "|".join(map(_pattern, longest_first))
    return (Reading(re.compile(f"{_BEFORE}(?:{written}){_AFTER}"), read),)


def _pattern(written: str) -> str:
    return f"(?i:{re.escape(written)})" if written == written.lower() else re.escape(written)
