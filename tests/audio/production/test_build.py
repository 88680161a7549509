"""Building packs: resumable, never half done, exactly what was asked."""

import pytest

from audio.errors import VoiceError
from audio.packs import PackError, check_pack, open_pack
from audio.production.build import build_pack, default_texts
from tests.audio.tones import Tones

TEXTS = ["nol", "satu", "dua"]


def test_a_build_tells_its_progress(tmp_path):
    """After each clip: how many, of how many, which."""
    told = []
    build_pack(TEXTS, Tones(), tmp_path, lambda *what: told.append(what))
    assert told == [(1, 3, "nol"), (2, 3, "satu"), (3, 3, "dua")]


def test_a_stopped_build_goes_on_where_it_stopped(tmp_path):
    """What was made is kept; only the rest is synthesised."""
    with pytest.raises(VoiceError):
        build_pack(["nol", "satu", "#"], Tones(), tmp_path)
    engine = Tones()
    assert check_pack(build_pack(TEXTS, engine, tmp_path), TEXTS).good
    assert engine.asked == ["dua"]


def test_an_unfinished_build_is_no_pack(tmp_path):
    """Until the build is done the folder holds the old pack, or none."""
    with pytest.raises(VoiceError):
        build_pack(["nol", "#"], Tones(), tmp_path)
    with pytest.raises(PackError):
        open_pack(tmp_path)


def test_the_old_pack_stays_whole_during_a_build(tmp_path):
    """A build that fails leaves every old clip in its place."""
    build_pack(TEXTS, Tones(), tmp_path)
    with pytest.raises(VoiceError):
        build_pack(["tiga", "#"], Tones(seconds=0.6), tmp_path)
    assert check_pack(open_pack(tmp_path), TEXTS).good


def test_a_damaged_clip_is_made_again(tmp_path):
    """The checksum decides, not the name."""
    build_pack(TEXTS, Tones(), tmp_path).find("satu").path.write_bytes(b"")
    engine = Tones()
    assert check_pack(build_pack(TEXTS, engine, tmp_path), TEXTS).good
    assert engine.asked == ["satu"]


def test_files_that_no_manifest_names_are_removed(tmp_path):
    """A pack does not grow with every build."""
    build_pack(TEXTS, Tones(), tmp_path)
    build_pack(["nol"], Tones(), tmp_path)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".opus"]


def test_another_voice_makes_every_clip_anew(tmp_path):
    """Voices are never mixed in one pack."""
    build_pack(TEXTS, Tones(), tmp_path)
    other = Tones()
    other.name = "tones-2"
    build_pack(TEXTS, other, tmp_path)
    assert other.asked == TEXTS


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path):
    """A file where the folder should be: one plain sentence."""
    (tmp_path / "pack").write_text("")
    with pytest.raises(PackError, match="cannot be written"):
        build_pack(TEXTS, Tones(), tmp_path / "pack")


def test_the_default_pack_is_asked_for_every_ordinary_phrase():
    """Letters, digits, numbers, counters both ways, services, fixed phrases."""
    texts = default_texts()
    assert len(texts) == len(set(texts))
    for text in ("Nomor antrean Z", "Nomor antrean", "Nomor B", "be", "nol", "sembilan ratus",
                 "Silakan menuju loket sembilan puluh sembilan", "loket satu", "Sekali lagi",
                 "de pe em pe te es pe", "Panggilan terakhir", "Antrean prioritas"):  # fmt: skip
        assert text in texts


def test_several_clips_at_a_time_make_the_same_pack(tmp_path):
    """In the order asked for, and an error keeps what was made before it."""
    told = []
    texts = [f"nol {word}" for word in ("a", "be", "ce", "de", "e", "ha", "ka", "el")]
    build_pack(texts, Tones(), tmp_path / "a", lambda *what: told.append(what[2]), jobs=3)
    assert told == texts
    assert check_pack(open_pack(tmp_path / "a"), texts).good
    with pytest.raises(VoiceError):
        build_pack([*texts[:4], "#", *texts[4:]], Tones(), tmp_path / "c", jobs=3)
    engine = Tones()
    build_pack(texts[:4], engine, tmp_path / "c")
    assert engine.asked == []


def test_clips_of_the_same_voice_are_taken_over(tmp_path):
    """From another pack, without synthesis; of another voice none is."""
    source = build_pack(TEXTS, Tones(), tmp_path / "a")
    engine, other = Tones(), Tones()
    build_pack([*TEXTS, "tiga"], engine, tmp_path / "b", source=source)
    assert engine.asked == ["tiga"]
    other.name = "tones-2"
    build_pack(TEXTS, other, tmp_path / "c", source=source)
    assert other.asked == TEXTS


def test_the_replaced_clips_stay_for_a_hall_that_is_open(tmp_path):
    """Until the build after."""
    old = build_pack(TEXTS, Tones(), tmp_path)
    changed = Tones(seconds=0.6)
    changed.name = "tones-2"
    build_pack(TEXTS, changed, tmp_path, keep_replaced=True)
    assert check_pack(old, TEXTS).good
    build_pack(TEXTS, changed, tmp_path, keep_replaced=True)
    assert len(list(tmp_path.glob("*.opus"))) == len(TEXTS)
