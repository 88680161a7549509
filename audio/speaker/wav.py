"""The one sound format that reaches the PA line: 48 kHz, 16 bit, mono or stereo WAV.

Anything else would be resampled by SDL, which costs up to 60 dB of signal-to-noise and cuts tails,
so it is refused instead of played.
"""

import wave
from array import array
from pathlib import Path

from audio.errors import AudioError

RATE_HZ = 48_000
SAMPLE_BYTES = 2
MAX_CHANNELS = 2
FRAME_BYTES = MAX_CHANNELS * SAMPLE_BYTES  # a stereo frame, as the mixer takes it


class BadSound(AudioError):
    """The file is not a sound that may be played; the message says why (English, for logs)."""


def measure_sound(path: Path) -> int:
    """Return the length of the WAV file in frames; BadSound when its format is not ours."""
    try:
        with wave.open(str(path), "rb") as file:
            _check_format(file)
            return file.getnframes()
    except (OSError, EOFError, wave.Error) as error:
        raise BadSound(f"not a readable WAV file: {error}") from error


def read_samples(path: Path, channels: int) -> bytes:
    """Return the file's samples for an output of one or two channels, interleaved.

    Mono is copied unchanged to both sides, and two sides are averaged for one. It is done here
    because SDL's own conversion goes through floats and alters samples. Raises BadSound.
    """
    try:
        with wave.open(str(path), "rb") as file:
            _check_format(file)
            samples, held = file.readframes(file.getnframes()), file.getnchannels()
    except (OSError, EOFError, wave.Error) as error:
        raise BadSound(f"not a readable WAV file: {error}") from error
    if held == channels:
        return samples
    return _double(samples) if held < channels else _average(samples)


def _check_format(file: wave.Wave_read) -> None:
    rate, width, channels = file.getframerate(), file.getsampwidth(), file.getnchannels()
    if (rate, width) != (RATE_HZ, SAMPLE_BYTES) or channels > MAX_CHANNELS:
        raise BadSound(f"{rate} Hz, {8 * width} bit, {channels} channels instead of 48 kHz 16 bit")
    if file.getnframes() == 0:
        raise BadSound("no samples")


def _double(mono: bytes) -> bytes:
    """Copy each sample to left and right; extended slices keep it in C (about 1 ms a second)."""
    one = array("h", mono[: len(mono) - len(mono) % SAMPLE_BYTES])
    both = array("h", bytes(2 * len(mono)))
    both = both[: 2 * len(one)]
    both[0::2] = one
    both[1::2] = one
    return both.tobytes()


def _average(stereo: bytes) -> bytes:
    """Return the mean of left and right."""
    both = array("h", stereo[: len(stereo) - len(stereo) % FRAME_BYTES])
    sides = zip(both[0::2], both[1::2], strict=True)
    return array("h", [(left + right) // 2 for left, right in sides]).tobytes()
