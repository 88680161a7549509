"""Mastering: raw speech to 48 kHz, trimmed, -16 LUFS, with its true peaks held down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy
from numpy.typing import NDArray

from audio.errors import VoiceError
from audio.studio.loudness import RATE_HZ, clip_lufs
from audio.studio.peaks import limit, true_peak_dbtp
from audio.studio.resample import convert
from audio.studio.trim import trim

if TYPE_CHECKING:
    from audio.packs import ClipFacts

# The promise for every clip, as decoded.
HIGHEST_DBTP = -1.0


# Even loudness for a hall's PA with a margin to the promise of -16 LUFS +-1 and -1 dBTP.
TARGET_LUFS = -16.0
CEILING_DBTP = -1.5
# Limiting takes loudness away again; each round gives it back, until it is this near.
_NEAR_LU = 0.2
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Facts:
    """What is measured of a finished clip."""

    duration_ms: int
    loudness_lufs: float
    true_peak_dbtp: float

    def to_json(self) -> ClipFacts:
        """Return the facts as a manifest has them."""
        return {
            "duration_ms": self.duration_ms,
            "loudness_lufs": self.loudness_lufs,
            "true_peak_dbtp": self.true_peak_dbtp,
        }


def master(
    samples: NDArray[Any], rate_hz: int, ceiling_dbtp: float = CEILING_DBTP
) -> NDArray[numpy.float64]:
    """Return the finished clip of raw mono speech.

    Raises :class:`VoiceError` when the speech is silent.
    """
    speech = trim(convert(samples.astype(numpy.float64), rate_hz, RATE_HZ), RATE_HZ)
    if not len(speech):
        raise VoiceError("The voice was silent.")
    return level(speech, ceiling_dbtp)


def level(speech: NDArray[numpy.float64], ceiling_dbtp: float) -> NDArray[numpy.float64]:
    """Return ``speech`` at the target loudness, below the ceiling."""
    speech = speech / numpy.abs(speech).max()  # a whisper would lie below the meter's gate
    gain_db = TARGET_LUFS - clip_lufs(speech)
    for _ in range(_ROUNDS):
        loud = limit(speech * 10 ** (gain_db / 20), ceiling_dbtp)
        wrong = TARGET_LUFS - clip_lufs(loud)
        if abs(wrong) <= _NEAR_LU:
            break
        gain_db += wrong
    return loud


def measure(samples: NDArray[numpy.float64]) -> Facts:
    """Return the facts of a finished clip at 48 kHz."""
    return Facts(
        duration_ms=round(len(samples) * 1000 / RATE_HZ),
        loudness_lufs=round(clip_lufs(samples), 2),
        true_peak_dbtp=round(true_peak_dbtp(samples), 2),
    )
