"""The bytes of a recording on their way into a sound: checked, in pieces, giving way in between.

Eight minutes are 46 MB. They never lie in memory as a whole, and whoever shares the thread with the
composer (the server's hub) has a turn after every piece, which takes about a millisecond.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

from audio.sound.errors import RecordingLost
from audio.sound.sound import wav_header

CHUNK_BYTES = 256 * 1024
_HEADER = len(wav_header(0))


def pcm_bytes(recording: Path) -> int:
    """Return how much PCM the recording holds; :class:`RecordingLost` when it cannot be read."""
    try:
        size = recording.stat().st_size - _HEADER
    except OSError as error:
        raise RecordingLost(f"The recording cannot be read: {error.strerror}.") from None
    if size <= 0:
        raise RecordingLost("The recording is damaged: it is empty.")
    return size


def read_pcm(recording: Path) -> Iterator[bytes]:
    """Yield the PCM of ``<sha256>.wav``; :class:`RecordingLost` when it is something else."""
    digest = hashlib.sha256()
    try:
        with recording.open("rb") as file:
            header = file.read(_HEADER)
            digest.update(header)
            while chunk := file.read(CHUNK_BYTES):
                digest.update(chunk)
                yield chunk
                time.sleep(0)
    except OSError as error:
        raise RecordingLost(f"The recording cannot be read: {error.strerror}.") from None
    if digest.hexdigest() != recording.stem:
        raise RecordingLost("The recording is damaged.")


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, giving way after every piece. Raises ``OSError``."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
            if len(chunk) == CHUNK_BYTES:
                time.sleep(0)
    return digest.hexdigest()
