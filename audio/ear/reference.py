"""What a chime looks like to the ear: a pattern over time and frequency, made from its samples.

The pattern is the chime's own spectrogram in decibels, on and beside its partials only, less its
mean. Beside them, because a chime is told from a voice by what it does not hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from audio.ear.spectra import BIN_HZ, FRAME_S, HOP_S, Analyser, Powers

# A loudspeaker's and a cheap microphone's common band.
_BAND_HZ = (300.0, 3600.0)
# What lies further below the loudest partial is no part of the pattern.
_RANGE_DB = 30.0
# Bins beside a partial that belong to its pattern: 48 Hz to each side.
_BESIDE = 12
# Cells this near to the loudest one carry the level.
_LOUD_DB = 20.0


@dataclass(frozen=True, slots=True)
class Reference:
    """A chime as it is looked for.

    ``bins``: multiples of 4 Hz. ``pattern``: (frames, bins), mean 0 and norm 1; its first frame
    begins a frame's length before the chime. ``powers``: the chime's own powers there. ``loud``:
    the cells that carry its level.
    """

    bins: NDArray[numpy.intp]
    pattern: Powers
    powers: Powers
    loud: NDArray[numpy.bool_]

    @property
    def length_s(self) -> float:
        """How long its frames reach together, in s, from the beginning of the first."""
        return (len(self.pattern) - 1) * HOP_S + FRAME_S


def make_reference(samples: NDArray[numpy.int16], rate_hz: int) -> Reference:
    """Return the reference of a chime's mono ``samples``; ValueError when they are silent."""
    bins = numpy.arange(round(_BAND_HZ[0] / BIN_HZ), round(_BAND_HZ[1] / BIN_HZ))
    before = numpy.zeros(round(FRAME_S * rate_hz), numpy.int16)
    after = numpy.zeros(round(0.4 * FRAME_S * rate_hz), numpy.int16)
    frames = Analyser(rate_hz, bins).take(numpy.concatenate([before, samples, after]), 0.0)
    highest = frames.lines.max(axis=0)
    loudest = float(highest.max())
    if loudest <= 0:
        raise ValueError("A silent chime cannot be heard.")
    partials = highest > loudest * 10 ** (-_RANGE_DB / 10)
    chosen = numpy.convolve(partials, numpy.ones(2 * _BESIDE + 1), "same") > 0
    powers = frames.lines[:, chosen]
    level_db = 10 * numpy.log10(numpy.maximum(powers / loudest, 10 ** (-_RANGE_DB / 10)))
    pattern = level_db - level_db.mean()
    return Reference(
        bins[chosen],
        (pattern / numpy.linalg.norm(pattern)).astype(numpy.float32),
        powers,
        powers > loudest * 10 ** (-_LOUD_DB / 10),
    )


def all_bins(references: Mapping[str, Reference]) -> NDArray[numpy.intp]:
    """Return every bin that one of the ``references`` needs, ascending."""
    return numpy.unique(numpy.concatenate([one.bins for one in references.values()]))
