"""Building a pack with the online voice: killed, refused, watched, and whole in the end."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest

from audio.errors import VoiceError
from audio.packs import check_pack, open_pack
from audio.production.build import build_pack
from audio.studio import decode_samples, measure
from audio.voices.gtts import VOICE, Gtts
from audio.wording import call_phrases
from tests.audio.tones import Tones
from tests.audio.voices.conftest import QUICK

TEXTS = call_phrases(prefixes=["A"], counters=["1", "2"], services=["Dukcapil", "Dinsos"])[:16]
# A build in a process of its own, as `python -m audio.production.build --voice gtts` runs it.
BUILD = """
import sys
from pathlib import Path
from gtts import tts
tts._translate_url = lambda tld="com", path="": sys.argv[1] + path
from audio.production.build import build_pack
from audio.voices.gtts import Gtts, Manners
told = lambda done, total, text: print(done, flush=True)
build_pack(sys.argv[3:], Gtts(Manners(interval_s=0.05)), Path(sys.argv[2]), told)
"""


def start_build(server, folder):
    command = [sys.executable, "-c", BUILD, server.url, str(folder), *TEXTS]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_killed_build_makes_only_what_is_missing(online, server, tmp_path):
    """kill -9 in the middle: no pack yet, nothing lost, and no phrase is asked for again."""
    build = start_build(server, tmp_path)
    while int(build.stdout.readline()) < len(TEXTS) // 2:
        pass
    os.kill(build.pid, signal.SIGKILL)
    build.wait()
    build.stdout.close()
    kept, before = sum(1 for _ in tmp_path.glob("*.opus")), len(server.asked)
    assert len(TEXTS) // 2 <= kept < len(TEXTS)
    pack = build_pack(TEXTS, online, tmp_path)
    assert check_pack(pack, TEXTS).good
    # What was in the air when it was killed is the only thing that may be asked for twice.
    assert len(TEXTS) - kept <= len(server.asked) - before <= len(TEXTS) - kept + 1
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json"] + [".opus"] * len(TEXTS)


def test_a_build_survives_a_storm_of_refusals(online, server, tmp_path):
    """429 for a while in the middle of it: every clip is there, whole and even."""
    server.script = ["good"] * 10 + ["status 429", "status 429 0"] * 3 + ["good", "status 503"] * 3
    pack = build_pack(TEXTS, online, tmp_path)
    assert (pack.voice, pack.made_by["language"]) == (VOICE, "id")
    assert check_pack(pack, TEXTS).good
    assert len(server.asked) == len(TEXTS) + 9
    for clip in pack.clips():
        facts = measure(decode_samples(clip.path.read_bytes()))
        assert abs(facts.loudness_lufs + 16) <= 1
        assert facts.true_peak_dbtp <= -1


def test_a_build_that_the_storm_ends_goes_on_later(server, tmp_path):
    """It stops with the reason; the next start asks for the rest only."""
    server.script = ["good"] * 8 + ["status 429"] * 3
    with pytest.raises(VoiceError, match="answered 429"):
        build_pack(TEXTS, Gtts(replace(QUICK, tries=3)), tmp_path)
    server.asked.clear()
    assert check_pack(build_pack(TEXTS, Gtts(QUICK), tmp_path), TEXTS).good
    assert len(server.asked) == len(TEXTS) - 8


def test_a_reader_always_sees_a_whole_pack(online, tmp_path):
    """From the first to the last clip of a build over a pack in use: the old one, then the new."""
    build_pack(TEXTS, Tones(), tmp_path)
    over, seen = threading.Event(), []

    def read():
        while not over.is_set():
            before = (tmp_path / "manifest.json").read_bytes()
            pack = open_pack(tmp_path)
            good = check_pack(pack, TEXTS).good
            if before == (tmp_path / "manifest.json").read_bytes():  # the same pack all the while
                seen.append((pack.voice, good))
            time.sleep(0.01)

    reader = threading.Thread(target=read)
    reader.start()
    build_pack(TEXTS, online, tmp_path)
    over.set()
    reader.join()
    assert len(seen) > 10
    assert {good for _, good in seen} == {True}
    assert [voice for voice, _ in seen] == sorted((voice for voice, _ in seen), reverse=True)
    assert open_pack(tmp_path).voice == VOICE
