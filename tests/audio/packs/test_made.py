"""The clips made on this machine."""

import os
import time

import pytest

from audio.packs import ClipFolder, PackError, damage_of

FACTS = {"duration_ms": 700, "loudness_lufs": -16.0, "true_peak_dbtp": -1.5}


@pytest.fixture
def made(tmp_path):
    return ClipFolder(tmp_path, "tones-1")


def test_a_clip_that_was_added_is_found(made):
    """By its words, whole."""
    clip = made.add("Selamat datang", b"sound", ".flac", FACTS)
    assert made.find("Selamat datang") == clip
    assert damage_of(clip) is None


def test_another_process_finds_it_too(made, tmp_path):
    """Nothing is kept in memory only."""
    clip = made.add("Selamat datang", b"sound", ".flac", FACTS)
    assert ClipFolder(tmp_path, "tones-1").find("Selamat datang") == clip


def test_another_voice_does_not_find_it(made, tmp_path):
    """Voices are never mixed."""
    made.add("Selamat datang", b"sound", ".flac", FACTS)
    assert ClipFolder(tmp_path, "tones-2").find("Selamat datang") is None


def test_a_sound_without_its_note_is_no_clip(made, tmp_path):
    """A writer killed between the two leaves nothing behind that would be spoken."""
    made.add("nol", b"sound", ".flac", FACTS)
    next(tmp_path.glob("*.json")).unlink()
    assert made.find("nol") is None


@pytest.mark.parametrize("note", [b"", b"{}", b"\xff", b'{"file": "../x"}'])
def test_a_damaged_note_is_no_clip(made, tmp_path, note):
    """It is made again instead."""
    made.add("nol", b"sound", ".flac", FACTS)
    next(tmp_path.glob("*.json")).write_bytes(note)
    assert made.find("nol") is None


def test_a_discarded_clip_is_gone(made, tmp_path):
    """Sound and note."""
    made.add("nol", b"sound", ".flac", FACTS)
    made.discard("nol")
    made.discard("nol")
    assert list(tmp_path.iterdir()) == []


def test_the_longest_unused_clips_make_room(tmp_path):
    """The folder is bounded; what was used lately stays."""
    made = ClipFolder(tmp_path, "tones-1", limit_bytes=250)
    for age, text in ((30, "nol"), (20, "satu")):
        clip = made.add(text, bytes(100), ".flac", FACTS)
        os.utime(clip.path, (time.time() - age, time.time() - age))
    made.touch(made.find("nol"))
    made.add("dua", bytes(100), ".flac", FACTS)
    assert [text for text in ("nol", "satu", "dua") if made.find(text)] == ["nol", "dua"]


def test_leftovers_of_a_killed_writer_are_swept_away(tmp_path):
    """Old ones only: a young one may be another process at work."""
    old, young = tmp_path / "a.flac.1-1-0.part", tmp_path / "b.flac.1-1-0.part"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    ClipFolder(tmp_path, "tones-1")
    assert (old.exists(), young.exists()) == (False, True)


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path):
    """A file is in the way."""
    (tmp_path / "clips").write_text("")
    with pytest.raises(PackError, match="cannot be made"):
        ClipFolder(tmp_path / "clips", "tones-1")
