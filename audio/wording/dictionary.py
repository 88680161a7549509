"""The pronunciation dictionary: what a hall wants said for what is written.

A frozen value that is handed to :func:`word_text`, :func:`word_call` and :func:`call_phrases`. Its
entries are tried before every other reading, the longest first, and are found in any case; where
two differ in case alone, the one that is written so counts. The caption keeps the written form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    exact = dict(dictionary.entries)
    any_case = {written.lower(): spoken for written, spoken in dictionary.entries}

    def read(found: re.Match[str]) -> Pieces | None:
        said = exact.get(found[0]) or any_case.get(found[0].lower())
        return [said] if said else None

    written = _alternatives(any_case)
    return (Reading(re.compile(f"{_BEFORE}(?i:{written}){_AFTER}"), read),)


def _alternatives(written: Iterable[str]) -> str:
    """Return a pattern of all these, the longest first, that branches letter by letter.

    A plain row of hundreds would be tried from its first to its last at every word of a text.
    """
    branches: dict[str, list[str]] = {}
    for each in sorted(written):
        branches.setdefault(each[:1], []).append(each[1:])
    ends = "" in branches
    longer = [re.escape(first) + _alternatives(rest) for first, rest in branches.items() if first]
    if not longer:
        return ""
    return f"(?:{'|'.join(longer)}){'?' if ends else ''}"
