"""Money: "Rp50.000", "Rp 1.250.500,-", "Rp2,5 juta", "Rp10.000–20.000", "USD 5"."""

from __future__ import annotations

import re

from audio.wording.figures import AMOUNT, DASH, is_range, spell_amount
from audio.wording.pieces import Pieces, Reading, reading

_SCALES: dict[str, str] = {
    "ribu": "ribu",
    "rb": "ribu",
    "juta": "juta",
    "jt": "juta",
    "miliar": "miliar",
    "milyar": "miliar",
    "m": "miliar",
    "triliun": "triliun",
    "t": "triliun",
}
_CURRENCIES: dict[str, str] = {
    "rp": "rupiah",
    "idr": "rupiah",
    "us$": "dolar Amerika",
    "usd": "dolar Amerika",
    "$": "dolar",
    "€": "euro",
}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_CENTS = re.compile(r",(?:00|-)$")


def _money(found: re.Match[str]) -> Pieces | None:
    first, last = found["first"], found["last"]
    if last and not is_range(_whole(first), _whole(last)):
        return None
    scale = _SCALES.get((found["scale"] or "").lower(), "")
    amounts = " sampai ".join(spell_amount(_whole(part)) for part in (first, last) if part)
    currency = _CURRENCIES[found["currency"].lower().rstrip(".")]
    return [" ".join(part for part in (amounts, scale, currency) if part)]


def _whole(written: str) -> str:
    return _CENTS.sub("", written)


READINGS: tuple[Reading, ...] = (
    reading(
        rf"(?P<currency>(?i:rp\.?|idr|us\$|usd|\$|€))\ ?(?P<first>{AMOUNT})"
        rf"(?:{DASH}(?:(?i:rp)\.?\ ?)?(?P<last>{AMOUNT}))?(?:,-+)?"
        rf"(?:\ ?(?P<scale>(?i:{_SCALE}))(?![A-Za-z0-9]))?",
        _money,
    ),
    reading(r"(?i:rp)\.?(?![A-Za-z0-9])", lambda _found: ["rupiah"]),
)
