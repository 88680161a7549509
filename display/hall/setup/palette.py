"""The colours that new services get: each as far as can be from those there, to every eye.

All have a contrast of 7 to 1 on the card. How far two are apart is measured as people see them who
see all colours, no red, no green or no blue; the nearest of the four counts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from typing import Final

PALETTE: Final = (
    *("#095a49", "#8800bb", "#331155", "#884400", "#0000ee", "#442200"),
    *("#664477", "#001177", "#880033", "#554499", "#7700dd", "#550033"),
)
"""Each as unlike those before it as could be; a hall may choose any other by hand."""

_Colour = tuple[float, float, float]
_Matrix = tuple[_Colour, _Colour, _Colour]

# How eyes without one kind of cone see linear red, green and blue: Machado, Oliveira and Fernandes,
# "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1.
_EYES: Final[tuple[_Matrix, ...]] = (
    ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
)
# sRGB to CIE XYZ over the white of D65.
_XYZ: Final[_Matrix] = (
    (0.43395, 0.37621, 0.18984),
    (0.21267, 0.71515, 0.07218),
    (0.01776, 0.10947, 0.87277),
)


def next_colour(used: Iterable[str]) -> str:
    """Return the colour of the palette that is least like those in use (``#rrggbb``)."""
    there = tuple(used)
    if not there:
        return PALETTE[0]
    return max(PALETTE, key=lambda colour: min(unlikeness(colour, other) for other in there))


def unlikeness(one: str, other: str) -> float:
    """Return how far two colours are apart to the eye that tells them apart worst (CIE 1976)."""
    return min(math.dist(a, b) for a, b in zip(_seen(one), _seen(other), strict=True))


@cache
def _seen(colour: str) -> tuple[_Colour, ...]:
    """Return a colour as each of the four eyes sees it, in CIE L*a*b*."""
    parts = tuple(_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return tuple(_lab(_times(eye, parts)) for eye in _EYES)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else math.pow((value + 0.055) / 1.055, 2.4)


def _times(matrix: _Matrix, vector: tuple[float, ...]) -> _Colour:
    red, green, blue = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return red, green, blue


def _lab(rgb: _Colour) -> _Colour:
    clipped = tuple(min(max(part, 0.0), 1.0) for part in rgb)
    x, y, z = (
        math.cbrt(part) if part > 0.008856 else 7.787 * part + 16 / 116
        for part in _times(_XYZ, clipped)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
