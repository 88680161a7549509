"""Recordings come from strangers: each way of being wrong is refused by name, in one sentence."""

import os
import stat
import zipfile

import numpy
import pytest

from audio.production.announcer import RecordingRefused, install_recordings, source
from tests.audio.production.announcer import RATE_HZ, csv_of, recorded, whistle, zipped

GOOD = recorded()


@pytest.fixture
def refused(tmp_path):
    """Install entries (or a path); return the one sentence; nothing may have been written."""

    def install(entries):
        path = entries if not isinstance(entries, dict) else zipped(tmp_path / "a.zip", entries)
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(RecordingRefused) as refusal:
            install_recordings(path, tmp_path / "packs", "ani")
        assert sorted(tmp_path.rglob("*")) == before
        sentence = str(refusal.value)
        assert "\n" not in sentence
        assert sentence.endswith(".")
        return sentence

    return install


def one(file="a.wav", data=GOOD, text="nol"):
    return {"manifest.csv": csv_of({text: file}), file: data}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../a.wav", "leads out"),
        ("x/../../a.wav", "leads out"),
        ("/etc/a.wav", "absolute"),
        ("C:/a.wav", "absolute"),
        ("c:a.wav", "absolute"),
        ("..\\a.wav", "no file may have"),
        ("//host/share/a.wav", "absolute"),
    ],
)
def test_a_name_that_leads_elsewhere(refused, name, reason):
    """Path traversal, absolute paths, drives and shares, of any system."""
    assert reason in refused(one() | {name: GOOD})


def test_a_symbolic_link_in_a_zip(refused):
    """Nobody needs one."""
    link = zipfile.ZipInfo("b.wav")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refused(one() | {link: b"/etc/passwd"}) == "b.wav: is a symbolic link."


@pytest.mark.parametrize("target", ["/etc/passwd", "a.wav", "."])
def test_a_symbolic_link_in_a_folder(refused, tmp_path, target):
    """To a file or to a folder, wherever it leads."""
    (tmp_path / "in").mkdir()
    for name, data in one().items():
        (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "in" / "b.wav").symlink_to(target)
    assert "b.wav: is a symbolic link" in refused(tmp_path / "in")


def test_a_pipe_in_a_folder(refused, tmp_path):
    """Reading it would wait for ever."""
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in" / "a.wav")
    assert "no ordinary file" in refused(tmp_path / "in")


def test_a_bomb_by_ratio(refused):
    """Ten megabytes of nothing in ten kilobytes."""
    assert "a.wav: unpacks to more than 100 times" in refused(one(data=bytes(10_000_000)))


def test_a_bomb_by_size_of_one_file(refused, monkeypatch):
    """Judged by what it declares, before anything is unpacked."""
    monkeypatch.setattr(source, "LARGEST_FILE_BYTES", 1024 * 1024)
    assert "a.wav: is larger than 1 MB" in refused(one(data=os.urandom(1024 * 1024 + 1)))


def test_a_bomb_by_total(refused, monkeypatch):
    """Many ordinary files."""
    monkeypatch.setattr(source, "LARGEST_TOTAL_BYTES", len(GOOD) * 3)
    assert "more than 1 GB" in refused(one() | {f"{n}.wav": GOOD for n in range(3)})


def test_a_bomb_by_count(refused, monkeypatch):
    """Entries cost memory even when empty."""
    monkeypatch.setattr(source, "MOST_FILES", 10)
    assert "more than 10 entries" in refused(one() | {f"{n}.wav": b"" for n in range(10)})


def test_an_entry_that_is_larger_than_it_declares(refused, tmp_path):
    """The reader stops at the declared size; the checksum then tells."""
    path = zipped(tmp_path / "a.zip", one())
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    assert "a.wav: is " in refused(path)


def test_the_same_name_twice(refused, tmp_path):
    """Which of them would be meant?"""
    path = zipped(tmp_path / "a.zip", one())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("a.wav", GOOD)
    assert "a.wav: is in the zip twice" in refused(path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all" * 100])
def test_what_is_no_zip(refused, tmp_path, data):
    """Whatever it is called."""
    (tmp_path / "a.zip").write_bytes(data)
    assert "a.zip: is no whole zip" in refused(tmp_path / "a.zip")


@pytest.mark.parametrize("keep", [0.3, 0.9, 0.999])
def test_a_zip_that_is_cut_off(refused, tmp_path, keep):
    """A download that broke."""
    path = zipped(tmp_path / "a.zip", one())
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * keep)])
    assert "a.zip: is no whole zip" in refused(path)


def test_a_damaged_entry(refused, tmp_path):
    """The zip's own checksum."""
    path = zipped(tmp_path / "a.zip", one())
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    assert "damaged inside the zip" in refused(path)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.wav", recorded("flac"), "is called WAV but is FLAC"),
        ("a.opus", recorded("wav"), "is called Ogg but is WAV"),
        ("a.flac", b"#!/bin/sh\nexit\n", "is called FLAC but is something else"),
        ("a.exe", GOOD, "is no WAV, FLAC, MP3 or Opus file"),
        ("a.wav", b"", "is empty"),
        ("a.wav", b"RIFF\x00\x00\x00\x00WAVE", "is cut off"),
        ("a.flac", b"fLaC" + bytes(200), "cannot be decoded"),
    ],
)
def test_a_file_that_is_not_what_it_says(refused, name, data, reason):
    """The first bytes decide, then the decoder."""
    assert f"{name}: {reason}" in refused(one(name, data))


@pytest.mark.parametrize("kind", ["wav", "flac", "mp3", "opus"])
@pytest.mark.parametrize("keep", [0.5, 0.97])
def test_a_file_that_is_cut_off(refused, kind, keep):
    """A hall would hear half a number."""
    data = recorded(kind)
    assert refused(one(f"a.{kind}", data[: int(len(data) * keep)])).startswith(f"a.{kind}: ")


@pytest.mark.parametrize(
    ("samples", "reason"),
    [
        (numpy.clip(whistle(level=2.0), -1, 1), "is clipped"),
        (numpy.clip(whistle(level=0.9), -0.6, 0.6), "is clipped"),
        (numpy.zeros(RATE_HZ), "is silent"),
        (whistle(level=0.0004), "is silent"),
        (whistle(level=0.002), "is too quiet to repair"),
        (whistle(seconds=0.01), "is shorter than 0.1 s"),
        (whistle(seconds=30.0), "is longer than 30 s"),
    ],
)
def test_a_recording_that_is_not_good_enough(refused, samples, reason):
    """What mastering cannot repair is recorded again."""
    assert f"a.wav: {reason}" in refused(one(data=recorded(samples=samples)))


def test_a_telephone_recording(refused):
    """8 kHz is no announcer's voice."""
    assert "has 8000 Hz" in refused(one(data=recorded(rate_hz=8000)))


def test_one_clipped_channel_of_two(refused):
    """It does not hide behind the clean one."""
    both = numpy.stack([numpy.clip(whistle(level=0.9), -0.6, 0.6), whistle()], axis=1)
    assert "a.wav: is clipped" in refused(one(data=recorded(samples=both)))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("***", "cannot be said"),
        ("", "no text or no file"),
        ("Loket 3 dibuka", "never asked for so; write 'Loket tiga dibuka'"),
        ("a" * 400, "more than 300 characters"),
        ("你好", "a.wav: has a text"),
    ],
)
def test_a_text_that_nobody_asks_for(refused, text, reason):
    """Unknown or unsayable words would lie in the pack unheard."""
    assert reason in refused(one(text=text))


def test_a_text_that_is_there_twice(refused):
    """Even when only its spaces differ."""
    files = {"Nomor antrean A": "a.wav", "Nomor  antrean A": "b.wav"}
    entries = {"manifest.csv": csv_of(files), "a.wav": GOOD, "b.wav": GOOD}
    assert "b.wav: says 'Nomor antrean A', and so does a.wav" in refused(entries)


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ({"a.wav": GOOD}, "manifest.csv: is missing"),
        ({"manifest.csv": b"", "a.wav": GOOD}, "is no manifest"),
        ({"manifest.csv": b"\xff\xfe\x00", "a.wav": GOOD}, "is no manifest"),
        ({"manifest.csv": b"text,file\n"}, "names no recording"),
        ({"manifest.csv": b"text,file\nnol,b.wav\n"}, "b.wav: is named by the manifest but"),
        ({"manifest.csv": b"text,file\nnol,../b.wav\n"}, "../b.wav: is named by the manifest but"),
        ({"manifest.json": b"[" * 100_000}, "is no manifest"),
        ({"manifest.json": b"[1]"}, "is no manifest"),
        ({"manifest.json": b'{"format": 9, "clips": []}'}, "is no manifest"),
        ({"manifest.json": b'[{"text": 1, "file": "a.wav"}]', "a.wav": GOOD}, "no text"),
        ({"manifest.json": b"[]", "manifest.csv": b""}, "are both there"),
    ],
)
def test_a_manifest_that_says_nothing(refused, entries, reason):
    """Missing, empty, of another coding, of another form, naming what is not there."""
    assert reason in refused(entries)


def test_an_exported_pack_with_another_clip_in_it(refused):
    """Its manifest has checksums."""
    manifest = b'{"format": 1, "clips": [{"text": "nol", "file": "a.wav", "sha256": "00"}]}'
    assert "a.wav: does not have the checksum" in refused(
        {"manifest.json": manifest, "a.wav": GOOD}
    )


def test_control_characters_stay_out_of_the_sentence(refused):
    """A file's name is a stranger's text on the terminal."""
    assert "\x1b" not in refused(one("a\x1b[2J.exe", GOOD))
