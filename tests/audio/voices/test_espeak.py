"""The emergency voice: told our sounds, absent unless it is installed."""

import ctypes
import re
from importlib import util

import pytest

from audio.errors import Unspeakable, VoiceError
from audio.production.build import default_texts
from audio.voices.espeak import Espeak, is_installed, library
from audio.voices.espeak.sounds import in_notation
from audio.voices.indonesian import phonemes
from audio.voices.indonesian.lexicon import entries


@pytest.fixture
def espeak():
    engine = Espeak()
    yield engine
    engine.close()


def heard(notation):
    """What espeak-ng itself makes of it, as IPA (espeak_TextToPhonemes, a clause at a time)."""
    function = library._state["library"].espeak_TextToPhonemes
    function.restype = ctypes.c_char_p
    text, said = ctypes.c_char_p(notation.encode()), []
    place = ctypes.cast(ctypes.pointer(text), ctypes.POINTER(ctypes.c_void_p))
    while text.value:
        said.append(function(place, 1, 2).decode())
    return " ".join(said)


def bare(sounds):
    """Without stress, marks, length and what one of the two voices does not tell apart."""
    plain = re.sub("eː?ɪ", "e", sounds).replace("ɪ", "ə").replace("ɖ", "d")
    pairs = plain.replace("ʧ", "tʃ").replace("ʤ", "dʒ")
    return re.sub(r"[ˈˌ ,.!?ːʰ]", "", pairs)


def test_it_says_the_sounds_that_it_is_told(espeak):
    """Every phrase of the shipped pack and every word of the lexicon, told back by espeak-ng."""
    espeak.synthesise("nol")  # it reads phonemes from its first synthesis on
    for text in [*default_texts(), *entries()]:
        sounds = phonemes(text)
        assert bare(heard(in_notation(sounds))) == bare(sounds), text


def test_marks_stay_outside_of_the_sounds():
    """They make it pause; inside they would be sounds."""
    assert in_notation("mˈohon, dˈua pˈuluh!") == "[[m'ohon]] , [[d'ua p'uluh]] !"


def test_an_unknown_sound_is_refused():
    """Never dropped."""
    with pytest.raises(Unspeakable, match="has no sound ø"):
        in_notation("nˈøl.")


def test_without_the_extra_it_says_how_to_get_it(monkeypatch):
    """It is GPL and therefore not installed by itself."""
    monkeypatch.setattr(library, "find_spec", lambda name: None)
    with pytest.raises(VoiceError, match=r"pip install 'panggil\[espeak\]'"):
        Espeak()


def test_whether_it_is_installed_is_known_without_loading_it(monkeypatch):
    """The server may ask, too."""
    assert is_installed()
    monkeypatch.setattr("audio.voices.espeak.find_spec", lambda name: None)
    assert not is_installed()
    assert util.find_spec("espeakng_loader")


@pytest.mark.parametrize(
    ("part", "value", "reason"),
    [
        ("get_library_path", "/nowhere/libespeak-ng.so", "cannot be loaded"),
        ("get_data_path", "/nowhere", "lacks its data"),
    ],
)
def test_a_broken_installation_is_said_so(monkeypatch, part, value, reason):
    """One plain sentence; nothing ends the process, and nothing stays half open."""
    with monkeypatch.context() as broken:
        broken.setattr(f"espeakng_loader.{part}", lambda: value)
        with pytest.raises(VoiceError, match=reason):
            Espeak()
    engine = Espeak()
    assert len(engine.synthesise("nol"))
    engine.close()
