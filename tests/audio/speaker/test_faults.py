"""Whatever dies or goes away: nothing is called heard that was not, and it comes back by itself."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from audio.speaker import supervisor
from tests.audio.speaker.conftest import begin, kill_worker, worker_pids
from tests.audio.speaker.hall_server import TOKEN
from tests.audio.speaker.pa_line import Tone


def ends_within(pid, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.02)
    return False


PLAYED = [("a", "started", None), ("a", "finished", None)]


def test_without_a_device_an_order_fails_at_once(line, server, start_speaker):
    """The hall goes on without its voice; when a device appears it is used."""
    tone = Tone()
    server.sounds[tone.sha256] = tone.wav
    line.unplug()
    start_speaker()
    server.wait_state("no_device")
    server.play("a", tone.sha256)
    assert server.wait_end("a") == "no_device"
    line.plug()
    server.wait_state("ready")
    server.play("a", tone.sha256, attempt=2)
    server.wait(lambda: ("a", "finished", None) in server.outcomes())
    assert line.count(tone) == 1


def test_an_order_before_the_device_is_open_waits_for_it(line, server, start_speaker):
    """A speaker that has just started is not one without a device."""
    tone = Tone()
    server.sounds[tone.sha256] = tone.wav
    start_speaker()
    server.wait(lambda: server.hellos)
    server.play("a", tone.sha256)
    assert server.wait_end("a") is None
    assert line.count(tone) == 1


@pytest.mark.usefixtures("speaker")
@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
def test_a_worker_that_dies_is_replaced_and_the_sound_played_from_its_start(server, line, by):
    """One start, one end, and the whole sound is in the air once."""
    tone = Tone(1.0)
    begin(server, tone)
    kill_worker(by)
    assert server.wait_end("a") is None
    assert server.outcomes() == PLAYED
    assert line.count(tone) == 1
    assert line.noise_s() > 1.0


@pytest.mark.usefixtures("speaker")
def test_a_worker_that_freezes_is_killed(server, line, monkeypatch):
    """A stopped process says nothing; silence is a fault too."""
    monkeypatch.setattr(supervisor, "SILENCE_S", 1.5)
    tone = Tone(1.0)
    begin(server, tone)
    kill_worker(signal.SIGSTOP)
    assert server.wait_end("a") is None
    assert server.outcomes() == PLAYED
    assert line.count(tone) == 1


@pytest.mark.usefixtures("speaker")
def test_a_device_that_comes_back_hears_the_sound_from_its_start(server, line):
    """SDL itself would call a sound finished that went into a dead device."""
    tone = Tone(1.0)
    begin(server, tone)
    line.unplug()
    server.wait_state("no_device")
    assert server.outcomes() == PLAYED[:1]
    line.plug()
    assert server.wait_end("a") is None
    assert server.outcomes() == PLAYED
    assert line.count(tone) == 1


@pytest.mark.usefixtures("speaker")
def test_a_device_that_stays_away_fails_the_sound(server, line, monkeypatch):
    """After a while; what waits behind it fails at once then."""
    monkeypatch.setattr(supervisor, "REPLAY_WITHIN_S", 0.8)
    tone = Tone(1.0)
    begin(server, tone)
    server.play("b", tone.sha256)
    line.unplug()
    assert server.wait_end("a") == "device_lost"
    assert server.wait_end("b") == "no_device"
    assert line.count(tone) == 0


@pytest.mark.usefixtures("speaker")
def test_a_device_that_takes_no_samples_is_noticed(server, line):
    """It is still there, by its own account; the heartbeat knows better."""
    tone = Tone(1.0)
    begin(server, tone)
    line.freeze(True)
    server.wait_state("starting")
    line.freeze(False)
    assert server.wait_end("a") is None
    assert server.outcomes() == PLAYED
    assert line.count(tone) == 1


@pytest.mark.parametrize("reader", [True, False])
def test_a_speaker_that_is_killed_leaves_no_worker(line, server, tmp_path, reader):
    """Nobody plays on without a supervisor, not even one that hangs in opening its device."""
    if not reader:
        line.close()
    program = (
        "import threading, pathlib; from audio.speaker import run_speaker;"
        f"run_speaker({server.url!r}, {TOKEN!r}, folder=pathlib.Path({str(tmp_path / 'c')!r}),"
        "stop=threading.Event())"
    )
    process = subprocess.Popen([sys.executable, "-c", program])
    try:
        if reader:
            server.wait_state("ready")
            begin(server, Tone(3.0))
        while not (pids := worker_pids(psutil.Process(process.pid))):
            time.sleep(0.02)
        time.sleep(0.5)  # time enough to hang in the opening
    finally:
        process.kill()
        process.wait()
    assert ends_within(pids[0], 2)


def test_a_worker_ends_when_told_to_by_a_signal(line):
    """SDL swallows SIGTERM unless it is kept from it."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "audio.speaker.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    while b'"ready"' not in worker.stdout.readline():
        pass
    os.kill(worker.pid, signal.SIGTERM)
    assert worker.wait(5) == -signal.SIGTERM
    worker.stdin.close()
    worker.stdout.close()
