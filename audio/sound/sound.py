"""One announcement's sound: a WAV file named by what is in it."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

RATE_HZ = 48_000
# Mono, signed 16 bit: what the speaker's mixer is opened with, so that nothing is ever resampled.
FRAME_BYTES = 2


@dataclass(frozen=True, slots=True)
class Sound:
    """A composed sound: ``path`` is a mono 48 kHz 16-bit WAV whose bytes hash to ``sha256``."""

    sha256: str
    path: Path
    duration_ms: int


def silence(duration_ms: int) -> bytes:
    """Return that much digital silence as PCM."""
    return bytes(duration_ms * RATE_HZ // 1000 * FRAME_BYTES)


def duration_of(pcm_bytes: int) -> int:
    """Return how long that much PCM lasts, in whole milliseconds, rounded up."""
    return -(-pcm_bytes * 1000 // (RATE_HZ * FRAME_BYTES))


def wav_header(pcm_bytes: int) -> bytes:
    """Return the 44 bytes that make ``pcm_bytes`` of PCM a WAV file (RIFF, format 1)."""
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF", 36 + pcm_bytes, b"WAVE",
        b"fmt ", 16, 1, 1, RATE_HZ, RATE_HZ * FRAME_BYTES, FRAME_BYTES, 8 * FRAME_BYTES,
        b"data", pcm_bytes,
    )  # fmt: skip
