"""Plots as plain SVG, made on the server: bars beside each other, with what they say in words.

A library would bring styles and scripts of its own into pages that allow none; bars are all that
these figures need. Colours are in the style sheet, told apart by everybody, and never alone: each
bar has its number where there is room, and each plot its table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

_WIDTH: Final = 640
_HEIGHT: Final = 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 8, 26, 30
_STEPS: Final = (1, 2, 3, 4, 5, 6, 8)
_MOST_NUMBERS: Final = 26
"""Bars that have their number over them; more would run into each other."""
_MOST_LABELS: Final = 13
_MOST_NUMBERS_OF_TWO: Final = 16


@dataclass(frozen=True, slots=True)
class Series:
    """One row of bars: its name, and a value for each label."""

    name: str
    values: Sequence[int]


def bars(key: str, title: str, labels: Sequence[str], series: Sequence[Series]) -> Markup:
    """Return a plot of ``series`` over ``labels``; ``key`` makes its ids the page's only ones.

    Whoever cannot see it hears the title, and the highest bar of each series.
    """
    top = _ceiling(max((value for one in series for value in one.values), default=0))
    parts = [
        f'<svg class="plot" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-labelledby="{key}-title {key}-desc">',
        f'<title id="{key}-title">{escape(title)}</title>',
        f'<desc id="{key}-desc">{escape(_said(labels, series))}</desc>',
        *_grid(top),
        *_columns(labels, series, top),
        *_legend(series),
        "</svg>",
    ]
    return Markup("".join(parts))  # noqa: S704 - every text above is escaped, the rest are numbers


def _ceiling(value: int) -> int:
    """Return a round number that is no lower, and divisible by four: the grid has four lines."""
    if value <= 4:
        return 4
    scale = 1
    while True:
        for step in _STEPS:
            if 4 * step * scale >= value:
                return 4 * step * scale
        scale *= 10


def _grid(top: int) -> list[str]:
    lines = []
    for at in range(5):
        y = _y(top * at // 4, top)
        figure = f"{top * at // 4:,}".replace(",", ".")
        lines.append(
            f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text class="scale" x="{_LEFT - 6}" y="{y + 4:.1f}">{figure}</text>'
        )
    return lines


def _columns(labels: Sequence[str], series: Sequence[Series], top: int) -> list[str]:
    made: list[str] = []
    count = len(labels)
    if not count:
        return made
    room = (_WIDTH - _LEFT - _RIGHT) / count
    wide = room * 0.78 / len(series)
    numbered = count * len(series) <= (_MOST_NUMBERS if len(series) == 1 else _MOST_NUMBERS_OF_TWO)
    every = -(-count // _MOST_LABELS)
    for at, label in enumerate(labels):
        left = _LEFT + room * at + room * 0.11
        for place, one in enumerate(series):
            value, x = one.values[at], left + wide * place
            y = _y(value, top)
            made.append(
                f'<rect class="series-{place + 1}" x="{x:.1f}" y="{y:.1f}" '
                f'width="{max(wide - 1, 0.5):.1f}" height="{_HEIGHT - _BOTTOM - y:.1f}"/>'
            )
            if numbered and value:
                middle = x + wide / 2
                made.append(f'<text class="value" x="{middle:.1f}" y="{y - 5:.1f}">{value}</text>')
        if at % every == 0:
            middle = _LEFT + room * (at + 0.5)
            text = f'<text class="tick" x="{middle:.1f}" y="{_HEIGHT - 10}">{escape(label)}</text>'
            made.append(text)
    return made


def _legend(series: Sequence[Series]) -> list[str]:
    if len(series) < 2:
        return []
    made, x = [], float(_LEFT)
    for place, one in enumerate(series):
        made.append(
            f'<rect class="series-{place + 1}" x="{x:.0f}" y="2" width="12" height="12"/>'
            f'<text class="legend" x="{x + 17:.0f}" y="12.5">{escape(one.name)}</text>'
        )
        x += 40 + 7.5 * len(one.name)
    return made


def _said(labels: Sequence[str], series: Sequence[Series]) -> str:
    said = []
    for one in series:
        highest = max(range(len(labels)), key=lambda at: one.values[at], default=None)
        if highest is None or not one.values[highest]:
            said.append(f"{one.name}: tidak ada.")
        else:
            said.append(
                f"{one.name}: tertinggi {one.values[highest]} pada {labels[highest]}, "
                f"jumlah {sum(one.values)}."
            )
    return " ".join(said)


def _y(value: int, top: int) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - value / top)
