"""The ear's worker: what it sends, how it ends, and how it hears by a real PulseAudio."""

import threading
import time
from queue import SimpleQueue

import numpy
import pytest

from audio.ear import (
    Detector,
    EarWorker,
    Expected,
    PcmMicrophone,
    Verdict,
    chime_references,
)
from audio.ear.worker import listen
from audio.ear.worker_protocol import read_event, read_expected, write_expected
from audio.packs import chime_pack
from audio.process.json_lines import write_line
from audio.sound.decode import decode_clip
from tests.audio.ear.sound_server import MICROPHONE, HallAir
from tests.audio.sound_servers import RATE_HZ

PATIENCE_S = 60


class Ear:
    """A worker, and all that it has said."""

    def __init__(self, device=None):
        self.events, self._news = [], threading.Condition()
        self.worker = EarWorker(device, self._take)

    def wait(self, event, count=1):
        """The last of ``count`` such events."""
        with self._news:
            assert self._news.wait_for(lambda: len(self._all(event)) >= count, PATIENCE_S), event
            return self._all(event)[count - 1]

    def close(self):
        self.worker.close(10)

    def _all(self, event):
        return [one for one in self.events if one.event == event]

    def _take(self, event):
        with self._news:
            self.events.append(event)
            self._news.notify_all()


@pytest.fixture
def ear():
    """Start the ear; it is ended after the test."""
    started = []

    def start(device=None):
        started.append(Ear(device))
        return started[0]

    yield start
    for one in started:
        one.close()


@pytest.fixture
def sound_server(tmp_path, monkeypatch):
    server = HallAir(tmp_path)
    for name, value in server.environ.items():
        monkeypatch.setenv(name, value)
    yield server
    server.stop()


def chime():
    clip = next(clip for clip in chime_pack().clips() if clip.text == "call")
    return numpy.frombuffer(decode_clip(clip.path), numpy.int16) * 0.3


def noise(seconds, rate_hz=RATE_HZ):
    return numpy.random.default_rng(1).standard_normal(int(seconds * rate_hz)) * 60


def test_without_a_microphone_it_says_so_and_waits(ear, monkeypatch):
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    one = ear("Nowhere")
    assert one.wait("no_microphone").detail
    assert not one._all("died")


class Lines:
    """Keeps what a worker sends its parent."""

    def __init__(self):
        self.sent = []

    def send(self, fields):
        self.sent.append(fields)


def test_it_sends_a_word_on_each_announcement_and_no_sound():
    """Two announcements are told of; the chime sounds in the first one only."""
    hall = noise(24, 16_000)
    sound = chime()[::3]  # 48 kHz to 16 kHz; the chime holds nothing that could fold
    hall[6 * 16_000 : 6 * 16_000 + len(sound)] += sound
    told, lines = SimpleQueue(), Lines()
    told.put(Expected("a", "call", 5.5, 2.0))
    told.put(Expected("b", "call", 16.0, 2.0))
    microphone = PcmMicrophone(hall.astype(numpy.int16), 16_000)
    listen(microphone, Detector(16_000, chime_references()), told, lines)
    assert lines.sent[0] == {"event": "listening", "device": "PCM"}
    assert {one["event"] for one in lines.sent} == {"listening", "beat", "judged"}
    events = [read_event(write_line(one)) for one in lines.sent if one["event"] == "judged"]
    heard, missed = (event.judgement for event in events)
    assert (heard.key, heard.verdict, missed.key) == ("a", Verdict.HEARD, "b")
    assert heard.delay_ms == pytest.approx(500, abs=15)
    assert missed.verdict == Verdict.NOT_HEARD


@pytest.mark.parametrize(
    "line", [b"", b"Hello from a library", b'{"event":"else"}', b'{"event":"beat","x":1}', b"[]"]
)
def test_lines_of_others_are_passed_over(line):
    assert read_event(line) is None
    assert read_expected(line) is None


def test_a_command_is_read_as_it_was_written():
    announcement = Expected("a", "call", 12.5, 9.1)
    assert read_expected(write_line(write_expected(announcement))) == announcement
    assert read_expected(b'{"do":"expect","key":"a","chime":"call"}') is None


def test_it_ends_with_whoever_started_it(ear, monkeypatch):
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    one = ear()
    one.wait("listening")
    one.worker._child.close_input()
    assert one.wait("died").detail == "exit code 0"


def test_with_pulseaudio_a_chime_is_heard_and_a_muted_one_is_not(ear, sound_server):
    """The hall murmurs; a call sounds, then the amplifier is off, then the microphone goes."""
    sound_server.play(noise(90))
    one = ear(MICROPHONE)
    assert one.wait("listening").device == MICROPHONE
    time.sleep(3)
    verdicts = []
    for number, volume in enumerate((1.0, 0.0), 1):
        sound_server.play(chime(), volume)
        one.worker.expect(Expected(str(number), "call", time.monotonic(), 2.0))
        judged = one.wait("judged", number).judgement
        verdicts.append(judged.verdict)
        if judged.verdict == Verdict.HEARD:
            assert 0 <= judged.delay_ms <= 2000
            assert judged.over_noise_db > 10
        time.sleep(2)
    assert verdicts == [Verdict.HEARD, Verdict.NOT_HEARD]
    sound_server.ctl("unload-module", "module-remap-source")
    one.wait("lost")
    assert one.wait("died").detail == "exit code 74"


def zeros(seconds):
    return numpy.zeros(int(seconds * 16_000), numpy.int16)


def listen_to(samples, *expected):
    """The events of a worker that hears these samples at 16 kHz."""
    told, lines = SimpleQueue(), Lines()
    for announcement in expected:
        told.put(announcement)
    microphone = PcmMicrophone(samples, 16_000)
    listen(microphone, Detector(16_000, chime_references()), told, lines)
    return [line["event"] for line in lines.sent if line["event"] != "beat"]


def test_a_microphone_that_gives_zeros_is_told_and_that_it_hears_again():
    """After half a minute: noise suppression makes a hall as still as that for a while."""
    still = numpy.concatenate([zeros(20), noise(1, 16_000).astype(numpy.int16), zeros(20)])
    assert listen_to(still) == ["listening"]
    dead = numpy.concatenate([zeros(32), noise(1, 16_000).astype(numpy.int16)])
    assert listen_to(dead) == ["listening", "silent", "listening"]


def test_zeros_while_an_announcement_sounds_are_told_at_once():
    """Somebody should have been heard."""
    assert listen_to(zeros(9), Expected("a", "call", 3.0, 2.0)) == ["listening", "judged", "silent"]
