"""A hall in small: a server, a PA line, and a speaker between them."""

import os
import signal
import threading

import psutil
import pytest

from audio.speaker import run_speaker
from tests.audio.sound_servers import PipeWire, PulseAudio
from tests.audio.speaker.hall_server import TOKEN, HallServer
from tests.audio.speaker.pa_line import PaLine, Tone

LONG_S = 4.0


@pytest.fixture
def line(tmp_path, monkeypatch):
    """A PA line that every worker started from here plays into."""
    line = PaLine(tmp_path)
    monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(line.path))
    yield line
    line.close()


@pytest.fixture
def server():
    server = HallServer()
    yield server
    server.close()


@pytest.fixture
def start_speaker(server, tmp_path):
    """Start a speaker in threads of this process; it is stopped at the end."""
    stop = threading.Event()
    threads = []

    def start(**options):
        options = {"folder": tmp_path / "cache", "stop": stop} | options
        thread = threading.Thread(target=run_speaker, args=(server.url, TOKEN), kwargs=options)
        thread.start()
        threads.append(thread)

    yield start
    stop.set()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()
    assert not worker_pids()


@pytest.fixture
def speaker(line, server, start_speaker):
    """A speaker that is ready to play."""
    start_speaker()
    server.wait_state("ready")


def begin(server, tone, announcement_id="a"):
    """Have the sound played and return when it has begun."""
    server.sounds[tone.sha256] = tone.wav
    server.play(announcement_id, tone.sha256)
    server.wait(lambda: server.outcomes(announcement_id))


def worker_pids(process=None):
    """The sound workers that this process (or another) has started."""
    children = (process or psutil.Process()).children(recursive=True)
    return [child.pid for child in children if _is_worker(child)]


def kill_worker(by=signal.SIGKILL):
    (pid,) = worker_pids()
    os.kill(pid, by)


def _is_worker(process):
    try:
        running = process.status() != psutil.STATUS_ZOMBIE
        return running and "audio.speaker.worker" in process.cmdline()
    except psutil.NoSuchProcess:
        return False


@pytest.fixture(params=[PulseAudio, PipeWire], ids=lambda kind: kind.name)
def sound_server(request, tmp_path, monkeypatch):
    """A running sound server that every worker started from here plays into."""
    server = request.param(tmp_path / "sound")
    for name, value in server.environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SDL_AUDIODRIVER", raising=False)
    yield server
    server.stop()


@pytest.fixture
def hall(sound_server, server, start_speaker):
    """A hall whose speaker is ready on the sound server's only output."""
    sound_server.start()
    start_speaker()
    server.wait_state("ready")
    return sound_server


def order(server, seconds=LONG_S, name="a", seed=7):
    """Order a sound; returns it."""
    tone = Tone(seconds, seed)
    server.sounds[tone.sha256] = tone.wav
    server.play(name, tone.sha256)
    return tone


def report(server, name="a"):
    """The last report on the sound."""
    return [each for each in server.reports if each["announcement_id"] == name][-1]
