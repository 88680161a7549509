"""A sound at the loudness of all announcements, its peaks held down, block by block."""

from __future__ import annotations

import numpy
from numpy.typing import NDArray

from audio.recordings.errors import NotTaken
from audio.recordings.limits import QUIETEST_LUFS, RATE_HZ
from audio.studio.loudness import clip_lufs
from audio.studio.master import CEILING_DBTP, TARGET_LUFS
from audio.studio.peaks import limit

Samples = NDArray[numpy.float32]

# The limiter looks 5 ms around, its filter less than 1 ms.
_BLOCK, _MARGIN = 10 * RATE_HZ, RATE_HZ // 10
# Limiting takes loudness away again; each round gives it back. Music whose peaks stand far above
# its loudness stays a little quieter rather than flat.
_ROUNDS, _NEAR_LU = 3, 0.3


def level_sound(samples: Samples) -> tuple[Samples, float]:
    """Return ``samples`` at -16 LUFS and what was reached; :class:`NotTaken` when too quiet."""
    loudness = clip_lufs(samples)
    if loudness < QUIETEST_LUFS:
        raise NotTaken(
            "too_quiet",
            f"The sound is too quiet ({loudness:.0f} LUFS); record it again closer to the "
            "microphone.",
        )
    gain_db = TARGET_LUFS - loudness
    for _ in range(_ROUNDS):
        levelled = _limit_long(samples, gain_db)
        reached = clip_lufs(levelled)
        if abs(TARGET_LUFS - reached) <= _NEAR_LU:
            break
        gain_db += TARGET_LUFS - reached
    return levelled, reached


def _limit_long(samples: Samples, gain_db: float) -> Samples:
    gain = 10 ** (gain_db / 20)
    limited = numpy.empty_like(samples)
    for at in range(0, len(samples), _BLOCK):
        start, end = max(0, at - _MARGIN), min(len(samples), at + _BLOCK)
        around = samples[start : end + _MARGIN].astype(numpy.float64) * gain
        limited[at:end] = limit(around, CEILING_DBTP)[at - start : end - start]
    return limited
