"""Names of counters and services: how they are written in a sentence and how they are said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from audio.wording.cleaning import clean
from audio.wording.dictionary import EMPTY, Dictionary
from audio.wording.errors import WordingError
from audio.wording.readings.reader import say
from audio.wording.readings.words import is_word

# A place is a common noun inside a sentence ("menuju loket tiga"); other names keep their capital.
_PLACE_NAMES = (
    "apotek aula bilik booth farmasi gerai kamar kasir konter laboratorium lantai loket meja pintu"
    " poli poliklinik ruang ruangan teller"
)
_PLACES = frozenset(_PLACE_NAMES.split())
# "3", "3A", "A", "B-2", "II": a number or letter alone is a loket.
_BARE = re.compile(r"[A-Za-z]{0,2}[ -]?[0-9]{1,4}(?:[ -]?[A-Za-z])?|[A-Za-z]|(?=[IVX])[IVX]{1,5}")
_LEADING_ZEROS = re.compile(r"\b0+(?=[0-9])")
# A word in capitals that is read as a word is a small one in the middle of a sentence.
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_ROMAN_WORD = re.compile(r"[IVX]+")


# A hall has some dozens of names and says them all day.
_REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the middle of a sentence: ``caption`` as written, ``spoken`` as said."""

    caption: str
    spoken: str


@lru_cache(_REMEMBERED)
def read_counter(written: str, dictionary: Dictionary = EMPTY) -> Name:
    """Return "loket 3" / "loket tiga" for "Loket 3" and for "LOKET 3".

    A counter that is called by a number or letter alone ("3", "3A", "B") is a *loket*; leading
    zeros are shown but not said. A name in capitals ("RUANG SIDANG II") becomes small where it is
    words, its abbreviations and numerals stay. Raises :class:`WordingError` with field "counter"
    for a name without words.
    """
    caption = clean(written)
    if _BARE.fullmatch(caption):
        caption = f"loket {caption}"
    caption = _small(caption)
    spoken = say(_LEADING_ZEROS.sub("", caption), dictionary)
    if not spoken:
        raise WordingError("counter", "Nama loket harus mengandung huruf atau angka.")
    return Name(caption, spoken)


@lru_cache(_REMEMBERED)
def read_service(written: str, dictionary: Dictionary = EMPTY) -> Name | None:
    """Return a service's short name in a sentence, or None when there is nothing to say."""
    caption = clean(written)
    spoken = say(caption, dictionary)
    return Name(caption, spoken) if spoken else None


def _small(caption: str) -> str:
    if any(letter.islower() for letter in caption):
        first = caption.split(" ", 1)[0]
        return caption[:1].lower() + caption[1:] if first.lower() in _PLACES else caption
    # In capitals throughout: whether a word is a name can no longer be told, but a place can.
    if caption.split(" ", 1)[0].lower() not in _PLACES:
        return caption
    return _CAPITALS.sub(lambda word: word[0].lower() if _is_small(word[0]) else word[0], caption)


def _is_small(word: str) -> bool:
    return is_word(word) and not _ROMAN_WORD.fullmatch(word)
