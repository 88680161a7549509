"""Clips as files: FLAC for what is made on this machine, Opus for packs that travel."""

from __future__ import annotations

import io
from typing import Any

import numpy
import soundfile
from numpy.typing import NDArray

from audio.errors import VoiceError
from audio.studio.loudness import RATE_HZ

# libsndfile maps its compression level 0..1 to 256..6 kbit/s a channel.
_OPUS_KBIT = 40
_OPUS_LEVEL = 1 - (_OPUS_KBIT - 6) / (256 - 6)


def encode_flac(samples: NDArray[numpy.float64]) -> bytes:
    """Return a mono 48 kHz 16-bit FLAC file: as good as the clip, quick to decode."""
    return _encode(samples, format="FLAC", subtype="PCM_16")


def encode_opus(samples: NDArray[numpy.float64]) -> bytes:
    """Return a mono 48 kHz Ogg Opus file of about 40 kbit/s."""
    return _encode(samples, format="OGG", subtype="OPUS", compression_level=_OPUS_LEVEL)


def _encode(samples: NDArray[numpy.float64], **options: Any) -> bytes:
    buffer = io.BytesIO()
    try:
        soundfile.write(buffer, samples, RATE_HZ, **options)
    except (soundfile.SoundFileError, TypeError, ValueError) as error:
        raise VoiceError(f"The clip cannot be encoded: {error}") from error
    return buffer.getvalue()


def decode_samples(sound: bytes) -> NDArray[numpy.float64]:
    """Return the samples of a mono 48 kHz file; :class:`VoiceError` for anything else."""
    try:
        samples, rate_hz = soundfile.read(io.BytesIO(sound), dtype="float64")
    except (soundfile.SoundFileError, ValueError) as error:
        raise VoiceError(f"The clip cannot be decoded: {error}") from error
    if rate_hz != RATE_HZ or samples.ndim != 1:
        raise VoiceError(f"The clip is not mono at {RATE_HZ} Hz.")
    return numpy.asarray(samples)
