"""Sounds as people bring them: tones that come and go like speech, in files of every kind."""

from __future__ import annotations

import io
from typing import Any

import numpy
import soundfile

KINDS: dict[str, dict[str, Any]] = {
    "wav": {"format": "WAV", "subtype": "PCM_16"},
    "flac": {"format": "FLAC"},
    "mp3": {"format": "MP3"},
    "ogg": {"format": "OGG", "subtype": "VORBIS"},
    "opus": {"format": "OGG", "subtype": "OPUS"},
}


def murmur(seconds: float = 2.0, level: float = 0.2, rate_hz: int = 48_000) -> Any:
    """Samples of a sound with syllables, quiet before and after it."""
    steps = numpy.arange(int(seconds * rate_hz)) / rate_hz
    syllables = 0.55 + 0.45 * numpy.sin(2 * numpy.pi * 3 * steps)
    tone = numpy.sin(2 * numpy.pi * 220 * steps) + 0.4 * numpy.sin(2 * numpy.pi * 660 * steps)
    return numpy.pad(level * syllables * tone, rate_hz // 2)


def file_of(samples: Any, kind: str = "wav", rate_hz: int = 48_000) -> bytes:
    """The bytes of a file of that kind."""
    data = io.BytesIO()
    soundfile.write(data, samples, rate_hz, **KINDS[kind])
    return data.getvalue()
