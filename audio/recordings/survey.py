"""The first look through a sound: is it one, how long, how loud, how clipped? Block by block."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
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
from audio.studio.errors import UncertainEnd, words_of
from audio.studio.whole_sound import WholeSound

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
    with open_whole(path) as sound:
        _check_form(sound, longest_s)
        return _look_through(sound, longest_s)


@contextmanager
def open_whole(path: Path) -> Iterator[WholeSound]:
    """Open the file, to its true end; raise :class:`NotTaken` whatever is wrong with it."""
    if not path.stat().st_size:
        raise NotTaken("empty", "The file is empty.")
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            _check_kind(data)
            with WholeSound(data) as sound:
                yield sound
    except UncertainEnd as error:
        raise _uncertain(error) from None
    except (soundfile.SoundFileError, ValueError) as error:
        raise NotTaken("undecodable", f"The sound cannot be decoded ({words_of(error)}).") from None


def _check_kind(data: mmap.mmap) -> None:
    """Refuse what is no sound, and a torn one: libsndfile plays what is left without a word."""
    try:
        kind = check_whole(data)
    except UncertainEnd as error:
        raise _uncertain(error) from None
    except ValueError:
        raise NotTaken("cut_off", "The sound is cut off; send it again.") from None
    if not kind:
        raise NotTaken("not_sound", "This is no WAV, FLAC, MP3, Ogg or Opus file.")


def _uncertain(error: UncertainEnd) -> NotTaken:
    return NotTaken(
        "uncertain_end", f"The sound {words_of(error)}; save it anew as one WAV or MP3 file."
    )


def _check_form(sound: WholeSound, longest_s: float) -> None:
    if not LOWEST_HZ <= sound.rate_hz <= HIGHEST_HZ:
        raise NotTaken("rate", f"It has {sound.rate_hz} Hz; take {LOWEST_HZ} to {HIGHEST_HZ}.")
    if sound.channels > MOST_CHANNELS:
        raise NotTaken("channels", f"It has {sound.channels} channels; take one or two.")
    # A file that says its length is believed; one that lies is found out while it is read.
    if sound.stated_frames > longest_s * sound.rate_hz:
        raise _too_long(longest_s)


def _look_through(sound: WholeSound, longest_s: float) -> Survey:
    frames, peak, loud, flat = 0, 0.0, 0, 0
    energy = numpy.zeros(sound.channels)
    for block in sound.blocks():
        if not numpy.isfinite(block).all():
            raise NotTaken("undecodable", "The sound has samples that are no numbers.")
        frames += len(block)
        if frames > longest_s * sound.rate_hz:
            raise _too_long(longest_s)
        level = numpy.abs(block)
        peak = max(peak, float(level.max()))
        energy += numpy.einsum("ij,ij->j", block, block, dtype=numpy.float64)
        at_top = level > _LOUD
        loud += int(at_top.sum())
        still = numpy.abs(numpy.diff(block, axis=0)) < _FLAT
        flat += int((still & at_top[1:]).sum())
    _check_level(peak, loud, flat, frames * sound.channels)
    if frames < SHORTEST_S * sound.rate_hz:
        raise NotTaken("too_short", f"The sound is shorter than {SHORTEST_S} s.")
    return Survey(sound.rate_hz, frames, tuple(float(one) / frames for one in energy))


def _check_level(peak: float, loud: int, flat: int, samples: int) -> None:
    if peak < 10 ** (SILENT_DBFS / 20):
        raise NotTaken("silent", "The sound is silent.")
    if flat > _CLIPPED_OF_LOUD * loud and flat > _CLIPPED_OF_ALL * samples:
        raise NotTaken("clipped", "The sound is overdriven; record it again with less gain.")


def _too_long(longest_s: float) -> NotTaken:
    return NotTaken("too_long", f"The sound is longer than {longest_s / 60:g} minutes.")
