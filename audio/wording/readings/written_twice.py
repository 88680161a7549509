"""Amounts written twice, "3 (tiga) hari", "Rp50.000 (lima puluh ribu rupiah)": said once."""

from __future__ import annotations

import re

from audio.wording.readings.figures import AMOUNT, spell_amount

_TWICE = re.compile(
    rf"(?P<number>(?<![0-9A-Za-z.,/-]){AMOUNT}|(?<=Rp){AMOUNT}|(?<=Rp\ ){AMOUNT})"
    r"(?P<after>,-|\ ?%)?\ ?\((?P<words>[A-Za-z ]{2,120})\)"
)
_UNITS_IN_WORDS = re.compile(r"\ ?\b(?:rupiah|persen)$")
_TURNED = re.compile(r"\b(?P<words>[A-Za-z]+(?: [A-Za-z]+){0,4}) ?\((?P<number>[0-9]{1,4})\)")


def said_once(text: str) -> str:
    """Return ``text`` without the words in brackets that repeat the figures before them.

    Words that say another number stay: whoever hears both can ask.
    """
    return _TURNED.sub(_turned, _TWICE.sub(_once, text)) if "(" in text else text


def _once(found: re.Match[str]) -> str:
    words = _UNITS_IN_WORDS.sub("", " ".join(found["words"].lower().split()))
    said = spell_amount(found["number"].removesuffix(",00"))
    if words.replace(" ", "") != said.replace(" ", ""):  # "30 (tigapuluh)"
        return found[0]
    return f"{found['number']}{found['after'] or ''}"


def _turned(found: re.Match[str]) -> str:
    """ "dua (2) lembar": the figures repeat the words."""
    same = f" {found['words'].lower()}".endswith(f" {spell_amount(found['number'])}")
    return found["words"] if same else found[0]
