"""The voice worker: a real process, really killed, stopped, starved and left alone.

What is about the process is said by espeak, in a hundredth of the time; the embedded voice speaks
once, and where it is the point that a synthesis is long.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psutil
import pytest

from audio.errors import VoiceError, VoiceGaveWay
from audio.packs import ClipFolder, damage_of
from audio.voices import VoiceWorker
from audio.voices.espeak import VOICE
from audio.voices.kokoro import VOICE as KOKORO

WAIT_S = 170
LONG = ", ".join(["Mohon perhatian, para pengunjung yang kami hormati"] * 40)
UNDER_GEVENT = """
from gevent import monkey; monkey.patch_all()
import sys, time, gevent
from pathlib import Path
from audio import ClipFolder, VoiceWorker
clips = ClipFolder(Path(sys.argv[1]), sys.argv[2])
voice, ticks = VoiceWorker(clips), []
def tick():
    while True:
        ticks.append(time.monotonic()); gevent.sleep(0.05)
ticker = gevent.spawn(tick)
gevent.joinall([gevent.spawn(voice.make, [text], 60) for text in ("satu", "dua")], raise_error=True)
ticker.kill()
assert clips.find("satu") and clips.find("dua")
assert len(ticks) > 10 and max(b - a for a, b in zip(ticks, ticks[1:])) < 1.0
assert not {"numpy", "onnxruntime"} & set(sys.modules)
voice.close()
"""


@pytest.fixture
def clips(tmp_path):
    return ClipFolder(tmp_path / "clips", VOICE)


@pytest.fixture
def voice(clips):
    voice = VoiceWorker(clips, silent_s=5)
    yield voice
    voice.close()
    assert voice.pid is None or not psutil.pid_exists(voice.pid)


def wait_until(holds, seconds=WAIT_S):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def wait_pid(voice):
    wait_until(lambda: voice.pid is not None)
    return voice.pid


@pytest.mark.parametrize("name", [KOKORO, VOICE])
def test_missing_clips_are_made_whole(tmp_path, name):
    """And a text that has its clip already costs nothing: no process is started for it."""
    clips = ClipFolder(tmp_path / "clips", name)
    voice = VoiceWorker(clips, silent_s=5)
    voice.make(["satu", "dua", "satu"], WAIT_S)
    assert all(damage_of(clips.find(text)) is None for text in ("satu", "dua"))
    first = voice.pid
    voice.close()
    VoiceWorker(clips).make(["satu"], 0.5)
    assert first


def test_a_killed_worker_is_replaced_at_once(voice, clips):
    """kill -9 in the middle of its work: the caller does not notice."""
    with ThreadPoolExecutor(1) as thread:
        making = thread.submit(voice.make, ["Selamat datang"], WAIT_S)
        first = wait_pid(voice)
        os.kill(first, signal.SIGKILL)
        making.result()
    assert clips.find("Selamat datang")
    assert voice.pid != first


def test_a_stuck_worker_is_killed_and_replaced(voice, clips):
    """A stopped process says nothing; after a while another one does the work."""
    voice.make(["satu"], WAIT_S)
    first = voice.pid
    os.kill(first, signal.SIGSTOP)
    voice.make(["dua"], WAIT_S)
    assert clips.find("dua")
    assert voice.pid != first
    assert not psutil.pid_exists(first)


def test_a_caller_waits_no_longer_than_it_said(voice, clips):
    """A worker that stays silent is replaced under the next caller."""
    voice.make(["satu"], WAIT_S)
    os.kill(voice.pid, signal.SIGSTOP)
    begun = time.monotonic()
    with pytest.raises(VoiceError, match="busy"):
        voice.make(["dua"], 0.5)
    assert time.monotonic() - begun < 40
    voice.make(["dua"], WAIT_S)
    assert clips.find("dua")


def test_what_a_caller_gave_up_is_still_finished(voice, clips):
    """On a slow machine the second try finds what the first had no time for."""
    with pytest.raises(VoiceError, match="busy"):
        voice.make(["Mohon perhatian"], 0.05)
    first = voice.pid
    voice.make(["Mohon perhatian", "satu"], WAIT_S)
    assert (voice.pid, bool(clips.find("Mohon perhatian"))) == (first, True)


def test_what_cannot_be_said_is_told_and_the_worker_lives_on(voice, clips):
    """The others are made all the same, by the same process."""
    with pytest.raises(VoiceError, match="cannot say '#'"):
        voice.make(["#"], WAIT_S)
    first = voice.pid
    voice.make(["satu"], WAIT_S)
    assert (voice.pid, bool(clips.find("satu"))) == (first, True)


def test_callers_take_turns(voice, clips):
    """Four at once, overlapping: every clip is there for everyone."""
    wishes = [["satu", "dua"], ["dua", "tiga"], ["tiga", "satu"], ["empat"]]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda texts: voice.make(texts, WAIT_S), wishes))
    assert all(clips.find(text) for texts in wishes for text in texts)


@pytest.fixture
def slow(tmp_path):
    """A voice that takes its time, and is in the middle of a long text."""
    clips = ClipFolder(tmp_path / "clips", KOKORO)
    voice = VoiceWorker(clips)
    with ThreadPoolExecutor(1) as thread:
        making = thread.submit(voice.make, [LONG], WAIT_S)
        wait_until(lambda: voice.pid is not None and voice._in_work)
        yield voice, making
    voice.close()


def test_what_is_first_waits_for_nobody(slow):
    """What is in work is thrown away, its caller is told; the voice stays loaded."""
    voice, making = slow
    pid = voice.pid
    voice.make(["satu"], WAIT_S, first=True)
    with pytest.raises(VoiceGaveWay):
        making.result()
    assert (voice.clips.find(LONG), bool(voice.clips.find("satu"))) == (None, True)
    assert voice.pid == pid


def test_what_gave_way_can_be_asked_for_again(slow):
    """The same worker makes it whole."""
    voice, making = slow
    voice.give_way(LONG)
    with pytest.raises(VoiceGaveWay):
        making.result()
    short = "Mohon perhatian"
    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(voice.make, [short], WAIT_S)
        wait_until(lambda: voice._in_work == short or first.done())
        voice.give_way(short)
        wait_until(first.done)
    while voice.clips.find(short) is None:  # it may be told of its first end only now
        with suppress(VoiceGaveWay):
            voice.make([short], WAIT_S)
    assert damage_of(voice.clips.find(short)) is None


def test_nobody_gives_way_for_another_text(slow):
    """A page that gave up its text must not end the work on somebody else's."""
    voice, making = slow
    voice.give_way("satu")
    assert not making.done()
    voice.give_way()
    with pytest.raises(VoiceGaveWay):
        making.result()


def test_a_worker_killed_under_the_first_text_is_replaced(slow):
    """The emergency's words are made by the next one."""
    voice, making = slow
    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(voice.make, ["Segera keluar"], WAIT_S, first=True)
        with pytest.raises(VoiceGaveWay):
            making.result()
        wait_until(lambda: voice._in_work == "Segera keluar" or first.done())
        os.kill(voice.pid, signal.SIGKILL)
        first.result()
    assert voice.clips.find("Segera keluar")


def test_a_voice_can_be_warmed(voice, clips):
    """Before anything is wanted of it; twice it is the same one, and a dead one comes back."""
    voice.warm()
    first = voice.pid
    voice.warm()
    voice.make(["satu"], WAIT_S)
    assert (voice.pid, bool(clips.find("satu"))) == (first, True)
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: not psutil.pid_exists(first))
    voice.warm()
    voice.make(["dua"], WAIT_S)
    assert clips.find("dua")


def test_a_closed_voice_is_not_warmed(voice):
    """No process is left behind by a page that opens while the server ends."""
    voice.close()
    with pytest.raises(VoiceError, match="being closed"):
        voice.warm()


def test_an_idle_worker_goes_and_comes_back(clips):
    """400 MB are not kept for nobody; a request that meets the end is served by the next one."""
    voice = VoiceWorker(clips, idle_s=0.2)
    voice.make(["satu"], WAIT_S)
    first = voice.pid
    wait_until(lambda: not psutil.pid_exists(first))
    voice.make(["dua"], WAIT_S)
    assert clips.find("dua")
    voice.close()


def test_a_closed_voice_makes_nothing_more(clips):
    """Whoever is in the middle of it is told; nobody hangs at the end of the server."""
    voice = VoiceWorker(clips)
    with ThreadPoolExecutor(1) as thread:
        making = thread.submit(voice.make, ["Selamat datang di Mal Pelayanan Publik"] * 3, WAIT_S)
        pid = wait_pid(voice)
        voice.close()
        with pytest.raises(VoiceError, match="being closed"):
            making.result()
    assert not psutil.pid_exists(pid)
    with pytest.raises(VoiceError, match="being closed"):
        voice.make(["dua"], WAIT_S)


def test_a_full_disk_is_one_plain_sentence(clips, voice):
    """No half clip stays; with room again the same worker goes on."""
    voice.make(["satu"], WAIT_S)
    _, hard = psutil.Process(voice.pid).rlimit(psutil.RLIMIT_FSIZE)
    psutil.Process(voice.pid).rlimit(psutil.RLIMIT_FSIZE, (2_000, hard))
    with pytest.raises(VoiceError, match="The disk is full"):
        voice.make(["dua"], WAIT_S)
    assert clips.find("dua") is None
    assert list(clips.folder.glob("*.part")) == []
    psutil.Process(voice.pid).rlimit(psutil.RLIMIT_FSIZE, (hard, hard))
    voice.make(["dua"], WAIT_S)
    assert clips.find("dua")


def test_the_worker_steps_back_and_dies_with_its_parent(tmp_path):
    """Lower priority than its parent; when the parent is killed -9 it ends by itself."""
    program = (
        "import sys, threading; from pathlib import Path; from audio import *\n"
        "voice = VoiceWorker(ClipFolder(Path(sys.argv[1]), sys.argv[2]))\n"
        "voice.make(['satu'], 60); print(voice.pid, flush=True); threading.Event().wait()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path), VOICE], stdout=subprocess.PIPE, text=True
    )
    worker = psutil.Process(int(parent.stdout.readline()))
    assert worker.nice() == psutil.Process(parent.pid).nice() + 10
    parent.kill()
    parent.wait()
    parent.stdout.close()
    wait_until(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE)


def test_under_gevent_the_hub_goes_on_meanwhile(tmp_path):
    """Making a clip takes a second or more; no greenlet may wait that long for its turn."""
    command = [sys.executable, "-c", UNDER_GEVENT, str(tmp_path), KOKORO]
    subprocess.run(command, check=True, timeout=120)


def test_no_thread_is_left_behind(clips):
    """The reader ends with its worker."""
    before = threading.active_count()
    voice = VoiceWorker(clips)
    voice.make(["satu"], WAIT_S)
    voice.close()
    assert threading.active_count() == before
