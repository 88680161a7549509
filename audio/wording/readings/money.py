"""Money: "Rp50.000", "Rp 1.250.500,-", "Rp2,5 juta", "Rp10.000–20.000", "USD 5"."""

from __future__ import annotations

import re

from audio.wording.pieces import Pieces, Reading, reading, text_before
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
    "eur": "euro",
    "sgd": "dolar Singapura",
    "aud": "dolar Australia",
    "myr": "ringgit Malaysia",
    "sar": "riyal Saudi",
    "jpy": "yen",
    "cny": "yuan",
}
_CODES = "|".join(code for code in _CURRENCIES if len(code) == 3)
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
# "IDR 250,000": a comma before three figures parts thousands, as foreign software writes them.
_COMMAS = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])"
_RATE = re.compile(r"(?i:\bkurs(?:\ [a-z]+){0,2})\ $")
_CENTS = re.compile(r",(?:00|-)$")


def _money(found: re.Match[str]) -> Pieces | None:
    first, last = found["first"], found["last"]
    if last and not is_range(_whole(first), _whole(last)):
        return None
    scale = _SCALES.get((found["scale"] or "").lower(), "")
    amounts = " sampai ".join(spell_amount(_whole(part)) for part in (first, last) if part)
    currency = _CURRENCIES[found["currency"].lower().rstrip(".")]
    if currency != "rupiah" and not scale and _is_rate(found):
        return [f"{currency} {amounts}"]
    return [" ".join(part for part in (amounts, scale, currency) if part)]


def _whole(written: str) -> str:
    if re.fullmatch(_COMMAS, written):
        return written.replace(",", "")
    return _CENTS.sub("", written)


def _is_rate(found: re.Match[str]) -> bool:
    """ "kurs jual EUR 18.150": what one of them costs, where no other sum follows."""
    return bool(_RATE.search(text_before(found))) and "=" not in found.string[found.end() :]


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
        rf"(?P<currency>(?i:rp\.?|idr|us\$|usd|\$|€|{_CODES}))\ ?(?P<first>{_COMMAS}|{AMOUNT})"
        rf"(?:{DASH}(?:(?i:rp)\.?\ ?)?(?P<last>{_COMMAS}|{AMOUNT}))?(?:,-+)?"
        rf"(?:\ ?(?P<scale>(?i:{_SCALE}))(?![A-Za-z0-9]))?",
        _money,
    ),
    reading(r"(?i:rp)\.?(?![A-Za-z0-9])", lambda _found: ["rupiah"]),
)
