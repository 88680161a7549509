"""The PA line without a server, for `doctor` and `say --play`."""

import pytest

from audio.speaker import BadSound, play_file, probe_device
from tests.audio.speaker.conftest import worker_pids
from tests.audio.speaker.pa_line import Tone


def test_a_device_is_found_and_left(line):
    """Named, proven by heartbeats, closed again."""
    report = probe_device()
    assert (report.present, report.device, report.driver) == (True, "disk", "disk")
    assert not worker_pids()


def test_a_missing_device_is_told_in_words(line):
    line.unplug()
    report = probe_device()
    assert not report.present
    assert report.detail


def test_a_file_is_played(line, tmp_path):
    tone, path = Tone(), tmp_path / "tone.wav"
    path.write_bytes(tone.wav)
    assert play_file(path) is None
    assert line.count(tone) == 1


def test_without_a_device_a_file_is_not_played(line, tmp_path):
    path = tmp_path / "tone.wav"
    path.write_bytes(Tone().wav)
    line.unplug()
    assert play_file(path) == "no_device"


def test_what_is_no_sound_is_refused(tmp_path):
    path = tmp_path / "text.wav"
    path.write_text("halo")
    with pytest.raises(BadSound):
        play_file(path)


def test_a_device_that_swallows_sound_is_none(tmp_path, monkeypatch):
    """ALSA's PCM of type null takes 0.2 s of heartbeats in no time: nothing is heard there."""
    (tmp_path / ".asoundrc").write_text("pcm.!default { type null }")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SDL_AUDIODRIVER", "alsa")
    report = probe_device()
    assert not report.present
    assert "took 0.2 s of sound" in report.detail
