"""Simulated halls: what a microphone hears of a chime, through a room and over people and hum.

A room is an impulse response: the direct sound, and reverberation as noise that decays by 60 dB in
RT60. Babble is made of the shipped pack's clips at other paces, so of real voices; it is heard
through the room too. Levels are ratios of mean squares while the chime sounds, unweighted; hum is
added on top of the babble.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy
from numpy.typing import NDArray

from audio.packs import chime_pack, default_pack
from audio.sound.decode import decode_clip
from audio.studio.convolve import convolve

Samples = NDArray[numpy.float64]
Chance = numpy.random.Generator

RATE_HZ = 16_000
_VOICES, _VOICE_S = 32, 45
_HUMS = 8
_CLIPS = 120
VOICES_AT_ONCE = (1, 2, 4, 8, 16)


@dataclass(frozen=True, slots=True)
class Conditions:
    """One hall at one moment.

    ``snr_db``: chime over babble. ``direct_db``: direct sound over reverberation. ``voices``: how
    many speak. ``hum_db``: hum of the mains over the babble. ``gain_db``: level of the noise at the
    microphone, relative to full scale; near 0 the converter clips. ``drift``: of the microphone's
    clock against the speaker's, as a ratio.
    """

    snr_db: float
    rt60_s: float
    direct_db: float
    voices: int
    hum_db: float
    gain_db: float
    drift: float


def draw_conditions(chance: Chance, snr_db: float, rt60_s: float) -> Conditions:
    """Return a hall drawn at random for the rest."""
    return Conditions(
        snr_db,
        rt60_s,
        direct_db=chance.uniform(-10, 4),
        voices=int(chance.choice(VOICES_AT_ONCE)),
        hum_db=chance.uniform(-20, 6),
        gain_db=chance.uniform(-45, -3),
        drift=chance.uniform(-200e-6, 200e-6),
    )


class Simulation:
    """Holds the chimes and a supply of voices, at 16 kHz; draws everything from ``chance``."""

    def __init__(self, seed: int, voices: int = _VOICES, clips: int = _CLIPS) -> None:
        self.chance = numpy.random.default_rng(seed)
        self.chimes = {clip.text: _decode(clip.path) for clip in chime_pack().clips()}
        pack = default_pack().clips()
        chosen = self.chance.choice(len(pack), clips, replace=False)
        said = [_decode(pack[at].path) for at in chosen]
        self._voices = [self._speak(said) for _ in range(voices)]
        self._hums = [self._hum() for _ in range(_HUMS)]

    def seed(self, seed: int) -> None:
        """Draw anew what comes from here on; the supply of voices stays."""
        self.chance = numpy.random.default_rng(seed)

    def hear(
        self, conditions: Conditions, sounding: Samples | None, at_s: float, length_s: float
    ) -> NDArray[numpy.int16]:
        """Return what the microphone gives in ``length_s``, the direct sound being at ``at_s``.

        ``sounding`` is a chime, or a disturbance; with ``None`` there is noise alone. At most 44 s.
        """
        count = round(length_s * RATE_HZ)
        sound = self._noise(conditions, count)
        if sounding is not None:
            carried = self._carry(conditions, sounding)
            start = round(at_s * RATE_HZ)
            sound[start : start + len(carried)] += carried[: count - start]
        sound *= 10 ** (conditions.gain_db / 20)
        return numpy.rint(numpy.clip(sound, -1, 1) * 32767).astype(numpy.int16)

    def _carry(self, conditions: Conditions, sounding: Samples) -> Samples:
        heard = convolve(sounding, self._room(conditions.rt60_s, conditions.direct_db))
        heard /= numpy.sqrt((heard[: len(sounding)] ** 2).mean())
        steps = numpy.arange(0, len(heard) - 1, 1 + conditions.drift)
        drifted = numpy.interp(steps, numpy.arange(len(heard)), heard)
        return numpy.asarray(drifted * 10 ** (conditions.snr_db / 20))

    def _noise(self, conditions: Conditions, count: int) -> Samples:
        babble = numpy.zeros(count)
        for _ in range(conditions.voices):
            voice = self._voices[int(self.chance.integers(len(self._voices)))]
            start = int(self.chance.integers(len(voice) - count))
            nearness = 10 ** (self.chance.uniform(-6, 6) / 20)
            babble += voice[start : start + count] * nearness
        babble = convolve(babble, self._room(conditions.rt60_s, -3.0))[:count]
        hum = self._hums[int(self.chance.integers(len(self._hums)))]
        start = int(self.chance.integers(len(hum) - count))
        return _unit(babble) + hum[start : start + count] * 10 ** (conditions.hum_db / 20)

    def _hum(self) -> Samples:
        """Return a mains hum with its harmonics, of mean square 1."""
        count = _VOICE_S * RATE_HZ
        time_s = numpy.arange(count) / RATE_HZ
        mains = numpy.exp(2j * numpy.pi * self.chance.uniform(49.8, 50.2) * time_s)
        hum, wave = numpy.zeros(count), numpy.ones(count, complex)
        for multiple in range(1, 25):
            wave = wave * mains
            phase, level = self.chance.uniform(0, 2 * numpy.pi), self.chance.uniform(0.05, 1)
            hum += (wave * numpy.exp(1j * phase)).real * level / multiple
        return _unit(hum)

    def _room(self, rt60_s: float, direct_db: float) -> Samples:
        time_s = numpy.arange(int(rt60_s * RATE_HZ)) / RATE_HZ
        tail = self.chance.standard_normal(len(time_s)) * 10 ** (-3 * time_s / rt60_s)
        tail[: RATE_HZ // 400] = 0
        tail *= 10 ** (-direct_db / 20) / numpy.sqrt((tail**2).sum())
        tail[0] = 1.0
        return numpy.asarray(tail)

    def _speak(self, said: list[Samples]) -> Samples:
        """Return one person talking on and on, of mean square 1."""
        parts, length = [], 0
        while length < _VOICE_S * RATE_HZ:
            clip = said[int(self.chance.integers(len(said)))]
            # Others than the announcer: slower or quicker, and so lower or higher.
            steps = numpy.arange(0, len(clip) - 1, self.chance.uniform(0.75, 1.25))
            pause = numpy.zeros(int(self.chance.integers(RATE_HZ // 4)))
            parts += [numpy.interp(steps, numpy.arange(len(clip)), clip), pause]
            length += len(steps) + len(pause)
        return _unit(numpy.concatenate(parts))


def _decode(path: Path) -> Samples:
    """Return a clip at 16 kHz: a third of the spectrum is a third of the rate."""
    samples = numpy.frombuffer(decode_clip(path), numpy.int16) / 32768
    count = len(samples) // 3
    spectrum = numpy.fft.rfft(samples[: 3 * count])[: count // 2 + 1]
    return numpy.asarray(numpy.fft.irfft(spectrum, count) / 3)


def _unit(samples: Samples) -> Samples:
    return samples / float(numpy.sqrt((samples**2).mean()))
