"""Is the chime in there? A matched filter over time and frequency, and the levels it gives.

Every cell is whitened by the hall's noise in its bin and compressed, so that a loud voice or a hum
weighs no more than it should; the chime's pattern is slid over them and the normalised
cross-correlation is the score, between -1 and 1. Phases play no part: reverberation makes them
random for each partial (a filter matched to the waveform loses what this one keeps), and a clock
that is 200 ppm off moves no partial by as much as a bin.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audio.ear.reference import Reference
from audio.ear.spectra import FRAME_S, HOP_S, Frames, Powers

# The noise of a 16-bit converter in one bin, roughly: a hall is never quieter.
_FLOOR = 1e-13
# How far the loudest cells stand out at most. The pattern itself reaches no further down, so what
# lies lower in a quiet hall (the chime's own faint partials) would only blur the picture.
_RANGE_DB, _LOUDEST = 25.0, 0.99
# A-weighted mean power of words at the studio's loudness, -16 LUFS, full scale being 1: the median
# of the shipped pack's clips, of which eight in ten lie within 0.4 dB. Chimes are 3 dB above.
_WORDS_POWER = 10 ** (-20.4 / 10)


@dataclass(frozen=True, slots=True)
class Match:
    """Where a chime fits best.

    ``score``: -1 to 1. ``begin_s``: when the chime begins there, by the clock of the frames.
    ``power``, ``noise_power``: A-weighted mean power of the words that follow, if they have come as
    far as the chime, and of the noise, full scale being 1.
    ``clipped``: share of samples at the end of the scale while the chime sounds.
    """

    score: float
    begin_s: float
    power: float
    noise_power: float
    clipped: float


def match(window: Frames, noise: Frames, reference: Reference) -> Match:
    """Return the best place of the chime in ``window``, given frames of the hall's ``noise``.

    Both hold the powers of exactly ``reference.bins``; the window is at least as long as the chime,
    and there is at least one frame of noise.
    """
    floor = noise.lines.mean(axis=0) + _FLOOR
    lowest = numpy.quantile(window.lines, _LOUDEST) * 10 ** (-_RANGE_DB / 10)
    cells = numpy.log1p(window.lines / numpy.maximum(floor, lowest))
    scores = _correlate(cells.astype(numpy.float32), reference.pattern)
    at = int(scores.argmax())
    there = slice(at, at + len(reference.pattern))
    gain = _gain(window.lines[there], floor, reference)
    return Match(
        float(scores[at]),
        float(window.begin_s[at]) + FRAME_S + HOP_S * _vertex(scores, at),
        gain * _WORDS_POWER,
        float(noise.weighted.mean()),
        float(window.clipped[there].mean()),
    )


def _correlate(cells: Powers, pattern: Powers) -> NDArray[numpy.float64]:
    """Return the normalised cross-correlation for every place where the pattern fits whole."""
    places = sliding_window_view(cells, len(pattern), axis=0)  # (places, bins, frames)
    product = numpy.einsum("pbf,fb->p", places, pattern).astype(numpy.float64)
    size = pattern.size
    total = places.sum(axis=(1, 2), dtype=numpy.float64)
    squares = numpy.einsum("pbf,pbf->p", places, places).astype(numpy.float64)
    spread = numpy.sqrt(numpy.maximum(squares - total**2 / size, 0.0))
    return numpy.asarray(product / numpy.maximum(spread, 1e-6))


def _gain(cells: Powers, floor: Powers, reference: Reference) -> float:
    """Return by what factor the chime's power has changed on its way, by its loud cells."""
    excess = (cells - floor)[reference.loud].sum(dtype=numpy.float64)
    return max(0.0, float(excess / reference.powers[reference.loud].sum(dtype=numpy.float64)))


def _vertex(scores: NDArray[numpy.float64], at: int) -> float:
    """Return how many places beside ``at`` the true maximum lies, by a parabola; -0.5 to 0.5."""
    if not 0 < at < len(scores) - 1:
        return 0.0
    left, middle, right = scores[at - 1 : at + 2]
    curve = left - 2 * middle + right
    return float(0.5 * (left - right) / curve) if curve < 0 else 0.0
