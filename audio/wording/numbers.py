"""Numbers as Indonesian words: digit by digit, as cardinals, ordinals and decimals.

The *se-* forms (sepuluh, sebelas, seratus, seribu) end at a thousand: a million is *satu juta*.
Zero is *nol*, never *kosong*.
"""

from __future__ import annotations

DIGITS: tuple[str, ...] = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
)
HIGHEST_CARDINAL = 10**15 - 1  # 999 triliun and the rest; nobody says the names beyond it
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"))


def spell_digits(digits: str) -> str:
    """Return each figure 0-9 by its name: "012" -> "nol satu dua"."""
    return " ".join(DIGITS[int(digit)] for digit in digits)


def spell_cardinal(number: int) -> str:
    """Return ``number`` (0 to :data:`HIGHEST_CARDINAL`) in words: 105 -> "seratus lima".

    Raises ValueError outside that range.
    """
    if not 0 <= number <= HIGHEST_CARDINAL:
        raise ValueError(f"no words for {number}")
    pieces = []
    for scale, name in _SCALES:
        count, number = divmod(number, scale)
        if count:
            pieces.append(f"{spell_cardinal(count)} {name}")
    if number or not pieces:
        pieces.extend(_below_million(number))
    return " ".join(pieces)


def cardinal_pieces(number: int) -> tuple[str, ...]:
    """Return the words of 0 to 9,999 cut where a recorded voice joins them without being noticed.

    Thousands, hundreds and the rest up to 99 are one piece each, so that 118 pieces say all ten
    thousand numbers: 1234 -> ("seribu", "dua ratus", "tiga puluh empat").
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"no pieces for {number}")
    return _below_million(number)


def spell_ordinal(number: int) -> str:
    """Return the ordinal of a cardinal in words: 1 -> "pertama", 2 -> "kedua", 11 -> "kesebelas".

    Raises ValueError for zero, which has none, and outside the range of cardinals.
    """
    if number < 1:
        raise ValueError(f"no ordinal for {number}")
    return "pertama" if number == 1 else f"ke{spell_cardinal(number)}"


def spell_decimal(whole: int, decimals: str) -> str:
    """Return a number with decimals: (2, "5") -> "dua koma lima"; decimals go figure by figure."""
    return f"{spell_cardinal(whole)} koma {spell_digits(decimals)}"


def _below_million(number: int) -> tuple[str, ...]:
    thousands, rest = divmod(number, 1000)
    hundreds, small = divmod(rest, 100)
    pieces = []
    if thousands:
        pieces.append("seribu" if thousands == 1 else f"{_joined(thousands)} ribu")
    if hundreds:
        pieces.append("seratus" if hundreds == 1 else f"{DIGITS[hundreds]} ratus")
    if small or not pieces:
        pieces.append(_below_hundred(small))
    return tuple(pieces)


def _joined(number: int) -> str:
    return " ".join(_below_million(number))


def _below_hundred(number: int) -> str:
    tens, units = divmod(number, 10)
    if tens == 0:
        return DIGITS[units]
    if tens == 1:
        return {0: "sepuluh", 1: "sebelas"}.get(units, f"{DIGITS[units]} belas")
    return f"{DIGITS[tens]} puluh" + (f" {DIGITS[units]}" if units else "")
