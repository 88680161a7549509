"""A hall's own announcer: what is good is levelled and installed whole, in one step."""

import json

import pytest

from audio.packs import check_pack, open_pack
from audio.packs.archive import export_pack
from audio.production.announcer import RecordingRefused, install_recordings
from audio.production.report import report_pack
from tests.audio.production.announcer import FORMATS, TEXTS, csv_of, recorded, whistle, zipped


@pytest.fixture
def packs(tmp_path):
    return tmp_path / "packs"


def recordings(kind="wav", texts=TEXTS, **how):
    files = {text: f"loket/{number}.{kind}" for number, text in enumerate(texts)}
    return {"manifest.csv": csv_of(files)} | {f: recorded(kind, **how) for f in files.values()}


@pytest.mark.parametrize("kind", FORMATS)
def test_every_kind_of_file_is_taken_and_levelled(packs, tmp_path, kind):
    """WAV, FLAC, MP3, Opus: whole, and within every bound of the pack report."""
    pack = install_recordings(zipped(tmp_path / "a.zip", recordings(kind)), packs, "ani")
    assert check_pack(pack, TEXTS).good
    assert not [row for row in report_pack(pack) if row.wrong]


@pytest.mark.parametrize(("rate_hz", "level"), [(44_100, 0.02), (22_050, 0.9), (96_000, 0.3)])
def test_any_usual_rate_and_level_is_repaired(packs, tmp_path, rate_hz, level):
    """A quiet recording is raised, a loud one lowered, both to -16 LUFS."""
    sound = whistle(level=level, rate_hz=rate_hz)
    entries = recordings(samples=sound, rate_hz=rate_hz)
    pack = install_recordings(zipped(tmp_path / "a.zip", entries), packs, "ani")
    assert not [row for row in report_pack(pack) if row.wrong]


def test_a_folder_is_as_good_as_a_zip(packs, tmp_path):
    """With a JSON manifest too."""
    rows = [{"text": text, "file": f"{number}.wav"} for number, text in enumerate(TEXTS)]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "manifest.json").write_text(json.dumps(rows))
    for row in rows:
        (tmp_path / "in" / row["file"]).write_bytes(recorded())
    assert install_recordings(tmp_path / "in", packs, "ani").texts() == sorted(
        TEXTS, key=str.casefold
    )


def test_one_bad_file_installs_nothing(packs, tmp_path):
    """Not even the good ones; the folder of packs is not touched."""
    bad = recordings() | {"loket/2.wav": b"noise"}
    with pytest.raises(RecordingRefused, match=r"loket/2\.wav"):
        install_recordings(zipped(tmp_path / "a.zip", bad), packs, "ani")
    assert not packs.exists()


def test_a_refused_installation_leaves_the_old_pack(packs, tmp_path):
    """Clip for clip."""
    old = install_recordings(zipped(tmp_path / "a.zip", recordings()), packs, "ani")
    bad = zipped(tmp_path / "b.zip", recordings(texts=("dua", "***")))
    with pytest.raises(RecordingRefused):
        install_recordings(bad, packs, "ani")
    assert open_pack(packs / "ani").clips() == old.clips()
    assert check_pack(old, TEXTS).good


def test_a_hall_that_is_open_goes_on_with_the_pack_it_opened(packs, tmp_path):
    """A newer installation keeps the replaced clips until the one after."""
    old = install_recordings(zipped(tmp_path / "a.zip", recordings()), packs, "ani")
    newer = zipped(tmp_path / "b.zip", recordings(samples=whistle(pitch_hz=600)))
    install_recordings(newer, packs, "ani")
    assert check_pack(old, TEXTS).good


def test_another_recording_is_another_voice(packs, tmp_path):
    """A voice's name changes whenever the same words sound different."""
    one = install_recordings(zipped(tmp_path / "a.zip", recordings()), packs, "ani")
    other = zipped(tmp_path / "b.zip", recordings(samples=whistle(pitch_hz=600)))
    assert install_recordings(other, packs, "ani").voice != one.voice


def test_an_exported_pack_is_installed_as_it_was(packs, tmp_path):
    """The same clips in the same voice, not coded a second time."""
    pack = install_recordings(zipped(tmp_path / "a.zip", recordings()), packs, "ani")
    export_pack(pack, tmp_path / "ani.zip")
    again = install_recordings(tmp_path / "ani.zip", packs, "budi")
    assert again.voice == pack.voice
    assert [c.sha256 for c in again.clips()] == [c.sha256 for c in pack.clips()]
