"""Short-time power spectra of a stream: what the ear keeps of a sound, and all that it keeps.

A frame is a quarter of a second long at any sample rate, so that its bins lie 4 Hz apart at every
rate: a microphone's sound is compared with a chime's without being resampled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Powers = NDArray[numpy.float32]
Times = NDArray[numpy.float64]

FRAME_S = 0.25
HOP_S = 0.032
BIN_HZ = 1 / FRAME_S
LOWEST_RATE_HZ = 8000
FULL_SCALE = 32768.0
# A sample this near to the end of the scale has been cut off there.
_CLIPPED = 32_700


@dataclass(frozen=True, slots=True)
class Frames:
    """Consecutive frames of a stream.

    ``begin_s``: when each begins, in seconds of the clock that the blocks were stamped with.
    ``lines``: power in each of the chosen bins, (frames, bins); the bins of a frame together hold
    the mean square of the signal, full scale being 1. ``weighted``: A-weighted power of the whole
    frame. ``clipped``: share of samples at the end of the scale.
    """

    begin_s: Times
    lines: Powers
    weighted: Powers
    clipped: Powers

    def __len__(self) -> int:
        return len(self.begin_s)

    def where(self, chosen: NDArray[numpy.bool_] | slice) -> Frames:
        """Return some of the frames."""
        return Frames(
            self.begin_s[chosen], self.lines[chosen], self.weighted[chosen], self.clipped[chosen]
        )


def join(parts: Sequence[Frames]) -> Frames:
    """Return the frames of all ``parts``, of which there is at least one, in order."""
    return Frames(
        numpy.concatenate([part.begin_s for part in parts]),
        numpy.concatenate([part.lines for part in parts]),
        numpy.concatenate([part.weighted for part in parts]),
        numpy.concatenate([part.clipped for part in parts]),
    )


class Analyser:
    """Cuts a stream of 16-bit mono samples into frames; holds less than a frame of sound."""

    def __init__(self, rate_hz: int, bins: NDArray[numpy.intp]) -> None:
        """Keep the powers of ``bins`` (multiples of 4 Hz); ValueError for a rate below 8 kHz."""
        if rate_hz < LOWEST_RATE_HZ:
            raise ValueError(f"A microphone at {rate_hz} Hz hears no chime; 8000 Hz is the least.")
        self._rate_hz = rate_hz
        self._size, self._hop = round(FRAME_S * rate_hz), round(HOP_S * rate_hz)
        self._window = numpy.hanning(self._size).astype(numpy.float32)
        # Twice, for the negative frequencies; so that the bins add up to the mean square.
        self._scale = numpy.float32(2 / (self._size * float((self._window**2).sum())))
        self._weights = a_weights(numpy.arange(self._size // 2 + 1, dtype=numpy.float64) * BIN_HZ)
        self._bins = bins
        self._rest = numpy.zeros(0, numpy.int16)

    @property
    def held(self) -> int:
        """How many samples wait for their frame to fill."""
        return len(self._rest)

    def forget(self) -> None:
        """Let go of the samples that wait: what comes next does not join on."""
        self._rest = numpy.zeros(0, numpy.int16)

    def take(self, samples: NDArray[numpy.int16], at_s: float) -> Frames:
        """Return the frames that ``samples`` fill, the first of which was taken at ``at_s``."""
        begin_s = at_s - len(self._rest) / self._rate_hz
        sound = numpy.concatenate([self._rest, samples])
        count = max(0, (len(sound) - self._size) // self._hop + 1)
        self._rest = sound[count * self._hop :].copy()
        if not count:
            return self._frames(numpy.zeros((0, self._size), numpy.int16), begin_s)
        return self._frames(sliding_window_view(sound, self._size)[:: self._hop][:count], begin_s)

    def _frames(self, cut: NDArray[numpy.int16], begin_s: float) -> Frames:
        # Frame by frame where there are many: a second of frames at once would be 20 MB.
        lines = numpy.zeros((len(cut), len(self._bins)), numpy.float32)
        weighted = numpy.zeros(len(cut), numpy.float32)
        clipped = numpy.zeros(len(cut), numpy.float32)
        for at, samples in enumerate(cut):
            # Less its mean: a cheap sound card's offset would leak into the lowest bins.
            signal = samples.astype(numpy.float32) / numpy.float32(FULL_SCALE)
            spectrum = numpy.fft.rfft((signal - signal.mean()) * self._window)
            power = (spectrum.real**2 + spectrum.imag**2).astype(numpy.float32) * self._scale
            lines[at], weighted[at] = power[self._bins], power @ self._weights
            clipped[at] = (numpy.abs(samples.astype(numpy.int32)) >= _CLIPPED).mean()
        times = begin_s + numpy.arange(len(cut)) * self._hop / self._rate_hz
        return Frames(times, lines, weighted, clipped)


def a_weights(frequency_hz: NDArray[numpy.float64]) -> Powers:
    """Return what the A-weighting of IEC 61672 makes of power at each frequency (1.0 at 1 kHz)."""
    square = frequency_hz**2
    response = (
        (12194.0**2 * square**2)
        / (square + 20.6**2)
        / numpy.sqrt((square + 107.7**2) * (square + 737.9**2))
        / (square + 12194.0**2)
    )
    return numpy.asarray((response * 10 ** (2.0 / 20)) ** 2, dtype=numpy.float32)
