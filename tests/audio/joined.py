"""Files whose headers say another length than they have, made of files that are right."""

from __future__ import annotations

import io
from typing import Any

import numpy
import soundfile

from audio.studio.mp3 import frame_bytes

TAG = b"ID3\x04\x00\x00\x00\x00\x00\x05tag.."
APE = b"APETAGEX" + (2000).to_bytes(4, "little") + (32).to_bytes(4, "little") + bytes(48)


def changing(seconds: float = 3.0, rate_hz: int = 48_000) -> Any:
    """Noise that is loud, then quiet: at a variable bitrate its second half takes few bytes."""
    noise = numpy.random.default_rng(5).standard_normal(int(seconds * rate_hz))
    half = len(noise) // 2
    # Loud again at its very end, so that nothing of it is cut off as silence.
    noise[half : -rate_hz // 5] *= 0.01
    return numpy.clip(0.15 * noise, -0.9, 0.9)


def vbr_mp3(samples: Any, rate_hz: int = 48_000) -> bytes:
    """An MP3 of variable bitrate, with its header."""
    data = io.BytesIO()
    options = {"format": "MP3", "compression_level": 0.5, "bitrate_mode": "VARIABLE"}
    soundfile.write(data, samples, rate_hz, **options)
    return data.getvalue()


def without_header(mp3: bytes) -> bytes:
    """An MP3 without the frame that states its length, as recorders write into a pipe."""
    return mp3[frame_bytes(mp3, 0) :]


def wav_stating(wav: bytes, size: int) -> bytes:
    """A WAV that states so many bytes of sound."""
    at = wav.index(b"data") + 4
    return wav[:at] + size.to_bytes(4, "little") + wav[at + 4 :]
