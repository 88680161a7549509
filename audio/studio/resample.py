"""Changing a sample rate: windowed-sinc interpolation, linear phase, no delay.

Most voices raise their rate by a whole factor (24 to 48 kHz), which an FFT does at once; a rate
such as 22,050 or 44,100 Hz is converted sample by sample, each with the filter of its own phase.
"""

from __future__ import annotations

from functools import cache
from math import ceil, gcd

import numpy
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audio.studio.convolve import convolve

Samples = NDArray[numpy.float64]

# 64 zero crossings a side, Kaiser beta 9: images below -90 dB, flat to 0.93 of the old band.
_CROSSINGS = 64
_BETA = 9.0
# Outputs computed at a time: 128 taps each as float64 are 16 MB.
_BLOCK = 16_384


def convert(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    """Return ``samples`` at ``to_hz``; content above the lower rate's band is filtered away."""
    if to_hz % from_hz == 0:
        return upsample(samples, to_hz // from_hz)
    if not len(samples):
        return samples
    step = gcd(from_hz, to_hz)
    up, down = to_hz // step, from_hz // step
    taps = _phases(up, down)
    reach = taps.shape[1] // 2
    windows = sliding_window_view(numpy.pad(samples, (reach - 1, reach)), 2 * reach)
    whole, phase = numpy.divmod(numpy.arange(len(samples) * up // down) * down, up)
    blocks = [slice(at, at + _BLOCK) for at in range(0, max(1, len(whole)), _BLOCK)]
    return numpy.concatenate(
        [numpy.einsum("ij,ij->i", windows[whole[part]], taps[phase[part]]) for part in blocks]
    )


def upsample(samples: Samples, factor: int, crossings: int = _CROSSINGS) -> Samples:
    """Return ``samples`` at ``factor`` times their rate, without any delay."""
    if factor == 1 or not len(samples):
        return samples
    kernel = _kernel(factor, crossings)
    spread = numpy.zeros(len(samples) * factor)
    spread[::factor] = samples
    start = len(kernel) // 2
    return convolve(spread, kernel)[start : start + len(spread)]


@cache
def _kernel(factor: int, crossings: int) -> Samples:
    half = crossings * factor
    steps = numpy.arange(-half, half + 1) / factor
    # The cut lies a little below the old Nyquist frequency, so that images stay out.
    cut = 0.96
    kernel: Samples = cut * numpy.sinc(cut * steps) * numpy.kaiser(2 * half + 1, _BETA)
    return kernel


@cache
def _phases(up: int, down: int) -> Samples:
    """Return for each of ``up`` phases the taps that give the sample at phase/up after a sample."""
    cut = 0.96 * min(1.0, up / down)
    reach = ceil(_CROSSINGS / cut)
    steps = numpy.arange(1 - reach, reach + 1) - numpy.arange(up)[:, None] / up
    window = numpy.i0(_BETA * numpy.sqrt(numpy.maximum(0.0, 1 - (steps / reach) ** 2)))
    taps: Samples = cut * numpy.sinc(cut * steps) * window / numpy.i0(_BETA)
    return taps
