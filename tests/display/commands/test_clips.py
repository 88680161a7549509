"""`panggil clips`: packs built, killed, installed, chosen, played, carried away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import wave

import pytest
from click.testing import CliRunner

from audio import check_pack, open_pack
from display.commands.command_line.group import panggil
from tests.audio.production.announcer import TEXTS, csv_of, recorded, zipped

SMALL = ("--voice", "espeak", "--service", "dukcapil", "--numbers", "1-9")


@pytest.fixture
def ask(tmp_path):
    def run(*arguments: str, code: int = 0) -> str:
        answer = CliRunner().invoke(
            panggil, ["clips", *arguments, "--data", str(tmp_path / "data")]
        )
        assert answer.exit_code == code, answer.output
        return answer.output

    return run


@pytest.fixture
def ani(ask, tmp_path):
    """An announcer's pack, installed."""
    files = {text: f"{number}.wav" for number, text in enumerate(TEXTS)}
    entries = {"manifest.csv": csv_of(files)} | {file: recorded() for file in files.values()}
    source = zipped(tmp_path / "ani.zip", entries)
    ask("install", str(source), "--name", "ani")
    return open_pack(tmp_path / "data" / "packs" / "ani")


def test_a_pack_is_built_listed_and_checked(ask):
    """What was asked for, no more; the check names what the hall needs beyond it, and why."""
    assert "21 clips in espeak" in ask("build", *SMALL)
    assert any(line.startswith("  espeak ") for line in ask("list").splitlines())
    assert "Nomor antrean B" in ask("list", "espeak").splitlines()
    assert "(service dpmptsp)" in ask("check", "--pack", "espeak", code=1)
    assert " 0 beyond a bound." in ask("report", "espeak")


def test_a_build_killed_in_the_middle_goes_on(ask, tmp_path):
    """kill -9: no pack yet; the next build makes only the rest."""
    folder = tmp_path / "pack"
    command = [sys.executable, "-m", "display.commands", "clips", "build", *SMALL]
    more = ["--into", str(folder), "--data", str(tmp_path / "data")]
    build = subprocess.Popen([*command, *more], stderr=subprocess.DEVNULL)
    while len(list(folder.glob("*.opus"))) < 3 and build.poll() is None:
        pass
    os.kill(build.pid, signal.SIGKILL)
    build.wait()
    kept = {path: path.stat().st_mtime_ns for path in folder.glob("*.opus")}
    assert not (folder / "manifest.json").exists()
    ask("build", *SMALL, "--into", str(folder))
    pack = open_pack(folder)
    assert check_pack(pack, pack.texts()).good
    same = [path for path, written in kept.items() if path.is_file()
            and path.stat().st_mtime_ns == written]  # fmt: skip
    assert len(same) >= len(kept) - 1  # what was being written when it was killed


def test_a_persons_recordings_are_never_built_over(ask, ani):
    """Nobody can build them again."""
    assert "recordings of a person" in ask("build", *SMALL, "--name", "ani", code=1)
    assert check_pack(ani, TEXTS).good


@pytest.mark.parametrize("numbers", ["9", "9-1", "1-10000", "a-b", "-1-3"])
def test_a_range_that_is_none_is_a_usage_error(ask, numbers):
    """Before anything is made."""
    ask("build", "--voice", "espeak", "--numbers", numbers, code=2)


def test_an_unknown_voice_or_service_is_said_plainly(ask):
    """One sentence each."""
    assert "There is no engine 'ani'" in ask("build", "--voice", "ani", code=1)
    options = ("--voice", "espeak", "--service", "pajak")
    assert "no service 'pajak'" in ask("build", *options, code=1)


def test_a_refused_recording_is_named(ask, tmp_path):
    """Exit code 1, one sentence, nothing installed."""
    source = zipped(tmp_path / "b.zip", {"manifest.csv": csv_of({"nol": "a.wav"}), "a.wav": b"x"})
    said = ask("install", str(source), "--name", "ani", code=1)
    assert said == "panggil: a.wav: is called WAV but is something else.\n"
    assert not (tmp_path / "data").exists()


def test_a_clip_is_played_into_a_file(ask, ani, tmp_path):
    """By its exact words, without a chime, in the voice of the pack that was named."""
    ask("play", "nol", "--pack", "ani", "--out", str(tmp_path / "nol.wav"))
    with wave.open(str(tmp_path / "nol.wav")) as sound:
        assert abs(sound.getnframes() / 48 - ani.find("nol").duration_ms) < 2


def test_a_pack_travels_to_another_hall(ask, ani, tmp_path):
    """Exported and installed, it is the same."""
    ask("export", "ani", str(tmp_path / "out.zip"))
    ask("install", str(tmp_path / "out.zip"), "--name", "budi")
    again = open_pack(tmp_path / "data" / "packs" / "budi")
    assert [clip.sha256 for clip in again.clips()] == [clip.sha256 for clip in ani.clips()]


def test_a_pack_that_is_not_there_is_said_so(ask, tmp_path, monkeypatch):
    """By every command that needs it; the list still shows what the hall falls back to."""
    for command in (("check", "--pack", "x"), ("report", "x"), ("list", "x")):
        assert "cannot be read" in ask(*command, code=3)
    monkeypatch.setenv("PANGGIL_PACK", "x")
    assert "not installed; the shipped pack speaks" in ask("list")


def test_a_name_that_is_none_is_refused(ask, tmp_path):
    """It would become a path."""
    assert "is no name" in ask("install", str(tmp_path), "--name", "../x", code=3)
    ask("check", "--pack", "../x", code=2)
