"""Academic titles: "S.H.", "M.Si.", "S.Pd.I", "Sp.A." by their letters or short words.

What a name carries behind it is said as people read it aloud: "es ha", "em si", "es pe de".
"""

from __future__ import annotations

import re

from audio.wording.letters import spell_letters
from audio.wording.pieces import Pieces, Reading, reading
from audio.wording.readings.words import read_word

# Letters that people say as a word in a title; the others are spelled, vowels or not.
_WORDS = "Kom Kep Keb Sos Hum Ked Kes Hut Psi Ak Mat Farm Stat Si Fil Fis"
_AS_WORDS = frozenset(_WORDS.split())
_SPECIALISTS: dict[str, str] = {
    "A": "anak",
    "B": "bedah",
    "JP": "jantung",
    "KK": "kulit dan kelamin",
    "M": "mata",
    "OG": "obstetri dan ginekologi",
    "P": "paru",
    "PD": "penyakit dalam",
    "S": "saraf",
    "THT": "te ha te",
}
_BRANCHES = "|".join(sorted(_SPECIALISTS, key=len, reverse=True))
_PARTS = re.compile(r"[A-Z][a-z]*")


def _degree(found: re.Match[str]) -> Pieces:
    return [" ".join(map(_part, _PARTS.findall(found["degree"])))]


def _part(part: str) -> str:
    return read_word(part).lower() if part in _AS_WORDS else spell_letters(part)


def _specialist(found: re.Match[str]) -> Pieces:
    consultant = " konsultan" if found["consultant"] else ""
    return [f"spesialis {_SPECIALISTS[found['branch']]}{consultant}"]


READINGS: tuple[Reading, ...] = (
    reading(
        rf"Sp\.\ ?(?P<branch>{_BRANCHES})(?![A-Za-z0-9])\.?(?!\.)"
        r"(?P<consultant>\ ?\(K\))?",
        _specialist,
    ),
    reading(
        r"(?P<degree>[SMAD]\.[A-Z][a-z]{1,4}(?:\.[A-Z][a-z]{0,3})?)(?![A-Za-z0-9])"
        r"(?:\.(?=\ ?[,.;)]|\ [a-z]|\s*$))?",
        _degree,
    ),
)
