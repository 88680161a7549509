"""The port, held against every engine there is: what audio/voices/engine.py promises."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy
import pytest

from audio.errors import VoiceError
from audio.studio import clip_lufs, master, true_peak_dbtp
from audio.voices import ENGINE_NAMES, open_engine
from audio.voices.espeak import VOICE as ESPEAK
from audio.voices.espeak import Espeak
from audio.voices.gtts import VOICE as GTTS
from audio.voices.gtts import Gtts
from audio.voices.kokoro import VOICE as KOKORO
from audio.voices.kokoro import Kokoro
from tests.audio.tones import Tones
from tests.audio.voices.conftest import QUICK


@dataclass(frozen=True)
class Case:
    """An engine and what it claims."""

    name: str
    open: object
    repeatable: bool


CASES = {
    "kokoro": Case(KOKORO, Kokoro, repeatable=True),
    "gtts": Case(GTTS, lambda: Gtts(QUICK), repeatable=False),
    "espeak": Case(ESPEAK, Espeak, repeatable=False),
    "tones": Case("tones-1", Tones, repeatable=True),  # what other tests build with
}
VOICES = [name for name in CASES if name != "tones"]
PHRASES = ["nol", "Nomor antrean A", "loket sembilan puluh sembilan", "be"]
UNSAYABLE = ["loket 3", "50%", "😀", "日本", "", " ", "...", "a@b", "nol\0"]
SENTENCE = "Mohon perhatian, layanan ditutup sementara."


@pytest.fixture(params=CASES)
def case(request, server):
    return CASES[request.param]


@pytest.fixture(scope="module")
def loaded():
    """The embedded voice, loaded once for the tests that leave it open."""
    return Kokoro()


@pytest.fixture(scope="module")
def say():
    """Return what an engine says of a text, spoken once for the tests that only look at it."""
    spoken = {}

    def say(engine, text):
        if (engine.name, text) not in spoken:
            spoken[engine.name, text] = engine.synthesise(text)
        return spoken[engine.name, text]

    return say


@pytest.fixture
def engine(case, loaded):
    engine = loaded if case.name == KOKORO else case.open()
    yield engine
    if engine is not loaded:
        engine.close()


@pytest.fixture(params=VOICES)
def voice(request, server, loaded):
    """An engine that speaks words, not tones."""
    engine = loaded if request.param == "kokoro" else CASES[request.param].open()
    yield engine
    if engine is not loaded:
        engine.close()


@pytest.fixture(params=VOICES)
def own(request, server):
    """An engine of the test's own, to be closed."""
    return CASES[request.param].open()


def test_every_engine_is_held_to_this_page():
    """Whoever adds one adds it here."""
    assert set(ENGINE_NAMES) == set(VOICES)


def test_an_engine_is_known_by_its_name(engine, case):
    """The name under which its clips are kept, known before the engine is loaded."""
    assert engine.name == case.name


@pytest.mark.parametrize("text", PHRASES)
def test_speech_is_mono_finite_and_within_range(engine, say, text):
    """Float32 samples, neither silent nor wildly beyond full scale."""
    samples = say(engine, text)
    assert (samples.dtype, samples.ndim) == (numpy.float32, 1)
    assert numpy.isfinite(samples).all()
    assert 0.01 < numpy.abs(samples).max() <= 1.5


@pytest.mark.parametrize("text", PHRASES)
def test_speech_lasts_as_long_as_its_words(voice, say, text):
    """A fifth of a second to two for a word; no phrase is torn or endless."""
    spoken_s = len(master(say(voice, text), voice.rate_hz)) / 48_000
    assert 0.2 + 0.03 * len(text) < spoken_s < 0.8 + 0.15 * len(text)


def test_a_longer_text_lasts_longer(voice, say):
    """Nothing is left out at the end."""
    texts = "nol", "nol, loket dua, Nomor antrean A"
    short, long = (len(say(voice, text)) for text in texts)
    assert long > 2 * short


@pytest.mark.parametrize(
    ("sentence", "times", "most_tokens"),
    [("Loket ditutup.", 3, 30), pytest.param(SENTENCE, 8, 300, marks=pytest.mark.long)],
)
def test_a_text_of_many_sentences_is_said_to_its_end(
    voice, say, monkeypatch, sentence, times, most_tokens
):
    """However long: parts are joined, none is dropped. Either text is longer than one part."""
    monkeypatch.setattr("audio.voices.kokoro.engine._MOST_TOKENS", most_tokens)
    once, often = (len(say(voice, " ".join([sentence] * many))) for many in (1, times))
    assert often > 0.75 * times * once


def test_the_studio_makes_a_clip_of_it(engine, say):
    """At the rate that the engine states, whatever that is."""
    clip = master(say(engine, "loket dua"), engine.rate_hz)
    assert clip_lufs(clip) == pytest.approx(-16, abs=1)
    assert true_peak_dbtp(clip) <= -1


def test_the_same_words_sound_the_same_where_that_is_claimed(case, engine):
    """Bit for bit; where it is not claimed the length at least stays about the same."""
    first, second = engine.synthesise("loket dua"), engine.synthesise("loket dua")
    if case.repeatable:
        assert numpy.array_equal(first, second)
    assert len(second) == pytest.approx(len(first), rel=0.1)


@pytest.mark.parametrize("text", UNSAYABLE)
def test_what_cannot_be_said_is_refused(voice, text):
    """With one plain sentence."""
    with pytest.raises(VoiceError, match=r"\.$"):
        voice.synthesise(text)


def test_after_a_refusal_the_next_text_is_said(voice, say):
    """As if nothing had been."""
    for text in UNSAYABLE:
        with pytest.raises(VoiceError):
            voice.synthesise(text)
    assert len(voice.synthesise("nol")) == pytest.approx(len(say(voice, "nol")), rel=0.1)


def test_nothing_is_printed(engine, capfd):
    """Standard output carries the worker's lines; an error belongs into the exception."""
    engine.synthesise("satu")
    with pytest.raises(VoiceError):
        engine.synthesise("#")
    assert capfd.readouterr() == ("", "")


def test_it_says_how_many_may_ask_at_a_time(engine):
    """A build asks from as many threads."""
    assert engine.jobs >= 1


def test_its_provenance_fits_a_manifest(engine):
    """Plain JSON that names the engine, the same each time."""
    facts = engine.provenance()
    assert facts["engine"]
    assert json.loads(json.dumps(facts)) == facts == engine.provenance()


def test_a_closed_voice_says_nothing_more(own):
    """And may be closed again."""
    own.synthesise("nol")
    own.close()
    own.close()
    with pytest.raises(VoiceError, match="closed"):
        own.synthesise("nol")


def test_one_of_two_may_be_closed(case):
    """What they share stays for the other, and can be opened again after both."""
    first, second = case.open(), case.open()
    first.close()
    assert len(second.synthesise("nol"))
    second.close()
    third = case.open()
    assert len(third.synthesise("nol"))
    third.close()


def test_it_may_be_asked_from_several_threads(voice, say):
    """A build makes clips in parallel; nobody gets another's words."""
    texts = ["nol", "loket dua"]
    alone = [len(say(voice, text)) for text in texts]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(voice.synthesise, texts * 2))
    assert [len(samples) for samples in together] == pytest.approx(alone * 2, rel=0.15)


def test_no_thread_is_left_behind(case):
    """Whatever it used to speak is gone when it is closed."""
    before = set(threading.enumerate())
    engine = case.open()
    engine.synthesise("nol")
    engine.close()
    for thread in set(threading.enumerate()) - before:
        thread.join(5)
        assert not thread.is_alive()


@pytest.mark.parametrize("name", ENGINE_NAMES)
def test_an_engine_is_opened_by_its_short_name(name):
    """What people type after --voice."""
    engine = open_engine(name)
    assert engine.name == CASES[name].name
    engine.close()


def test_an_unknown_engine_is_refused():
    """With the names that there are."""
    with pytest.raises(VoiceError, match="there are kokoro, gtts, espeak"):
        open_engine("piper")
