"""A hall's choices for its sounds: a treatment of the speech, and a tone at the end."""

import pytest

from audio.sound import Composer
from audio.sound.composer import AFTER_CHIME_MS, BEFORE_END_MS
from audio.sound.treatment import Treatment


@pytest.fixture
def halved(pack, made, tmp_path):
    """A composer that plays speech at half its level; counts how often a clip was treated."""
    treated = []

    def halve(pcm):
        treated.append(len(pcm))
        samples = memoryview(pcm).cast("h")
        return b"".join((sample // 2).to_bytes(2, "little", signed=True) for sample in samples)

    def make_one(name="half"):
        return Composer(pack, made, tmp_path / "sounds", treatment=Treatment(name, halve))

    make_one.treated = treated
    return make_one


def test_speech_is_treated_and_chimes_are_not(composer, halved, say):
    """The same length, other samples after the chime."""
    plain, quiet = composer.compose(say("nol")), halved().compose(say("nol"))
    chime_bytes = composer.compose(say("nol"), chime=None).path.stat().st_size
    assert plain.duration_ms == quiet.duration_ms
    one, other = plain.path.read_bytes(), quiet.path.read_bytes()
    spoken = len(one) - (chime_bytes - 44)
    assert one[:spoken] == other[:spoken]
    assert max(memoryview(other[spoken:]).cast("h")) < max(memoryview(one[spoken:]).cast("h"))


def test_a_clip_is_treated_once(halved, say):
    """Then it lies decoded, over a restart too."""
    halved().compose(say("nol", "nol"))
    halved().compose(say("nol", "satu"))
    assert len(halved.treated) == 2


def test_another_treatment_finds_nothing_of_the_first(composer, halved, say):
    """A hall that changes its mind hears what it chose, without clearing a folder."""
    sounds = [halved().compose(say("nol")), composer.compose(say("nol"))]
    halved("other").compose(say("nol"))
    assert sounds[0] != sounds[1]
    assert len(halved.treated) == 2


def test_the_end_tone_follows_what_a_chime_began(pack, made, say, tmp_path):
    """After a rest; a preview without a chime has none."""
    plain = Composer(pack, made, tmp_path / "one")
    ending = Composer(pack, made, tmp_path / "two", end_tone=True)
    tone = plain._chimes.find("end")
    longer = ending.compose(say("nol")).duration_ms - plain.compose(say("nol")).duration_ms
    assert abs(longer - (BEFORE_END_MS + tone.duration_ms)) <= 1
    silent = [each.compose(say("nol"), chime=None).sha256 for each in (plain, ending)]
    assert silent[0] == silent[1]


def test_every_priority_has_a_tone_of_its_own(composer, say):
    """Call, information, urgent, emergency: told apart before the first word."""
    names = ("call", "information", "urgent", "emergency")
    assert len({composer.compose(say("nol"), chime=name).sha256 for name in names}) == len(names)
    assert AFTER_CHIME_MS == 500
