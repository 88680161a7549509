"""The chimes: bell-like tones, computed here, so that they belong to nobody else.

A call's chime is two tones that fall by a major third, the ding-dong every hall knows: its attack
is soft, because people wait beneath the loudspeaker all day. What is more urgent has more and
quicker tones, so that it is told apart before the first word. The end tone, where a hall wants one,
falls: whoever talked on may do so now.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from audio.errors import Unspeakable

RATE_HZ = 48_000
# Partials of a soft bell: (multiple of the tone, level, how much faster it decays).
_PARTIALS = ((1.0, 1.0, 1.0), (2.0, 0.35, 1.6), (3.0, 0.12, 2.4), (4.2, 0.05, 4.0))
_ATTACK_S = 0.012
_RELEASE_S = 0.15


@dataclass(frozen=True, slots=True)
class Tone:
    """One stroke: when it begins, how high it is, how quickly it dies away (time to 1/e)."""

    start_s: float
    pitch_hz: float
    decay_s: float


_E5, _C5, _G5, _A5 = 659.26, 523.25, 783.99, 880.0
CHIMES: dict[str, tuple[float, tuple[Tone, ...]]] = {
    "call": (1.25, (Tone(0.0, _E5, 0.28), Tone(0.42, _C5, 0.36))),
    "information": (1.3, (Tone(0.0, _C5, 0.25), Tone(0.25, _E5, 0.25), Tone(0.5, _G5, 0.35))),
    "urgent": (1.3, tuple(Tone(0.2 * at, (_A5, _E5)[at % 2], 0.16) for at in range(4))),
    "end": (0.9, (Tone(0.0, _G5, 0.16), Tone(0.16, _C5, 0.24))),
    "emergency": (1.6, tuple(Tone(0.15 * at, (_A5, _G5)[at % 2], 0.2) for at in range(9))),
}


class Chimes:
    """An engine whose words are the names of chimes."""

    name = "chimes-1"
    rate_hz = RATE_HZ
    jobs = 1

    def synthesise(self, text: str) -> NDArray[numpy.float32]:
        """Return the chime called ``text``; :class:`Unspeakable` for any other name."""
        if text not in CHIMES:
            raise Unspeakable(f"There is no chime {text!r}.")
        length_s, tones = CHIMES[text]
        sound = numpy.zeros(int(length_s * RATE_HZ))
        for tone in tones:
            stroke = _stroke(tone, length_s - tone.start_s)
            start = int(tone.start_s * RATE_HZ)
            sound[start : start + len(stroke)] += stroke[: len(sound) - start]
        release = int(_RELEASE_S * RATE_HZ)
        sound[-release:] *= 0.5 + 0.5 * numpy.cos(numpy.linspace(0, numpy.pi, release))
        chime: NDArray[numpy.float32] = (sound / numpy.abs(sound).max()).astype(numpy.float32)
        return chime

    def provenance(self) -> dict[str, str]:
        """Return what the chimes depend on."""
        return {"engine": "Panggil chimes", "chimes": self.name}

    def close(self) -> None:
        """Nothing is held."""


def _stroke(tone: Tone, length_s: float) -> NDArray[numpy.float64]:
    time_s = numpy.arange(int(length_s * RATE_HZ)) / RATE_HZ
    attack = 0.5 - 0.5 * numpy.cos(numpy.pi * numpy.minimum(time_s / _ATTACK_S, 1.0))
    ring = sum(
        level
        * numpy.exp(-time_s * faster / tone.decay_s)
        * numpy.sin(2 * numpy.pi * multiple * tone.pitch_hz * time_s)
        for multiple, level, faster in _PARTIALS
    )
    return numpy.asarray(attack * ring)
