"""Punctuation as rests and signs as words."""

from __future__ import annotations

import re

from audio.wording.pieces import COMMA, STOP, Pieces, Reading, reading

_SIGNS: dict[str, str] = {
    "&": "dan",
    "+": "plus",
    "%": "persen",
    "=": "sama dengan",
    "±": "kurang lebih",
    "×": "kali",
    "<": "kurang dari",
    ">": "lebih dari",
    "≤": "paling banyak",
    "≥": "paling sedikit",
    "°": "derajat",
    "$": "dolar",
    "€": "euro",
}


def _stop(found: re.Match[str]) -> Pieces:
    return [STOP]


def _comma(found: re.Match[str]) -> Pieces:
    return [COMMA]


def _sign(found: re.Match[str]) -> Pieces:
    return [_SIGNS[found[0]]]


def _either(found: re.Match[str]) -> Pieces:
    return ["atau"]


READINGS: tuple[Reading, ...] = (
    reading(r"\n\s*", _stop),
    reading(r"[.!?]+(?=[\s\"')\]}»”]|$|[A-Z])|…", _stop),
    reading(r"[-=+~*_\#<>%&]{2,}", _comma),  # a drawn line
    reading(r"[,;:()\[\]{}|–]|(?<=\ )-(?=\ )|/(?=\ ?RW)", _comma),
    reading(r"/(?=\ ?[A-Za-z])", _either),
    reading("|".join(re.escape(sign) for sign in _SIGNS), _sign),
)
