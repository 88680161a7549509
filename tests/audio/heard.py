"""How much of a sound stands in what an output really played: the truth of every such test."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Of a sound's stretches that must be found in what was heard. A few may have holes on a busy
#: machine; half a sound, or its first words lost, is another thing.
WHOLE = 0.8
STRETCH = 4800
#: Around where a stretch is expected: holes push it back, and a chime is much like itself.
BEFORE, AFTER = 3 * STRETCH, 10 * STRETCH
LIKE = 0.9
#: A stretch below this (RMS) is a pause: it cannot be told from silence.
LOUD = 30.0
#: Heard is what comes with its own loudness, by this factor either way: -60 dB is not heard.
LEVEL = 2.0
_PLAYINGS = 12

Samples = NDArray[np.float64]


def heard_share(pcm: bytes, mono: bytes) -> float:
    """Return the share of a sound's loud stretches of 0.1 s that stand in what was heard.

    Both are 16 bit mono at 48 kHz. Each stretch is looked for where the ones before it let expect
    it: on a busy machine there may be holes between them. A server that mixes in floats changes
    single samples. Of several playings the best counts: one may have been cut short before it.
    """
    heard, wanted = _samples(pcm), _samples(mono)
    starts = [at for at in range(0, len(wanted) - STRETCH, STRETCH) if _rms(wanted, at) > LOUD]
    first = wanted[starts[0] : starts[0] + STRETCH]
    return max((_follow(heard, wanted, starts, at) for at in _places(heard, first)), default=0.0)


def heard_gain(pcm: bytes, mono: bytes) -> float:
    """Return by which factor a sound's first loud stretch came out, 0.0 when it was not heard."""
    heard, wanted = _samples(pcm), _samples(mono)
    first = next(at for at in range(0, len(wanted), STRETCH) if _rms(wanted, at) > LOUD)
    stretch = wanted[first : first + STRETCH]
    place = _place(heard, stretch)
    return _rms(heard, place) / _rms(stretch, 0) if place >= 0 else 0.0


def _samples(pcm: bytes) -> Samples:
    return np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(float)


def _rms(samples: Samples, at: int) -> float:
    return float(np.sqrt(np.mean(samples[at : at + STRETCH] ** 2)))


def _follow(heard: Samples, wanted: Samples, starts: list[int], at: int) -> float:
    """Return the share that is found when the first loud stretch stands at ``at``."""
    found, behind = 0, at - starts[0]
    for start in starts:
        begin = max(0, behind + start - BEFORE)
        end = behind + start + STRETCH + AFTER
        place = _place(heard[begin:end], wanted[start : start + STRETCH])
        if place >= 0:
            found, behind = found + 1, begin + place - start
    return found / len(starts)


def _fits(heard: Samples, wanted: Samples) -> Samples:
    """Return for each place how alike the stretch is to what was heard there, -1 to 1."""
    size = 1 << (len(heard) + len(wanted)).bit_length()
    product = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(wanted, size)), size)
    power = np.concatenate(([0.0], np.cumsum(heard**2)))
    energy = np.maximum(power[len(wanted) :] - power[: -len(wanted)], 1.0)
    scale = np.sqrt(energy) * max(float(np.linalg.norm(wanted)), 1.0)
    alike: Samples = product[: len(heard) - len(wanted) + 1] / scale
    # Another loudness is not alike.
    ratio = np.sqrt(energy) / max(float(np.linalg.norm(wanted)), 1.0)
    return np.where((ratio > 1 / LEVEL) & (ratio < LEVEL), alike, 0.0)


def _place(heard: Samples, wanted: Samples) -> int:
    """Return where the stretch begins in what was heard, -1 when it is not there."""
    if len(heard) < len(wanted):
        return -1
    fits = _fits(heard, wanted)
    at = int(np.argmax(fits))
    return at if fits[at] > LIKE else -1


def _places(heard: Samples, wanted: Samples) -> list[int]:
    """Return every place where the stretch begins, the best first, none twice."""
    if len(heard) < len(wanted):
        return []
    fits, places = _fits(heard, wanted), list[int]()
    while len(places) < _PLAYINGS and fits[at := int(np.argmax(fits))] > LIKE:
        places.append(at)
        fits[max(0, at - STRETCH) : at + STRETCH] = 0.0
    return places
