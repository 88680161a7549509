"""True peaks (four times oversampled, BS.1770-4 annex 2) and the limiter that holds them down."""

from __future__ import annotations

import numpy
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audio.studio.resample import upsample

Samples = NDArray[numpy.float64]

_OVERSAMPLE = 4
# 32 crossings read a 20 kHz peak within 0.05 dB; the standard's own filter has 12 taps a phase.
_CROSSINGS = 32
# The gain begins to fall 5 ms before a peak and is back 5 ms after it: one pitch period of a voice.
_LOOK_AHEAD = 240


def true_peak_dbtp(samples: Samples) -> float:
    """Return the highest true peak in dB below full scale; ``-inf`` for silence."""
    peak = float(_peaks(samples).max(initial=0.0))
    return float(20 * numpy.log10(peak)) if peak > 0 else -numpy.inf


def limit(samples: Samples, ceiling_dbtp: float) -> Samples:
    """Return ``samples`` with no true peak above the ceiling (to about 0.1 dB)."""
    ceiling = 10 ** (ceiling_dbtp / 20)
    peaks = _peaks(samples)
    if peaks.max(initial=0.0) <= ceiling:
        return samples
    needed = numpy.minimum(1.0, ceiling / numpy.maximum(peaks, 1e-12))
    window = 2 * _LOOK_AHEAD + 1
    # Lowest gain within reach of each sample, then a smooth way there and back. Smoothing spans
    # half the reach, so that at a peak only the lowest gain is averaged.
    held = sliding_window_view(numpy.pad(needed, _LOOK_AHEAD, mode="edge"), window).min(axis=1)
    bell = numpy.hanning(_LOOK_AHEAD + 3)[1:-1]
    smooth = numpy.convolve(
        numpy.pad(held, len(bell) // 2, mode="edge"), bell / bell.sum(), mode="valid"
    )
    return numpy.asarray(samples * smooth[: len(samples)])


def _peaks(samples: Samples) -> Samples:
    """Return for every sample the largest magnitude between it and its neighbours."""
    if not len(samples):
        return samples
    fine = numpy.abs(upsample(samples, _OVERSAMPLE, _CROSSINGS)).reshape(-1, _OVERSAMPLE)
    return numpy.asarray(fine.max(axis=1))
