"""Decoding a clip to PCM, by libsndfile and without numpy (20 MB the server does without)."""

from __future__ import annotations

from pathlib import Path

import soundfile

from audio.sound.errors import SoundError
from audio.sound.sound import FRAME_BYTES, RATE_HZ

# A phrase lasts seconds; a file that claims more than this is no clip (and would fill the memory).
LONGEST_S = 120


def decode_clip(path: Path) -> bytes:
    """Return the clip as mono 48 kHz signed 16-bit PCM; :class:`SoundError` when it is not that."""
    try:
        with soundfile.SoundFile(path) as file:
            if (file.samplerate, file.channels) != (RATE_HZ, 1):
                raise SoundError(f"The clip {path.name} is not mono at {RATE_HZ} Hz.")
            if not 0 < file.frames <= LONGEST_S * RATE_HZ:
                raise SoundError(f"The clip {path.name} has {file.frames} frames.")
            pcm = bytes(file.buffer_read(dtype="int16"))
            complete = len(pcm) == file.frames * FRAME_BYTES
    except (soundfile.SoundFileError, OSError, ValueError) as error:
        raise SoundError(f"The clip {path.name} cannot be decoded: {error}") from None
    if not complete:
        raise SoundError(f"The clip {path.name} ends too early.")
    return pcm
