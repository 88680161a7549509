"""What sounds in a hall while the loudspeaker is off: no chime of ours, or not the one meant.

Music, gongs of shops and lifts, our own other chimes, and the meant one in another key: each with a
mean square of 1 while it sounds, drawn from ``chance``, at 16 kHz.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy
from numpy.typing import NDArray

Samples = NDArray[numpy.float64]
Chance = numpy.random.Generator

RATE_HZ = 16_000
_MUSIC_S = 11.0
_SCALE = (0, 2, 4, 5, 7, 9, 11)


def disturb(kind: str, chance: Chance, chimes: Mapping[str, Samples], meant: str) -> Samples:
    """Return a disturbance of one of :data:`KINDS`; ``meant`` is the chime that is looked for."""
    return _unit(KINDS[kind](chance, chimes, meant))


def _music(chance: Chance, chimes: Mapping[str, Samples], meant: str) -> Samples:
    """Return a tune with chords, as of a television or a phone."""
    sound = numpy.zeros(round(_MUSIC_S * RATE_HZ))
    root, beat_s, at_s = chance.uniform(130, 260), chance.uniform(0.15, 0.6), 0.0
    while at_s < _MUSIC_S - 1:
        lasts_s = beat_s * float(chance.choice((1, 1, 2, 3)))
        for _ in range(int(chance.integers(1, 5))):
            step = int(chance.choice(_SCALE)) + 12 * int(chance.integers(0, 3))
            _strike(sound, chance, root * 2 ** (step / 12), at_s, 2 * lasts_s)
        at_s += lasts_s
    return sound


def _gong(chance: Chance, chimes: Mapping[str, Samples], meant: str) -> Samples:
    """Return one to four tones such as a shop's door, a lift or another maker's system has."""
    count, gap_s = int(chance.integers(1, 5)), chance.uniform(0.2, 0.8)
    sound = numpy.zeros(round((count * gap_s + 2) * RATE_HZ))
    root = chance.uniform(262, 1050)
    for number in range(count):
        pitch = root * 2 ** (int(chance.integers(-12, 13)) / 12)
        _strike(sound, chance, pitch, number * gap_s, chance.uniform(0.4, 1.8))
    return sound


def _other(chance: Chance, chimes: Mapping[str, Samples], meant: str) -> Samples:
    """Return another chime of ours: of another zone, or what a neighbouring hall has just said."""
    names = sorted(name for name in chimes if name != meant)
    return chimes[names[int(chance.integers(len(names)))]].copy()


def _key(chance: Chance, chimes: Mapping[str, Samples], meant: str) -> Samples:
    """Return the meant chime, one to seven semitones higher or lower."""
    ratio = 2 ** (int(chance.choice((-1, 1))) * int(chance.integers(1, 8)) / 12)
    chime = chimes[meant]
    return numpy.interp(numpy.arange(0, len(chime) - 1, ratio), numpy.arange(len(chime)), chime)


KINDS: Mapping[str, Callable[[Chance, Mapping[str, Samples], str], Samples]] = {
    "music": _music,
    "gong": _gong,
    "other chime": _other,
    "other key": _key,
}
"""Kind -> what makes it; it takes ``chance``, the chimes by name, and which of them is meant."""


def _strike(sound: Samples, chance: Chance, hertz: float, at_s: float, rings_s: float) -> None:
    """Add a struck tone with its partials to ``sound``; ``rings_s`` is until 40 dB below."""
    start = round(at_s * RATE_HZ)
    time_s = numpy.arange(len(sound) - start) / RATE_HZ
    for multiple in range(1, 7):
        level = chance.uniform(0.2, 1) / multiple
        phase, decay = (
            chance.uniform(0, 2 * numpy.pi),
            numpy.exp(-4.6 * multiple * time_s / rings_s),
        )
        wave = numpy.sin(2 * numpy.pi * hertz * multiple * time_s + phase)
        sound[start:] += level * decay * numpy.minimum(1, time_s / 0.005) * wave


def _unit(samples: Samples) -> Samples:
    return samples / float(numpy.sqrt((samples**2).mean()))
