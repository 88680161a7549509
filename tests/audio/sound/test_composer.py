"""Composing: one file, from whole clips, the same for the same sentence."""

import hashlib
import wave

import numpy
import pytest

from audio.packs import chime_pack
from audio.sound import Composer, MissingClips, SoundError
from audio.sound.composer import AFTER_CALL_CHIME_MS, AFTER_CHIME_MS
from audio.sound.decode import decode_clip
from audio.wording import CallWords, Sentence, parse_ticket, word_call
from tests.audio.sound.conftest import TEXTS

CALL = ("Nomor antrean A", "nol", "satu", "Silakan menuju loket tiga")


def samples(sound):
    with wave.open(str(sound.path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (48_000, 1, 2)
        return numpy.frombuffer(file.readframes(file.getnframes()), "<i2")


def test_a_sound_is_named_by_its_bytes(composer, say):
    """Whoever fetches it can check it; its length is that of the file."""
    sound = composer.compose(say(*CALL))
    assert hashlib.sha256(sound.path.read_bytes()).hexdigest() == sound.sha256 == sound.path.stem
    assert abs(sound.duration_ms - len(samples(sound)) / 48) < 1


def test_the_same_sentence_is_the_same_sound(composer, say, pack, made, tmp_path):
    """Here, in another process after a restart, and in another folder."""
    sound = composer.compose(say(*CALL))
    assert composer.compose(say(*CALL)) == sound
    assert Composer(pack, made, tmp_path / "sounds").compose(say(*CALL)) == sound
    assert Composer(pack, made, tmp_path / "other").compose(say(*CALL)).sha256 == sound.sha256


def test_the_pieces_are_joined_with_their_pauses(composer, say, pack):
    """Chime, 40 ms, then clip, pause, clip; nothing after the last clip."""
    heard = samples(composer.compose(say("nol", "satu"))).tobytes()
    chime, nol, satu = (
        decode_clip(clip.path)
        for clip in (chime_pack().find("call"), pack.find("nol"), pack.find("satu"))
    )
    assert heard == chime + bytes(48 * 40 * 2) + nol + bytes(48 * 100 * 2) + satu


def test_no_join_clicks(composer, say):
    """Within 1 ms of each silence the sound is at most 1 % of full scale: no step is heard."""
    heard = samples(composer.compose(say(*CALL), chime=None)).astype(int)
    silent = numpy.convolve(heard == 0, numpy.ones(48 * 90), "valid") == 48 * 90
    edges = numpy.flatnonzero(numpy.diff(silent.astype(int)))
    assert len(edges) == 2 * (len(CALL) - 1)
    for start in edges:
        around = heard[max(0, start - 48) : start + 48 * 90 + 96]
        assert numpy.abs(numpy.diff(around)).max() < 0.01 * 32768


def test_a_call_can_be_without_a_chime_and_a_chime_without_words(composer, say):
    """An announcement whose voice failed is still announced."""
    words = composer.compose(say("nol"), chime=None)
    chime = composer.compose(Sentence("", ()), chime="call")
    both = composer.compose(say("nol"))
    assert both.duration_ms == pytest.approx(words.duration_ms + 40 + chime.duration_ms, abs=2)


def test_nothing_to_say_is_refused(composer):
    """A silent file would count as spoken."""
    with pytest.raises(SoundError, match="nothing to say"):
        composer.compose(Sentence("", ()), chime=None)


@pytest.mark.parametrize("chime", ["call", "information", "urgent", "emergency"])
def test_every_chime_can_be_had(composer, say, chime):
    """Each is another sound; only the call's, whose form everybody knows, has a short rest."""
    plain = composer.compose(say("nol"), chime=None)
    rest_ms = AFTER_CALL_CHIME_MS if chime == "call" else AFTER_CHIME_MS
    length_ms = chime_pack().find(chime).duration_ms + rest_ms
    heard_ms = composer.compose(say("nol"), chime=chime).duration_ms
    assert heard_ms == pytest.approx(plain.duration_ms + length_ms, abs=2)


@pytest.mark.parametrize("chime", [True, "gong"])
def test_an_unknown_chime_does_not_stop_a_call(composer, say, chime):
    """It is the ordinary chime then."""
    assert composer.compose(say("nol"), chime=chime) == composer.compose(say("nol"))


def test_what_is_missing_is_named_once_in_order(composer, say):
    """So that the voice makes exactly that."""
    sentence = say("dua", "nol", "tiga", "dua")
    assert composer.missing(sentence) == ("dua", "tiga")
    with pytest.raises(MissingClips) as refusal:
        composer.compose(sentence)
    assert refusal.value.texts == ("dua", "tiga")


def test_a_clip_made_meanwhile_is_used(composer, say, make):
    """No restart is needed."""
    assert composer.missing(say("dua"))
    make("dua")
    assert not composer.missing(say("dua"))
    assert composer.compose(say("dua"), chime=None).duration_ms > 400


def test_warming_decodes_in_advance(composer, say, tmp_path):
    """Texts without a clip are passed over."""
    composer.warm([*TEXTS, "dua"])
    assert len(list((tmp_path / "sounds" / "decoded").glob("*.pcm"))) == len(TEXTS)


def test_a_composed_sound_is_found_by_its_name(composer, say):
    """What the speaker asks for."""
    sound = composer.compose(say("nol"))
    assert composer.find(sound.sha256) == sound


@pytest.mark.parametrize("name", ["", "0" * 64, "../secret", "/" * 64, "." * 64])
def test_no_other_name_finds_anything(composer, name):
    """Least of all a file elsewhere."""
    assert composer.find(name) is None


def test_a_real_call_with_the_shipped_pack(tmp_path, made):
    """`A-012` to counter 3: nothing missing, the words and one repeat."""
    from audio import default_pack

    composer = Composer(default_pack(), made, tmp_path / "sounds")
    sentence = word_call(CallWords(parse_ticket("A-012"), "Loket 3", "Dukcapil"))
    assert composer.missing(sentence) == ()
    assert 8_000 < composer.compose(sentence).duration_ms < 13_000
