"""A surveyed sound as one channel at 48 kHz, cut to what is heard. 96 KB a second in memory."""

from __future__ import annotations

from math import gcd
from pathlib import Path

import numpy
from numpy.typing import NDArray

from audio.recordings.errors import NotTaken
from audio.recordings.limits import RATE_HZ, SHORTEST_S
from audio.recordings.survey import Survey, open_whole
from audio.studio.resample import convert
from audio.studio.trim import soften

Samples = NDArray[numpy.float32]

# Converted at a time: 10 s, with more on either side than the filter reaches (64 crossings of
# 8 kHz are 8 ms), so that no seam is heard.
_BLOCK_S, _MARGIN_S = 10.0, 0.1
# Gentler than for a word of a call: music fades in, and a knock on the microphone is louder than
# the voice after it.
_THRESHOLD_DB = -50.0
_LEAD_S, _TAIL_S = 0.05, 0.15
_FRAME = 96  # 2 ms


def read_sound(path: Path, found: Survey) -> Samples:
    """Return the samples; :class:`NotTaken` when nothing of it is heard long enough."""
    samples = cut(convert_long(_one_channel(path, found), found.rate_hz))
    if len(samples) < SHORTEST_S * RATE_HZ:
        raise NotTaken("too_short", f"Less than {SHORTEST_S} s of it can be heard.")
    return samples


def _one_channel(path: Path, found: Survey) -> Samples:
    samples = numpy.zeros(found.frames, numpy.float32)
    at = 0
    with open_whole(path) as sound:
        for block in sound.blocks():
            samples[at : at + len(block)] = block @ found.weights
            at += len(block)
    return samples


def convert_long(samples: Samples, rate_hz: int) -> Samples:
    """Return ``samples`` at 48 kHz, block by block."""
    if rate_hz == RATE_HZ:
        return samples
    step = gcd(rate_hz, RATE_HZ)
    up, down = RATE_HZ // step, rate_hz // step
    size = _whole(_BLOCK_S * rate_hz, down)
    margin = _whole(_MARGIN_S * rate_hz, down)
    parts = []
    for at in range(0, len(samples), size):
        start, end = max(0, at - margin), min(len(samples), at + size)
        around = samples[start : end + margin].astype(numpy.float64)
        skip = (at - start) * up // down
        part = convert(around, rate_hz, RATE_HZ)[skip : skip + (end - at) * up // down]
        parts.append(part.astype(numpy.float32))
    return numpy.concatenate(parts)


def cut(samples: Samples) -> Samples:
    """Return what lies between the first and the last sound, with soft edges."""
    whole = len(samples) // _FRAME * _FRAME
    frames = samples[:whole].reshape(-1, _FRAME)
    levels = numpy.sqrt(2 * numpy.einsum("ij,ij->i", frames, frames) / _FRAME)
    threshold = float(numpy.abs(samples).max(initial=0.0)) * 10 ** (_THRESHOLD_DB / 20)
    loud = numpy.flatnonzero(levels > threshold)
    if not len(loud):
        return samples[:0]
    first = int(loud[0]) * _FRAME - int(_LEAD_S * RATE_HZ)
    last = int(loud[-1] + 1) * _FRAME + int(_TAIL_S * RATE_HZ)
    heard = samples[max(0, first) : last].copy()
    soften(heard, RATE_HZ)
    return heard


def _whole(length: float, down: int) -> int:
    """Return a length that begins every block at a whole sample of both rates."""
    return max(1, round(length / down)) * down
