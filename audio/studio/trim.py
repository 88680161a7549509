"""Cutting a clip to its words, with soft edges that make every join a join in silence."""

from __future__ import annotations

from typing import Any

import numpy
from numpy.typing import NDArray

Samples = NDArray[numpy.float64]

# Study of the voice, "Joins used".
_THRESHOLD_DB = -42.0
_LEAD_S, _TAIL_S = 0.015, 0.050
_TAIL_SLACK_S = 0.005
_ENVELOPE_S = 0.002
_FADE_IN_S, _FADE_OUT_S = 0.004, 0.020


def trim(samples: Samples, rate_hz: int) -> Samples:
    """Return the part from 15 ms before the first to 50 ms after the last sound above -42 dB.

    The threshold is relative to the peak. The edges are faded (4 ms in, 20 ms out); where the
    recording is shorter than lead or tail it is padded. Silence comes back empty.
    """
    threshold = numpy.abs(samples).max(initial=0.0) * 10 ** (_THRESHOLD_DB / 20)
    loud = numpy.flatnonzero(_envelope(samples, int(_ENVELOPE_S * rate_hz)) > threshold)
    if not len(loud):
        return samples[:0]
    lead, tail = int(_LEAD_S * rate_hz), int(_TAIL_S * rate_hz)
    padded = numpy.pad(samples, (lead, tail))
    cut = padded[loud[0] : loud[-1] + 1 + lead + tail].copy()
    soften(cut, rate_hz)
    return cut


def soften(samples: NDArray[Any], rate_hz: int) -> None:
    """Fade the edges in place, 4 ms in and 20 ms out."""
    _fade(samples, int(_FADE_IN_S * rate_hz), int(_FADE_OUT_S * rate_hz))


def shorten_tail(clip: Samples, heard: Samples, rate_hz: int) -> Samples:
    """Return ``clip`` with a tail of 50 ms again where ``heard`` (as decoded) has a longer one.

    Lossy coding can swallow the last faint sound of a word, and with it what the cut was made at.
    """
    loud = numpy.flatnonzero(numpy.abs(heard) > numpy.abs(heard).max() * 10 ** (_THRESHOLD_DB / 20))
    excess = len(heard) - 1 - int(loud[-1]) - int(_TAIL_S * rate_hz)
    if excess <= int(_TAIL_SLACK_S * rate_hz):
        return clip
    cut = clip[:-excess].copy()
    _fade(cut, 0, int(_FADE_OUT_S * rate_hz))
    return cut


def _envelope(samples: Samples, window: int) -> Samples:
    """Return the amplitude of a steady tone of the same power, for every sample.

    A single tick of the synthesis after the word is no sound: it would leave a hole before it.
    """
    sums = numpy.cumsum(numpy.pad(samples**2, (window // 2 + 1, window - window // 2 - 1)))
    return numpy.asarray(numpy.sqrt(2 * (sums[window:] - sums[:-window]) / window))


def _fade(samples: NDArray[Any], fade_in: int, fade_out: int) -> None:
    """Fade the edges in place, along half a cosine."""
    samples[:fade_in] *= _slope(fade_in)
    samples[len(samples) - fade_out :] *= _slope(fade_out)[::-1]


def _slope(length: int) -> Samples:
    return numpy.asarray(0.5 - 0.5 * numpy.cos(numpy.pi * numpy.arange(length) / length))
