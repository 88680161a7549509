"""Is a recording good enough for a hall? And its samples, mono, when it is."""

from __future__ import annotations

import numpy
import soundfile
from numpy.typing import NDArray

from audio.production.announcer.errors import RecordingRefused
from audio.studio import RATE_HZ, clip_lufs
from audio.studio.containers import check_file
from audio.studio.errors import words_of
from audio.studio.resample import convert
from audio.studio.trim import trim
from audio.studio.whole_sound import WholeSound

Samples = NDArray[numpy.float64]

# Below is telephone sound; nobody records above.
LOWEST_HZ, HIGHEST_HZ = 16_000, 192_000
SHORTEST_S, LONGEST_S = 0.1, 30.0
# From -45 LUFS to -16 the noise of a room is raised by 29 dB and is heard in every pause.
QUIETEST_LUFS = -45.0
SILENT_DBFS = -60.0
# A wave that was cut off stands still at its highest value; an honest crest of a voice does not:
# at 100 Hz and 48 kHz four samples around it differ by 1.7e-4. Once may be chance.
_FLAT, _FLAT_RUN, _FLAT_RUNS, _FLAT_LEVEL = 2e-5, 4, 2, 0.5


def read_recording(name: str, data: bytes) -> tuple[Samples, int]:
    """Return the mono samples and their rate; :class:`RecordingRefused` says what is wrong."""
    try:
        check_file(name, data)
        samples, rate_hz = _decode(data)
    except (soundfile.SoundFileError, ValueError) as error:
        raise RecordingRefused(name, _one_line(error)) from None
    reason = _fault(samples, rate_hz)
    if reason:
        raise RecordingRefused(name, reason)
    return samples, rate_hz


def _decode(data: bytes) -> tuple[Samples, int]:
    with WholeSound(data) as sound:
        rate_hz = sound.rate_hz
        if not LOWEST_HZ <= rate_hz <= HIGHEST_HZ:
            raise ValueError(f"has {rate_hz} Hz; take {LOWEST_HZ} to {HIGHEST_HZ}, best 48000")
        if sound.channels > 2:
            raise ValueError(f"has {sound.channels} channels; take one or two")
        both = _read_bounded(sound)
    if not numpy.isfinite(both).all():
        raise ValueError("has samples that are no numbers")
    return numpy.asarray(_mono(both)), rate_hz


def _read_bounded(sound: WholeSound) -> Samples:
    most = int(LONGEST_S * sound.rate_hz)
    too_long = ValueError(f"is longer than {LONGEST_S:.0f} s")
    if sound.stated_frames > most:
        raise too_long
    blocks = [numpy.zeros((0, sound.channels), numpy.float32)]
    frames = 0
    for block in sound.blocks():
        blocks.append(block)
        frames += len(block)
        if frames > most:
            raise too_long
    return numpy.concatenate(blocks).astype(numpy.float64)


def _mono(both: Samples) -> Samples:
    """Return one channel: the louder one where the other is nearly silent, else their mean.

    A clipped channel must not hide behind a clean one, so the mean is taken of honest ones only.
    """
    if both.shape[1] == 1:
        return both[:, 0]
    left, right = both[:, 0], both[:, 1]
    powers = float((left**2).mean()), float((right**2).mean())
    if min(powers) < 0.01 * max(powers):
        return left if powers[0] >= powers[1] else right
    for channel in (left, right):
        if is_clipped(channel):
            return channel
    return numpy.asarray((left + right) / 2)


def _fault(samples: Samples, rate_hz: int) -> str:
    """Return why these samples are refused, empty when they are not."""
    peak = float(numpy.abs(samples).max(initial=0.0))
    if peak < 10 ** (SILENT_DBFS / 20):
        return "is silent"
    if is_clipped(samples):
        return "is clipped; record it again with less gain"
    speech = trim(convert(samples, rate_hz, RATE_HZ), RATE_HZ)
    if len(speech) < SHORTEST_S * RATE_HZ or len(samples) < SHORTEST_S * rate_hz:
        return f"is shorter than {SHORTEST_S} s"
    loudness = clip_lufs(speech)
    if loudness < QUIETEST_LUFS:
        return f"is too quiet to repair ({loudness:.0f} LUFS); record it again with more gain"
    return ""


def is_clipped(samples: Samples) -> bool:
    """Say whether the wave stands still at its highest value, as one that was cut off does."""
    level = numpy.abs(samples)
    peak = level.max(initial=0.0)
    if peak < _FLAT_LEVEL:
        return False
    edges = numpy.diff(numpy.concatenate([[0], (level >= peak - _FLAT).astype(numpy.int8), [0]]))
    runs = numpy.flatnonzero(edges == -1) - numpy.flatnonzero(edges == 1)
    return int((runs >= _FLAT_RUN).sum()) >= _FLAT_RUNS


def _one_line(error: Exception) -> str:
    text = words_of(error)
    return f"cannot be decoded ({text})" if hasattr(error, "error_string") else text
