"""How much of what was said was heard: character errors, and the parts of a call.

A part (letter, number, counter, service) counts as understood when the true value is nearer to what
was heard than every other candidate: 26 letters, 000 to 999, counters 1 to 12, six services.
Compared are letters without spaces; figures are read as figures or as a number, whichever is nearer
("A012" is right for "A, nol satu dua"), single letters by their names, capitals either way.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import islice, product

import numpy
from numpy.typing import NDArray

from audio.wording.letters import LETTER_NAMES, spell_letters
from audio.wording.numbers import spell_cardinal, spell_digits
from audio.wording.readings.roman import roman_value
from tests.bench.recognise.calls import COUNTERS, SERVICES, BalancedCall

PARTS = ("letter", "number", "counter", "service")
_CANDIDATES: dict[str, list[str | int]] = {
    "letter": [*LETTER_NAMES],
    "number": [f"{number:03}" for number in range(1000)],
    "counter": [*range(1, COUNTERS + 1)],
    "service": [*SERVICES],
}
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_TOKEN = re.compile(r"[0-9]+|[a-z]+", re.IGNORECASE)
_SPELLED = re.compile(r"[b-df-hj-np-tv-z]{2,}", re.IGNORECASE)
_CAPITALS = re.compile(r"[A-Z]{3,12}")
_ROMAN = re.compile(r"(?=..)X{0,3}(?:IX|IV|V?I{1,3})")  # "Sembilan II": sembilan dua was heard
_MOST_READINGS = 64

Row = NDArray[numpy.int32]


@dataclass(frozen=True, slots=True)
class Score:
    """What was heard of one sentence; ``wrong`` are the parts that were not understood."""

    said: str
    heard: str
    errors: int
    length: int
    wrong: tuple[str, ...] = ()


def score_text(spoken: str, heard: str) -> Score:
    """Compare a free text with what was heard of it."""
    truth = bare(spoken)
    _, errors = _nearest_reading(truth, heard)
    return Score(spoken, heard, errors, len(truth))


def score_call(call: BalancedCall, repeats: int, heard: str) -> Score:
    """Compare a call, its parts too, with what was heard of it."""
    truth = bare(call.sentence(repeats).spoken)
    reading, errors = _nearest_reading(truth, heard)
    wrong = tuple(part for part in PARTS if not _understood(call, part, repeats, reading))
    return Score(call.sentence(repeats).spoken, heard, errors, len(truth), wrong)


def bare(text: str) -> str:
    """Return ``text``, which has no figures, in small letters a to z; single letters by name."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(_said(word)[0] for word in _WORD.findall(plain)).replace(" ", "").lower()


def readings(heard: str) -> list[str]:
    """Return what was heard with its figures read as figures or as a number, in every mixture."""
    plain = unicodedata.normalize("NFKD", re.sub(r"(?<=\d)[.,](?=\d)", "", heard))
    said = [_said(token) for token in _TOKEN.findall(plain.replace(".", ""))]
    return [bare(" ".join(words)) for words in islice(product(*said), _MOST_READINGS)]


def distance(truth: str, heard: str) -> int:
    """Return the least number of letters to add, drop or change."""
    return int(_row(truth, heard)[-1])


def _said(token: str) -> tuple[str, ...]:
    if token.isdigit():
        return tuple(dict.fromkeys((spell_digits(token), spell_cardinal(int(token[:15])))))
    if _ROMAN.fullmatch(token):
        return (token, spell_cardinal(roman_value(token)))
    if len(token) == 1 or _SPELLED.fullmatch(token):
        return (spell_letters(token),)
    if _CAPITALS.fullmatch(token):
        return (token, spell_letters(token))  # "DEPMPTSP" was heard letter by letter
    return (token,)


def _nearest_reading(truth: str, heard: str) -> tuple[str, int]:
    return min(((each, distance(truth, each)) for each in readings(heard)), key=lambda it: it[1])


def _understood(call: BalancedCall, part: str, repeats: int, heard: str) -> bool:
    """Whether the true value of ``part`` is nearer to ``heard`` than any other candidate."""

    def errors(value: str | int) -> int:
        other = replace(call, **{part: value})
        return distance(bare(other.sentence(repeats).spoken), heard)

    true = getattr(call, part)
    least = errors(true)
    return all(errors(other) > least for other in _CANDIDATES[part] if other != true)


def _row(truth: str, heard: str) -> Row:
    """Return the last row of the table of Levenshtein."""
    letters = numpy.frombuffer(heard.encode(), numpy.uint8)
    steps = numpy.arange(len(letters) + 1, dtype=numpy.int32)
    row = steps.copy()
    for letter in truth.encode():
        best = numpy.minimum(row[:-1] + (letters != letter), row[1:] + 1)
        row = numpy.concatenate([[row[0] + 1], best])
        row = numpy.minimum.accumulate(row - steps) + steps  # letters added from the left
    return row
