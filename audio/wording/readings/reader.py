"""The one parse of written text into what is said: every kind of reading, tried in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from audio.wording.cleaning import fold, tidy
from audio.wording.dictionary import EMPTY, Dictionary, dictionary_readings
from audio.wording.pieces import BREATH, STOP, Break, Piece, Pieces, Reading
from audio.wording.readings import (
    abbreviations,
    clocks,
    codes,
    dates,
    figures,
    money,
    phones,
    roman,
    symbols,
    titles,
    webs,
    words,
)
from audio.wording.readings.written_twice import said_once
from audio.wording.sentence import Phrase

# The first that matches wins, so the particular stand before the general: a date before a time,
# a time before a number, an abbreviation before a word.
_READINGS: tuple[Reading, ...] = (
    *words.PLAIN,
    *webs.READINGS,
    *titles.READINGS,
    *codes.NUMBERED,
    *abbreviations.READINGS,
    *roman.READINGS,
    *money.READINGS,
    *dates.READINGS,
    *clocks.READINGS,
    *phones.READINGS,
    *codes.READINGS,
    *figures.READINGS,
    *words.READINGS,
    *symbols.READINGS,
)
# A clause longer than this has no breath in it; the embedded voice takes about 60 words at once.
_BREATH_WORDS = 22
_SHORTEST_CLAUSE = 8
_JOINING = (
    "agar atau dan dengan hingga karena kepada ketika maka namun pada sampai sebelum sehingga serta"
    " setelah tetapi untuk yang"
)
_CONJUNCTIONS = frozenset(_JOINING.split())


def read(text: str, dictionary: Dictionary = EMPTY) -> list[Phrase]:
    """Return what is said of ``text``, clause by clause; empty when there is nothing to say.

    The pause of the last phrase is that of a full stop.
    """
    phrases: list[Phrase] = []
    spoken: list[str] = []
    for piece in [*_pieces(said_once(fold(tidy(text))), dictionary), STOP]:
        if isinstance(piece, str):
            spoken += piece.split()
        elif spoken:
            phrases += _clauses(spoken, piece)
            spoken = []
        elif phrases and piece.pause_ms > phrases[-1].pause_ms:
            phrases[-1] = replace(phrases[-1], pause_ms=piece.pause_ms, mark=piece.mark)
    return phrases


def say(text: str, dictionary: Dictionary = EMPTY) -> str:
    """Return what is said of a name, in one phrase: rests become commas; "" for nothing."""
    return ", ".join(phrase.text for phrase in read(text, dictionary))


def _pieces(text: str, dictionary: Dictionary) -> Pieces:
    """Read from left to right; what no reading knows is passed over. Signs alone say nothing."""
    pieces: Pieces = []
    readings = (*dictionary_readings(dictionary), *_READINGS)
    worded, position = False, 0
    while position < len(text):
        kind, match, said = _read_at(readings, text, position)
        pieces += said
        worded = worded or (kind not in symbols.READINGS and any(map(_is_word, said)))
        position = match.end() if match else position + 1
    return pieces if worded else []


def _read_at(
    readings: tuple[Reading, ...], text: str, position: int
) -> tuple[Reading | None, re.Match[str] | None, Pieces]:
    """Return the first reading that makes something of the text here, its match, what is said."""
    for kind in readings:
        match = kind.pattern.match(text, position)
        if match and match.end() > position:
            said = kind.read(match)
            if said is not None:
                return kind, match, said
    return None, None, []


def _is_word(piece: Piece) -> bool:
    return isinstance(piece, str) and piece != ""


def _clauses(said: list[str], end: Break) -> Iterator[Phrase]:
    """Cut a clause that is too long for one breath, before a conjunction where there is one."""
    while len(said) > _BREATH_WORDS:
        cut = _cut(said)
        yield Phrase(" ".join(said[:cut]), BREATH.pause_ms, BREATH.mark)
        said = said[cut:]
    yield Phrase(" ".join(said), end.pause_ms, end.mark)


def _cut(said: list[str]) -> int:
    for cut in range(_BREATH_WORDS, _SHORTEST_CLAUSE, -1):
        if said[cut] in _CONJUNCTIONS:
            return cut
    return _BREATH_WORDS
