"""Installing recordings: everything judged and levelled first, then put in place in one step."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy
from numpy.typing import NDArray

from audio.errors import VoiceError
from audio.packs import ClipFacts, Pack, PackError, pack_folder
from audio.production.announcer.errors import RecordingRefused
from audio.production.announcer.judging import read_recording
from audio.production.announcer.listing import Listing, read_listing
from audio.production.announcer.source import Source, open_source
from audio.production.build import default_texts, keep_clip, put_in_place
from audio.production.report import (
    HIGHEST_DBTP,
    LONGEST_SILENCE_MS,
    LOUDNESS_LUFS,
    LOUDNESS_SLACK_LU,
    silences_ms,
)
from audio.studio import RATE_HZ, Facts, measure
from audio.voices.making import record_clip

Progress = Callable[[int, int, str], None]
Made = dict[str, tuple[bytes, ClipFacts]]

ENGINE = "recordings"


def install_recordings(
    source: Path, packs: Path, name: str, progress: Progress | None = None
) -> Pack:
    """Install the zip or folder ``source`` as the pack ``name`` in the folder ``packs``.

    Nothing is written before all of it has been judged good and levelled (about 40 KB a phrase are
    held in memory meanwhile); then a pack of that name is replaced in one step. Raises
    :class:`RecordingRefused` for the first file that is not good, and :class:`PackError` when the
    folder cannot be written; both leave what was installed as it was.
    """
    folder = pack_folder(packs, name)
    with open_source(source) as files:
        listing = read_listing(files, frozenset(default_texts()))
        made: Made = {}
        for done, (text, file) in enumerate(listing.files.items(), 1):
            made[text] = _make(text, file, files, listing.sha256.get(text))
            if progress is not None:
                progress(done, len(listing.files), text)
    return _put(folder, listing, made)


class _Recorded:
    """A recording as the engine that spoke it, for the mastering."""

    name = ENGINE
    jobs = 1

    def __init__(self, samples: NDArray[numpy.float64], rate_hz: int) -> None:
        self.rate_hz = rate_hz
        self._samples = samples.astype(numpy.float32)

    def synthesise(self, text: str) -> NDArray[numpy.float32]:
        """Return what the person spoke."""
        return self._samples

    def provenance(self) -> dict[str, str]:
        """Return that people spoke; who they are is theirs to tell."""
        return {"engine": ENGINE}

    def close(self) -> None:
        """Nothing is held."""


def _make(text: str, file: str, files: Source, sha256: str | None) -> tuple[bytes, ClipFacts]:
    data = files.read(file)
    if sha256 is not None and hashlib.sha256(data).hexdigest() != sha256:
        raise RecordingRefused(file, "does not have the checksum of its manifest")
    samples, rate_hz = read_recording(file, data)
    if data[:4] == b"OggS" and rate_hz == RATE_HZ and _is_finished(samples):
        return data, measure(samples).to_json()
    try:
        sound, facts = record_clip(_Recorded(samples, rate_hz), text)
    except VoiceError as error:
        raise RecordingRefused(file, f"cannot be levelled ({error})") from None
    if not _is_even(facts):
        found = f"{facts.loudness_lufs:.1f} LUFS, {facts.true_peak_dbtp:.1f} dBTP"
        raise RecordingRefused(file, f"cannot be levelled (it stays at {found})")
    return sound, facts.to_json()


def _is_even(facts: Facts) -> bool:
    near = abs(facts.loudness_lufs - LOUDNESS_LUFS) <= LOUDNESS_SLACK_LU
    return near and facts.true_peak_dbtp <= HIGHEST_DBTP


def _is_finished(samples: NDArray[numpy.float64]) -> bool:
    """Say whether it is a clip already, of an exported pack: coding it again would only harm."""
    return _is_even(measure(samples)) and max(silences_ms(samples)) < LONGEST_SILENCE_MS


def _put(folder: Path, listing: Listing, made: Made) -> Pack:
    digest = hashlib.sha256(b"".join(sound for sound, _ in made.values())).hexdigest()
    voice = listing.voice or f"{folder.name}-{digest[:8]}"
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before = set(folder.iterdir())
        clips = []
        for text, (sound, facts) in made.items():
            clips.append(keep_clip(folder, voice, text, sound, facts))
            written.append(clips[-1].path)
        made_by = dict(listing.made_by) or {"engine": ENGINE}
        return put_in_place(folder, Pack(folder.name, voice, clips, made_by), keep_replaced=True)
    except OSError as error:
        with suppress(OSError):
            for path in set(written) - before:
                path.unlink(missing_ok=True)
            folder.rmdir()
        raise PackError(f"The pack {folder} cannot be written: {error.strerror}.") from None
