"""What the composer does when files are damaged, missing, or cannot be written."""

import resource
import signal
from contextlib import contextmanager

import pytest

from audio.packs import chime_pack, open_pack
from audio.sound import Composer, MissingClips, SoundError


@pytest.fixture
def chimes(tmp_path):
    """A copy of the shipped chimes that may be spoilt."""
    folder = tmp_path / "chimes"
    folder.mkdir()
    for path in chime_pack().find("call").path.parent.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return open_pack(folder)


@contextmanager
def no_room():
    """No file may grow beyond 2 kB, as on a full disk (EFBIG instead of ENOSPC).

    Only inside the block: the test runner's own output may be a file, and must not fail.
    """
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)


def test_a_damaged_clip_counts_as_missing_and_is_reported(composer, pack, say):
    """The voice makes it again; staff are told."""
    pack.find("nol").path.write_bytes(b"noise")
    assert composer.missing(say("nol", "satu")) == ("nol",)
    assert dict(composer.damaged) == {"nol": "another checksum"}


def test_a_clip_that_vanished_after_it_was_checked_counts_as_missing(composer, pack, say):
    """Checked once does not mean there for ever."""
    assert not composer.missing(say("nol"))
    pack.find("nol").path.unlink()
    with pytest.raises(MissingClips):
        composer.compose(say("nol"))
    assert composer.missing(say("nol")) == ("nol",)


def test_a_damaged_clip_of_the_pack_is_replaced_by_an_own_one(composer, pack, say, make):
    """The hall hears the right word; the pack stays reported until somebody repairs it."""
    pack.find("nol").path.write_bytes(b"noise")
    assert composer.missing(say("nol"))
    make("nol")
    assert not composer.missing(say("nol"))
    assert composer.compose(say("nol")).duration_ms > 400
    assert "nol" in composer.damaged


def test_a_damaged_own_clip_is_thrown_away_and_made_again(composer, made, say, make):
    """Then nothing is left to report."""
    make("dua").path.write_bytes(b"noise")
    assert composer.missing(say("dua")) == ("dua",)
    assert made.find("dua") is None
    make("dua")
    assert composer.missing(say("dua")) == ()
    assert dict(composer.damaged) == {}


def test_an_own_clip_that_made_room_for_others_is_missing_and_no_damage(composer, made, say, make):
    """The folder is bounded: what is gone is made again, and nobody is told of a fault."""
    make("dua")
    assert not composer.missing(say("dua"))
    made.find("dua").path.unlink()
    with pytest.raises(MissingClips):
        composer.compose(say("dua"))
    assert composer.missing(say("dua")) == ("dua",)
    assert dict(composer.damaged) == {}


def test_a_clip_with_the_right_checksum_that_is_no_sound_is_damaged(composer, made, say):
    """A pack can be wrong from the start."""
    facts = {"duration_ms": 700, "loudness_lufs": -16.0, "true_peak_dbtp": -1.5}
    made.add("dua", b"not a sound", ".flac", facts)
    with pytest.raises(MissingClips):
        composer.compose(say("dua"))
    assert "cannot be decoded" in composer.damaged["dua"]


def test_a_damaged_chime_does_not_stop_a_call(pack, made, chimes, say, tmp_path):
    """Another chime, else none; and a report."""
    composer = Composer(pack, made, tmp_path / "sounds", chimes=chimes)
    for name in ("urgent", "call"):
        chimes.find(name).path.write_bytes(b"")
    assert composer.compose(say("nol"), chime="urgent") == composer.compose(say("nol"), chime=None)
    assert set(composer.damaged) == {"chime urgent", "chime call"}


def test_a_damaged_decoded_clip_is_decoded_again(composer, pack, made, say, tmp_path):
    """A power cut may leave zeros under the right name."""
    sound = composer.compose(say("nol"))
    for path in (tmp_path / "sounds" / "decoded").iterdir():
        path.write_bytes(bytes(path.stat().st_size))
    sound.path.unlink()
    assert Composer(pack, made, tmp_path / "sounds").compose(say("nol")) == sound


def test_a_sound_that_vanished_is_composed_again(composer, say):
    """The folder may be emptied while the server runs."""
    sound = composer.compose(say("nol"))
    sound.path.unlink()
    assert composer.compose(say("nol")) == sound
    assert sound.path.is_file()


def test_a_damaged_sound_is_not_handed_out(composer, say):
    """Its name is its checksum."""
    sound = composer.compose(say("nol"))
    sound.path.write_bytes(bytes(sound.path.stat().st_size))
    assert composer.find(sound.sha256) is None


def test_after_a_restart_a_damaged_sound_is_written_anew(composer, pack, made, say, tmp_path):
    """What lies there from earlier is not trusted."""
    sound = composer.compose(say("nol"))
    sound.path.write_bytes(bytes(sound.path.stat().st_size))
    again = Composer(pack, made, tmp_path / "sounds")
    again.compose(say("nol"))
    assert again.find(sound.sha256) == sound


def test_a_full_disk_is_one_plain_sentence(composer, say, tmp_path):
    """And leaves no half-written file."""
    with no_room(), pytest.raises(SoundError, match="cannot be written: File too large"):
        composer.compose(say("nol"))
    assert [path for path in (tmp_path / "sounds").glob("**/*") if path.is_file()] == []


def test_room_again_means_sound_again(composer, say):
    """Nothing of the failure is remembered."""
    with no_room(), pytest.raises(SoundError):
        composer.compose(say("nol"))
    assert composer.compose(say("nol")).path.is_file()


def test_a_folder_that_cannot_be_used_is_said_so(pack, made, tmp_path):
    """At the start, not at the first call."""
    (tmp_path / "sounds").write_text("")
    with pytest.raises(SoundError, match="cannot be used"):
        Composer(pack, made, tmp_path / "sounds")
