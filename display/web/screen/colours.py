"""The colours of services, as a style sheet: what a hall chose, kept legible.

Pages carry no inline style (Content-Security-Policy), so the colours of the hall's services come
as one small sheet. Whatever colour a hall chose, text in it and on it keeps a contrast of 7 to 1 on
the card (WCAG 2 success criterion 1.4.6, and read from 10 m).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from display.json_object import JsonView

CARD = "#fffdf8"
DARK_CARD = "#1b2722"
BRAND = "#095a49"
CONTRAST = 7.0

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def luminance(colour: str) -> float:
    """Return the relative luminance (0..1) of ``#rrggbb``, after WCAG 2."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    # 0.03928 is WCAG's number; sRGB's is 0.04045. No value of 8 bits lies between: 10/255 is
    # 0.0392, 11/255 is 0.0431.
    return value / 12.92 if value <= 0.03928 else float(((value + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (1..21) of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def legible(colour: str) -> str:
    """Return ``colour``, darkened until it reads on the card; no colour at all gives the brand."""
    if not _HEX.fullmatch(colour):
        return BRAND
    # In steps of 5 %: the hue stays what the hall chose. White needs 20 of them.
    while contrast(colour, CARD) < CONTRAST:
        parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        colour = "#" + "".join(f"{int(part * 0.95):02x}" for part in parts)
    return colour


def legible_in_dark(colour: str) -> str:
    """Return ``colour``, lightened until it reads on the card of the dark theme."""
    if not _HEX.fullmatch(colour):
        colour = BRAND
    while contrast(colour, DARK_CARD) < CONTRAST:
        parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        colour = "#" + "".join(f"{255 - int((255 - part) * 0.95):02x}" for part in parts)
    return colour


def style_sheet(services: Iterable[JsonView]) -> str:
    """Return the sheet: ``hue`` is text in the colour, ``dye`` a surface of it, in both themes."""
    rules = []
    for service in services:
        colour, mark = legible(str(service["colour"])), f'[data-service="{_quoted(service["id"])}"]'
        rules.append(f"{mark} .hue{{color:{colour}}}")
        light = legible_in_dark(str(service["colour"]))
        rules.append(f".theme-dark {mark} .hue{{color:{light}}}")
        rules.append(f"{mark} .dye,{mark}.is-called{{background-color:{colour}}}")
    return "\n".join(rules) + "\n"


def _quoted(text: str) -> str:
    """Return ``text`` for a CSS string: every sign but letters and digits as a code point."""
    return "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in text)
