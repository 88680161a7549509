"""An announcer's files are heard to their true end, whatever their headers believe."""

import pytest

from audio.packs import open_installed
from audio.production.announcer import RecordingRefused, install_recordings
from tests.audio.joined import changing, vbr_mp3, wav_stating, without_header
from tests.audio.production.announcer import csv_of, recorded, whistle, zipped


@pytest.fixture
def install(tmp_path):
    """Install one file as the recording of *nol*; return how long its clip is, in ms."""

    def bring(name, data):
        path = zipped(tmp_path / "a.zip", {"manifest.csv": csv_of({"nol": name}), name: data})
        install_recordings(path, tmp_path / "packs", "ani")
        return open_installed(tmp_path / "packs", "ani").find("nol").duration_ms

    return bring


@pytest.mark.parametrize(
    ("name", "data", "seconds"),
    [
        ("a.mp3", without_header(vbr_mp3(changing(4.0))), 4.0),
        ("a.mp3", recorded("mp3") + recorded("mp3", whistle(2.0)), 2.7),
        ("a.opus", recorded("opus") + recorded("opus", whistle(2.0)), 2.7),
        ("a.wav", wav_stating(recorded(), 0), 0.5),
    ],
)
def test_a_recording_is_taken_to_its_end(install, name, data, seconds):
    """A number that was joined of two takes has both."""
    assert install(name, data) == pytest.approx(seconds * 1000, abs=150)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.flac", 2 * recorded("flac"), "is more than one file"),
        ("a.wav", wav_stating(recorded(), 9600), "goes on after the end that it states"),
        ("a.mp3", recorded("mp3") + bytes(700) + recorded("mp3"), "has something else between"),
        ("a.opus", 70 * recorded("opus"), "is longer than 30 s"),
    ],
)
def test_what_may_have_no_end_is_refused(install, name, data, reason):
    """By name, in one sentence."""
    with pytest.raises(RecordingRefused, match=f"^{name}: {reason}"):
        install(name, data)
