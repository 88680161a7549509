"""A recording on its way to the hall: the chime before it, the very samples, as often as asked."""

from __future__ import annotations

import hashlib
import wave
from pathlib import Path

import pytest

from audio.sound import RecordingLost
from audio.sound.sound import wav_header

PCM = bytes(range(256)) * 3_000


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A recording of eight seconds."""
    data = wav_header(len(PCM)) + PCM
    path = tmp_path / f"{hashlib.sha256(data).hexdigest()}.wav"
    path.write_bytes(data)
    return path


def pcm_of(path: Path) -> bytes:
    with wave.open(str(path)) as file:
        return file.readframes(file.getnframes())


def test_a_recording_without_a_chime_is_itself(composer, recording):
    """Bit for bit, and under its own name."""
    sound = composer.compose_recording(recording)

    assert sound.sha256 == recording.stem
    assert sound.duration_ms == 8_000


def test_chime_and_repeats_are_joined_to_it(composer, recording):
    """Chime, half a second, the recording, a second, the recording."""
    sound = composer.compose_recording(recording, chime="information", repeats=1)

    pcm = pcm_of(sound.path)
    assert hashlib.sha256(sound.path.read_bytes()).hexdigest() == sound.sha256
    assert pcm.endswith(PCM + bytes(96_000) + PCM)
    chime = pcm[: -len(PCM) * 2 - 96_000]
    assert chime.endswith(bytes(48_000))
    assert any(chime)
    assert composer.find(sound.sha256) == sound


def test_the_same_again_is_the_same_file(composer, recording):
    """Nothing is written a second time."""
    first = composer.compose_recording(recording, repeats=2)
    written = first.path.stat().st_ino

    assert composer.compose_recording(recording, repeats=2) == first
    assert first.path.stat().st_ino == written


def test_a_damaged_recording_is_not_played(composer, recording, tmp_path):
    """One wrong byte in the middle, and no sound of it is kept."""
    data = bytearray(recording.read_bytes())
    data[200_000] ^= 1
    recording.write_bytes(data)

    with pytest.raises(RecordingLost, match="damaged"):
        composer.compose_recording(recording)
    assert not list((tmp_path / "sounds").glob("*.*"))


def test_a_recording_that_is_gone_is_named_so(composer, recording):
    """Its file was deleted under the server."""
    recording.unlink()
    with pytest.raises(RecordingLost, match="cannot be read"):
        composer.compose_recording(recording)


def test_a_long_sound_is_proven_once_and_again_when_it_changed(composer, tmp_path):
    """A browser asks for it in many parts; a change on the disk is found all the same."""
    data = wav_header(6_000_000) + bytes(6_000_000)
    recording = tmp_path / f"{hashlib.sha256(data).hexdigest()}.wav"
    recording.write_bytes(data)
    sound = composer.compose_recording(recording)

    assert composer.find(sound.sha256) == sound
    with sound.path.open("r+b") as file:
        file.seek(3_000_000)
        file.write(b"x")
    assert composer.find(sound.sha256) is None
