"""Punctuation as rests and signs as words."""

from __future__ import annotations

import re

from audio.wording.pieces import COMMA, STOP, Pieces, Reading, reading, text_before

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
    """ "asli/fotokopi" leaves the choice."""
    return ["atau"]


def _handle(found: re.Match[str]) -> Pieces:
    return ["et"]


def _each(found: re.Match[str]) -> Pieces:
    """ "@ Rp5.000": so much apiece."""
    return ["masing-masing"]


def _tag(found: re.Match[str]) -> Pieces:
    return ["tagar"]


def _number(found: re.Match[str]) -> Pieces:
    return ["nomor"]


def _until(found: re.Match[str]) -> Pieces:
    """ "08.00-selesai"."""
    return ["sampai"]


def _key(found: re.Match[str]) -> Pieces | None:
    """ "tekan #": a key of a telephone, elsewhere a mark that nobody says."""
    if not re.search(r"(?i:\b(?:tekan|tanda|tombol|pencet))\ $", text_before(found, 12)):
        return None
    return ["pagar" if found[0] == "#" else "bintang"]


def _about(found: re.Match[str]) -> Pieces:
    return ["kurang lebih"]


def _result(found: re.Match[str]) -> Pieces:
    """ "HIV (-)": a result, unless it is written out before."""
    if re.search(r"(?i:positif|negatif)\ $", text_before(found, 12)):
        return [COMMA]
    return ["positif" if found[1] == "+" else "negatif"]


READINGS: tuple[Reading, ...] = (
    reading(r"\n\s*", _stop),
    reading(r"\(([+-])\)", _result),
    reading(r"\+/-\ ?(?=[0-9])", _about),
    reading(r"[-–](?=\ ?(?:selesai|habis)\b)", _until),
    reading(r"[*\#](?![A-Za-z0-9*\#])", _key),
    reading(r"[.!?]+(?=[\s\"')\]}»”]|$|[A-Z])|…", _stop),
    reading(r"[-=+~*_\#<>%&]{2,}", _comma),  # a drawn line
    reading(r"[,;:()\[\]{}|–]|(?<=\ )-(?=\ )|/(?=\ ?RW)", _comma),
    reading(r"(?<=[a-z])/(?=[a-z])", _either),
    reading(r"/(?=\ ?[A-Za-z0-9])|[•·▪●→]", _comma),
    reading(r"@(?=\ ?(?:[0-9]|Rp))", _each),
    reading(r"@(?=[A-Za-z])", _handle),
    reading(r"\#(?=[A-Za-z])", _tag),
    reading(r"\#(?=\ ?[0-9])", _number),
    reading(r"[~≈]\ ?(?=[0-9])", _about),
    reading("|".join(re.escape(sign) for sign in _SIGNS), _sign),
)
