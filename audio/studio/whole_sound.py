"""A sound read to its true end, whatever its header says of its length.

libsndfile stops where the first part of joined files ends, where an MP3 without a header is
guessed to end, and where a recorder that died last wrote down a length.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from mmap import mmap
from types import TracebackType
from typing import Self

import numpy
import soundfile
from numpy.typing import NDArray

from audio.studio.containers import kind_of, ogg_parts, with_open_length
from audio.studio.errors import UncertainEnd
from audio.studio.mp3 import with_true_length

Block = NDArray[numpy.float32]

# What libsndfile 1.2.2 says of a FLAC that was written into a pipe: its header has no length, and
# its last block cannot be read (findings/flac_stream_cannot_be_read_to_its_end.sh).
_UNKNOWN_FRAMES = 2**63 - 1
# About 20 MB of stereo at the highest rate.
_BLOCK_FRAMES = 1 << 20


class WholeSound:
    """The sound of a whole file, all its parts one after the other; use it with ``with``.

    ``data`` has passed :func:`audio.studio.containers.check_whole`. Opening and reading raise
    ``ValueError`` or ``soundfile.SoundFileError``.
    """

    def __init__(self, data: bytes | mmap) -> None:
        self._parts = _parts(data)
        self._first = _opened(self._parts[0])
        self.rate_hz = int(self._first.samplerate)
        self.channels = int(self._first.channels)

    @property
    def stated_frames(self) -> int:
        """How long the first part says it is, in frames; the whole is as long or longer."""
        return int(self._first.frames)

    def blocks(self, frames: int = _BLOCK_FRAMES) -> Iterator[Block]:
        """Yield the sound, once, as float blocks of (frames, channels)."""
        yield from _blocks(self._first, frames)
        for part in self._parts[1:]:
            with _opened(part) as file:
                if (file.samplerate, file.channels) != (self.rate_hz, self.channels):
                    raise UncertainEnd("changes its rate or its channels on the way")
                yield from _blocks(file, frames)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        self._first.close()


def _parts(data: bytes | mmap) -> list[bytes | mmap]:
    kind = kind_of(data)
    if kind == "MP3":
        return [with_true_length(data)]
    if kind == "Ogg":
        bounds = ogg_parts(data)
        return [data] if len(bounds) == 1 else [data[at:end] for at, end in bounds]
    return [with_open_length(data) if kind == "WAV" else data]


def _opened(part: bytes | mmap) -> soundfile.SoundFile:
    if isinstance(part, mmap):
        part.seek(0)
    file = soundfile.SoundFile(part if isinstance(part, mmap) else io.BytesIO(part))
    if file.frames == _UNKNOWN_FRAMES:
        file.close()
        raise ValueError("does not say how long it is; save it as a file")
    return file


def _blocks(file: soundfile.SoundFile, frames: int) -> Iterator[Block]:
    left = file.frames
    while len(block := file.read(frames, dtype="float32", always_2d=True)):
        left -= len(block)
        yield block
    if left > 0:
        raise ValueError("is cut off")
