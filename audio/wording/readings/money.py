"""Money: "Rp50.000", "Rp 1.250.500,-", "Rp2,5 juta", "Rp10.000–20.000", "USD 5"."""

from __future__ import annotations

import re

from audio.wording.pieces import Pieces, Reading, reading
from audio.wording.readings.figures import AMOUNT, DASH, is_range, spell_amount

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
    "k": "ribu",
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


def _foreign_hand(found: re.Match[str]) -> Pieces:
    """ "Rp1.5 juta": a dot that cannot part thousands is a comma."""
    amount = spell_amount(found["amount"].replace(".", ","))
    return [f"{amount} {_SCALES[found['scale'].lower()]} rupiah"]


def _scaled_range(found: re.Match[str]) -> Pieces:
    """ "Rp50 ribu - Rp100 ribu": both ends have their own scale."""
    ends = [
        f"{spell_amount(found[amount])} {_SCALES[found[scale].lower()]}"
        for amount, scale in (("first", "small"), ("last", "large"))
    ]
    return [f"{' sampai '.join(ends)} rupiah"]


def _scaled(amount: str, scale: str) -> str:
    return rf"(?P<{amount}>{AMOUNT})\ ?(?P<{scale}>(?i:{_SCALE}))(?![A-Za-z0-9])"


READINGS: tuple[Reading, ...] = (
    reading(
        rf"(?i:rp\.?)\ ?{_scaled('first', 'small')}{DASH}(?:(?i:rp)\.?\ ?)?"
        rf"{_scaled('last', 'large')}",
        _scaled_range,
    ),
    reading(
        rf"(?i:rp\.?)\ ?(?P<amount>[0-9]{{1,3}}\.[0-9]{{1,2}})\ ?(?P<scale>(?i:{_SCALE}))"
        r"(?![A-Za-z0-9])",
        _foreign_hand,
    ),
    reading(
        rf"(?P<currency>(?i:rp\.?|idr|us\$|usd|\$|€))\ ?(?P<first>{AMOUNT})"
        rf"(?:{DASH}(?:(?i:rp)\.?\ ?)?(?P<last>{AMOUNT}))?(?:,-+)?"
        rf"(?:\ ?(?P<scale>(?i:{_SCALE}))(?![A-Za-z0-9]))?",
        _money,
    ),
    reading(r"(?i:rp)\.?(?![A-Za-z0-9])", lambda _found: ["rupiah"]),
)
