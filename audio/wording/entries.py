"""Entries of the pronunciation dictionary: checked one by one, made one value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from audio.wording.cleaning import ACCENTED, clean, fold
from audio.wording.dictionary import Dictionary
from audio.wording.errors import WordingError
from audio.wording.letters import spell_letters
from audio.wording.readings.abbreviations import SPELLED
from audio.wording.readings.reader import read

SHORTEST_WRITTEN, LONGEST_WRITTEN = 2, 64  # one letter or figure would change counters and prefixes
LONGEST_SPOKEN = 200  # some 30 words: the full name of a public body twice over
_LETTER = rf"A-Za-z0-9{ACCENTED}"
# No stroke: the written form stands in a web address. It begins and ends where a word does.
_WRITTEN = re.compile(rf"(?=.*[A-Za-z])[{_LETTER}](?:[{_LETTER}'.&+ -]*[{_LETTER}])?")
_REMEMBERED = 16

# In small letters these are words or names ("sop buah", "Kai"): spelled in capitals alone.
_WORDS_IN_SMALL = {"BAP", "IBI", "IDI", "KAI", "SOP", "TIK"}
_SPELLED_IN_ANY_CASE = (SPELLED | {"DPMPTSP", "KIS"}) - _WORDS_IN_SMALL

SHIPPED: dict[str, str] = {
    **{written: spell_letters(written) for written in sorted(_SPELLED_IN_ANY_CASE)},
    "KTP-el": "ka te pe elektronik",
    "e-KTP": "e ka te pe",
    "Dukcapil": "Dukcapil",
    "Disdukcapil": "Disdukcapil",
    "Dinkes": "Dinkes",
    "Dinsos": "Dinsos",
    "Samsat": "Samsat",
    "Polri": "Polri",
    "Pemkab": "Pemkab",
    "Puskesmas": "Puskesmas",
    "SumselBabel": "Sumsel Babel",
    "Kemenag": "Kemenag",
    "Kominfo": "Kominfo",
    "Bapenda": "Bapenda",
    "Satpol PP": "Satpol pe pe",
    "wifi": "waifai",
    "wi-fi": "waifai",
    "website": "websait",
    "online": "onlain",
    "offline": "oflain",
    "barcode": "barkod",
    "QR code": "kiu ar kod",
}
"""What public bodies write and what is said for it: the dictionary that every hall begins with."""


def check_entry(written: str, spoken: str) -> str:
    """Return the words that ``spoken`` gives when it is said.

    Raises :class:`WordingError` with field "written" or "spoken".
    """
    _check_written(written)
    if len(spoken) > LONGEST_SPOKEN:
        raise WordingError("spoken", f"Ucapan paling panjang {LONGEST_SPOKEN} huruf.")
    words = _words(spoken)
    if not words:
        raise WordingError("spoken", "Tidak ada yang dapat diucapkan dalam ucapan ini.")
    return words


def make_dictionary(own: Mapping[str, str]) -> Dictionary:
    """Return the shipped entries with a hall's ``own`` over them; what cannot be said is left out.

    An own entry takes the place of the shipped one that differs in case alone.
    """
    return _make(tuple(sorted(own.items())))


@lru_cache(_REMEMBERED)
def _make(own: tuple[tuple[str, str], ...]) -> Dictionary:
    replaced = {written.lower() for written, _ in own}
    shipped = [pair for pair in SHIPPED.items() if pair[0].lower() not in replaced]
    worded = ((fold(written), _words(spoken)) for written, spoken in (*shipped, *own))
    return Dictionary(tuple((written, spoken) for written, spoken in worded if spoken))


def _check_written(written: str) -> None:
    if not SHORTEST_WRITTEN <= len(written) <= LONGEST_WRITTEN:
        message = f"Tulisan harus {SHORTEST_WRITTEN} sampai {LONGEST_WRITTEN} huruf."
        raise WordingError("written", message)
    if written != clean(written) or not _WRITTEN.fullmatch(fold(written)):
        raise WordingError(
            "written", "Tulisan harus berupa kata: huruf Latin, angka, titik, atau tanda hubung."
        )


def _words(spoken: str) -> str:
    """Return the spoken form as words in one row: a rest inside an entry would cut its clip."""
    return " ".join(phrase.text for phrase in read(spoken))
