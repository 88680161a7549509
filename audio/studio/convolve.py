"""Convolution by FFT, at lengths that an FFT likes."""

from __future__ import annotations

import numpy
from numpy.typing import NDArray

Samples = NDArray[numpy.float64]


def convolve(samples: Samples, kernel: Samples) -> Samples:
    """Return the full convolution, ``len(samples) + len(kernel) - 1`` long."""
    size = len(samples) + len(kernel) - 1
    padded = quick_size(size)
    product = numpy.fft.rfft(samples, padded) * numpy.fft.rfft(kernel, padded)
    return numpy.asarray(numpy.fft.irfft(product, padded)[:size])


def quick_size(least: int) -> int:
    """Return the smallest of 2^n, 3*2^n, 5*2^n and 9*2^n that is not below ``least``."""
    sizes = (factor << max(0, -(-least // factor) - 1).bit_length() for factor in (1, 3, 5, 9))
    return min(sizes)
