"""The composer stays small: on disk, in memory, and in what it loads."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from audio.sound import Composer
from audio.sound.clips import Memory
from audio.sound.file_cache import FileCache

# A server under gevent: calls composed by greenlets and by the hub's native threads at once.
UNDER_GEVENT = """
from gevent import monkey; monkey.patch_all()
import sys, gevent
from gevent.threadpool import ThreadPool
from pathlib import Path
from audio import ClipFolder, Composer, Phrase, Sentence, default_pack
folder, pack = Path(sys.argv[1]), default_pack()
composer = Composer(pack, ClipFolder(folder / "clips", pack.voice), folder / "sounds")
digits = ("satu", "dua", "lima")
sentences = [Sentence("", (Phrase("nol", 70), Phrase(digit, 0))) for digit in digits]
pool = ThreadPool(4)
jobs = [pool.spawn(composer.compose, each) for each in sentences * 10]
jobs += [gevent.spawn(composer.compose, each) for each in sentences * 10]
sounds = {job.get().sha256 for job in jobs}
assert len(sounds) == 3, sounds
assert all(composer.find(sound) for sound in sounds)
heavy = {"numpy", "scipy", "onnxruntime", "pygame", "pyloudnorm"} & set(sys.modules)
assert not heavy, heavy
"""


def test_the_composer_works_under_gevent_and_loads_nothing_heavy(tmp_path):
    """The server has to stay under 80 MB; numpy alone is 16."""
    subprocess.run([sys.executable, "-c", UNDER_GEVENT, str(tmp_path)], check=True, timeout=60)


def test_threads_may_compose_at_once(composer, say):
    """Every one gets a whole sound."""
    with ThreadPoolExecutor(8) as threads:
        sounds = list(threads.map(lambda text: composer.compose(say(text)), ["nol", "satu"] * 20))
    assert len(set(sounds)) == 2
    assert all(composer.find(sound.sha256) == sound for sound in sounds)


def test_the_longest_unused_sounds_make_room(pack, made, say, tmp_path):
    """The folder of sounds is bounded; a sound that is used again stays."""
    texts = ["nol", "satu", "Nomor antrean A", "Silakan menuju loket tiga"]
    composer = Composer(pack, made, tmp_path / "sounds", limit_bytes=700_000)  # room for three
    sounds = [composer.compose(say(text)) for text in texts[:3]]
    composer.compose(say(texts[0]))
    sounds.append(composer.compose(say(texts[3])))
    assert [sound.path.is_file() for sound in sounds] == [True, False, True, True]


def test_a_cache_remembers_its_order_over_a_restart(tmp_path):
    """By the times of the files."""
    cache = FileCache(tmp_path, ".pcm", 250)
    for name in ("a", "b"):
        os.utime(cache.put(name, bytes(100)), (0, 0))
    cache.touch("a")
    FileCache(tmp_path, ".pcm", 250).put("c", bytes(100))
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["a", "c"]


def test_one_file_larger_than_the_limit_is_kept(tmp_path):
    """It is needed now; the next one takes its place."""
    cache = FileCache(tmp_path, ".wav", 10)
    cache.put("a", bytes(100))
    assert cache.get("a") == bytes(100)
    cache.put("b", bytes(5))
    assert cache.get("a") is None


def test_memory_holds_no_more_than_its_limit():
    """The longest unused bytes go first."""
    memory = Memory(250)
    memory.put("a", bytes(100))
    memory.put("b", bytes(100))
    assert memory.get("a")
    memory.put("c", bytes(100))
    assert (memory.get("a"), memory.get("b")) == (bytes(100), None)
