"""A hall's own pack above the shipped one: one announcement, one voice, never silence."""

import pytest

from audio.packs import ClipFolder
from audio.production.build import build_pack
from audio.sound import Composer, MissingClips
from audio.voices.making import make_clip
from tests.audio.tones import Tones


class Other(Tones):
    """Another whistler."""

    name = "tones-2"

    def synthesise(self, text):
        return super().synthesise(text + " lagi")


@pytest.fixture
def chosen(tmp_path):
    return build_pack(["nol", "satu"], Other(), tmp_path / "chosen")


@pytest.fixture
def both(chosen, pack, made, tmp_path):
    return Composer(chosen, made, tmp_path / "sounds", fallback=pack)


@pytest.fixture
def alone(tmp_path):
    """A composer of one pack, to compare with."""
    folder = tmp_path / "alone"
    return lambda one: Composer(one, ClipFolder(folder / "c", one.voice), folder / "s")


def test_what_the_chosen_pack_says_is_said_by_it(both, chosen, alone, say):
    """All of it in the hall's own voice."""
    sentence = say("nol", "satu")
    assert both.compose(sentence).sha256 == alone(chosen).compose(sentence).sha256


def test_what_it_lacks_is_said_wholly_by_the_other(both, pack, alone, say):
    """Not half of a sentence in another voice."""
    sentence = say("Nomor antrean A", "nol")
    assert both.compose(sentence).sha256 == alone(pack).compose(sentence).sha256


def test_a_damaged_clip_of_the_chosen_pack_is_reported_and_covered(both, chosen, pack, alone, say):
    """The fault stands, the right words are heard."""
    chosen.find("nol").path.write_bytes(b"noise")
    sentence = say("nol", "satu")
    assert not both.missing(sentence)
    assert both.compose(sentence).sha256 == alone(pack).compose(sentence).sha256
    assert "nol" in both.damaged


def test_what_neither_says_is_made_in_the_voice_of_this_machine(both, made, say):
    """Only what the shipped pack lacks has to be made."""
    sentence = say("nol", "Selamat datang")
    assert both.missing(sentence) == ("Selamat datang",)
    with pytest.raises(MissingClips):
        both.compose(sentence)
    make_clip(Tones(), "Selamat datang", made)
    assert both.compose(sentence).duration_ms > 900


def test_packs_of_one_voice_complete_each_other(pack, made, tmp_path, say):
    """A pack built for new counters, in the shipped voice."""
    more = build_pack(["loket tiga"], Tones(), tmp_path / "more")
    both = Composer(more, made, tmp_path / "sounds", fallback=pack)
    assert not both.missing(say("Nomor antrean A", "loket tiga"))


def test_damage_in_one_pack_is_covered_by_the_other_of_the_same_voice(pack, made, tmp_path, say):
    """Clip by clip."""
    more = build_pack(["nol"], Tones(), tmp_path / "more")
    more.find("nol").path.write_bytes(b"noise")
    both = Composer(more, made, tmp_path / "sounds", fallback=pack)
    assert not both.missing(say("nol"))
    assert both.compose(say("nol")).duration_ms > 400
