"""The first look through a sound: is it one, how long, how loud, how clipped? Block by block."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy
import soundfile
from numpy.typing import NDArray

from audio.recordings.errors import NotTaken
from audio.recordings.limits import (
    HIGHEST_HZ,
    LONGEST_S,
    LOWEST_HZ,
    MOST_CHANNELS,
    SHORTEST_S,
    SILENT_DBFS,
)
from audio.studio.containers import check_whole

Block = NDArray[numpy.float32]

# What libsndfile 1.2.2 says of a FLAC that was written into a pipe: its header has no length, and
# its last block cannot be read (findings/flac_stream_cannot_be_read_to_its_end.sh).
_UNKNOWN_FRAMES = 2**63 - 1
# About 20 MB of stereo at the highest rate.
_BLOCK_FRAMES = 1 << 20
# A wave that was cut off stands still at a high value. Mastered music does so now and then, for a
# thousandth of its time; a voice that overdrove its microphone does for most of its loud time.
_LOUD, _FLAT = 0.5, 2e-5
_CLIPPED_OF_LOUD, _CLIPPED_OF_ALL = 0.4, 0.02


@dataclass(frozen=True, slots=True)
class Survey:
    """What the whole of a sound is like, channel by channel."""

    rate_hz: int
    frames: int
    powers: tuple[float, ...]

    @property
    def weights(self) -> NDArray[numpy.float32]:
        """How much of each channel goes into one: none of a channel that is nearly silent."""
        heard = numpy.array([power >= 0.01 * max(self.powers) for power in self.powers])
        return numpy.asarray(heard / heard.sum(), numpy.float32)


def survey(path: Path, longest_s: float = LONGEST_S) -> Survey:
    """Look all through the file; raise :class:`NotTaken` with the first reason not to take it."""
    _check_kind(path)
    try:
        with soundfile.SoundFile(path) as file:
            _check_form(file, longest_s)
            return _look_through(file, longest_s)
    except (soundfile.SoundFileError, ValueError) as error:
        raise NotTaken("undecodable", f"The sound cannot be decoded ({_line(error)}).") from None


def blocks(file: soundfile.SoundFile, frames: int = _BLOCK_FRAMES) -> Iterator[Block]:
    """Yield the sound as float blocks of (frames, channels)."""
    while len(block := file.read(frames, dtype="float32", always_2d=True)):
        yield block


def _check_kind(path: Path) -> None:
    """Refuse what is no sound, and a torn one: libsndfile plays what is left without a word."""
    if not path.stat().st_size:
        raise NotTaken("empty", "The file is empty.")
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        try:
            kind = check_whole(data)
        except ValueError:
            raise NotTaken("cut_off", "The sound is cut off; send it again.") from None
    if not kind:
        raise NotTaken("not_sound", "This is no WAV, FLAC, MP3, Ogg or Opus file.")


def _check_form(file: soundfile.SoundFile, longest_s: float) -> None:
    if not LOWEST_HZ <= file.samplerate <= HIGHEST_HZ:
        raise NotTaken("rate", f"It has {file.samplerate} Hz; take {LOWEST_HZ} to {HIGHEST_HZ}.")
    if file.channels > MOST_CHANNELS:
        raise NotTaken("channels", f"It has {file.channels} channels; take one or two.")
    if file.frames == _UNKNOWN_FRAMES:
        raise NotTaken("undecodable", "The sound does not say how long it is; save it as a file.")
    # A file that says its length is believed; one that lies is found out while it is read.
    if file.frames > longest_s * file.samplerate:
        raise _too_long(longest_s)


def _look_through(file: soundfile.SoundFile, longest_s: float) -> Survey:
    frames, peak, loud, flat = 0, 0.0, 0, 0
    energy = numpy.zeros(file.channels)
    for block in blocks(file):
        if not numpy.isfinite(block).all():
            raise NotTaken("undecodable", "The sound has samples that are no numbers.")
        frames += len(block)
        if frames > longest_s * file.samplerate:
            raise _too_long(longest_s)
        level = numpy.abs(block)
        peak = max(peak, float(level.max()))
        energy += numpy.einsum("ij,ij->j", block, block, dtype=numpy.float64)
        at_top = level > _LOUD
        loud += int(at_top.sum())
        still = numpy.abs(numpy.diff(block, axis=0)) < _FLAT
        flat += int((still & at_top[1:]).sum())
    _check_level(peak, loud, flat, frames * file.channels)
    if frames < SHORTEST_S * file.samplerate:
        raise NotTaken("too_short", f"The sound is shorter than {SHORTEST_S} s.")
    return Survey(file.samplerate, frames, tuple(float(one) / frames for one in energy))


def _check_level(peak: float, loud: int, flat: int, samples: int) -> None:
    if peak < 10 ** (SILENT_DBFS / 20):
        raise NotTaken("silent", "The sound is silent.")
    if flat > _CLIPPED_OF_LOUD * loud and flat > _CLIPPED_OF_ALL * samples:
        raise NotTaken("clipped", "The sound is overdriven; record it again with less gain.")


def _too_long(longest_s: float) -> NotTaken:
    return NotTaken("too_long", f"The sound is longer than {longest_s / 60:g} minutes.")


def _line(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")
