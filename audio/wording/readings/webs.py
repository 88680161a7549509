"""Web and mail addresses: their signs said by name."""

from __future__ import annotations

import re

from audio.wording.letters import spell_letters
from audio.wording.numbers import spell_digits
from audio.wording.pieces import Pieces, Reading, reading
from audio.wording.readings.words import read_word

_SIGNS: dict[str, str] = {
    ".": "titik",
    "@": "et",
    "/": "garis miring",
    "-": "strip",
    "_": "garis bawah",
}
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_ENDING = r"(?:id|com|org|net|info|gov|edu|co|io)"
_PARTS = re.compile(r"[A-Za-z]+|[0-9]+|[.@/_-]")


def _address(found: re.Match[str]) -> Pieces:
    return [_address_words(found["address"])]


def _address_words(address: str) -> str:
    return " ".join(filter(None, map(_part, _PARTS.findall(address))))


def _part(part: str) -> str:
    if part in _SIGNS:
        return _SIGNS[part]
    if part.isdigit():
        return spell_digits(part[:12])
    return spell_letters(part) if part.lower() in {"www", "id"} else read_word(part)


def _handle(found: re.Match[str]) -> Pieces:
    """ "@mpp_lahat": a name in a social network."""
    return [f"et {_address_words(found['address'])}"]


READINGS: tuple[Reading, ...] = (
    reading(r"@(?!Rp\.?\ ?[0-9])(?P<address>[A-Za-z][A-Za-z0-9_.]{1,40}[A-Za-z0-9_])", _handle),
    reading(
        rf"(?:(?i:https?)://)?(?P<address>(?:{_LABEL}(?:\.{_LABEL}){{0,4}}@)?"
        rf"{_LABEL}(?:\.{_LABEL}){{0,4}}\.{_ENDING}(?![A-Za-z0-9_-])(?:/[A-Za-z0-9_/-]{{0,40}})?)",
        _address,
    ),
)
