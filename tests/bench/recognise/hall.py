"""A hall to listen in: reverberation, a loudspeaker's band, and the noise of waiting people.

The room of the study of the voice: RT60 0.8 s, direct sound 4 dB over the reverberation, 180 to
7,000 Hz; babble is sixteen voices at once. The same for every run.
"""

from __future__ import annotations

import numpy
from numpy.typing import NDArray

from audio import Pack
from audio.sound.decode import decode_clip
from audio.studio.convolve import convolve

Samples = NDArray[numpy.float64]

RATE_HZ = 48_000
_RT60_S, _DIRECT_DB = 0.8, 4.0
_BAND_HZ = (180.0, 7000.0)
_VOICES = 16
_BABBLE_S = 40


class Hall:
    """Lets sounds be heard across a hall, with babble ``snr_db`` below the speech."""

    def __init__(self, pack: Pack, snr_db: float) -> None:
        self._chance = numpy.random.default_rng(7)
        self._snr_db = snr_db
        self._room = self._make_room()
        self._babble = self._make_babble(pack)

    def carry(self, samples: Samples) -> Samples:
        """Return what reaches a chair; half a second of noise before and after."""
        speech = numpy.pad(samples, RATE_HZ // 2)
        heard = _band(convolve(speech, self._room)[: len(speech)])
        noise = numpy.resize(self._babble, len(heard))
        loud = heard[numpy.abs(heard) > 0.05 * numpy.abs(heard).max()]
        noise = noise * (_rms(loud) / _rms(noise)) * 10 ** (-self._snr_db / 20)
        mixed = heard + noise
        return numpy.asarray(0.5 * mixed / numpy.abs(mixed).max())

    def _make_room(self) -> Samples:
        time_s = numpy.arange(int(_RT60_S * RATE_HZ)) / RATE_HZ
        tail = self._chance.standard_normal(len(time_s)) * 10 ** (-3 * time_s / _RT60_S)
        tail[: RATE_HZ // 400] = 0
        tail *= 10 ** (-_DIRECT_DB / 20) / numpy.sqrt((tail**2).sum())
        tail[0] = 1.0
        return numpy.asarray(tail)

    def _make_babble(self, pack: Pack) -> Samples:
        clips = pack.clips()
        length = _BABBLE_S * RATE_HZ
        babble = numpy.zeros(length)
        for _ in range(_VOICES):
            voice = numpy.zeros(0)
            while len(voice) < length:
                clip = clips[int(self._chance.integers(len(clips)))]
                said = numpy.frombuffer(decode_clip(clip.path), numpy.int16) / 32768
                # Others than the announcer: slower or quicker, and so lower or higher.
                pace = self._chance.uniform(0.75, 1.25)
                at = numpy.arange(0, len(said) - 1, pace)
                voice = numpy.concatenate([voice, numpy.interp(at, numpy.arange(len(said)), said)])
            babble += voice[:length]
        return _band(babble)


def _band(samples: Samples) -> Samples:
    spectrum = numpy.fft.rfft(samples)
    pitch = numpy.fft.rfftfreq(len(samples), 1 / RATE_HZ)
    spectrum[(pitch < _BAND_HZ[0]) | (pitch > _BAND_HZ[1])] = 0
    return numpy.asarray(numpy.fft.irfft(spectrum, len(samples)))


def _rms(samples: Samples) -> float:
    return float(numpy.sqrt((samples**2).mean()))
