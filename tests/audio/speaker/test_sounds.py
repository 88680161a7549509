"""Sounds are fetched once, proven, and kept within bounds."""

import stat
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from audio.speaker import sounds as sounds_file
from audio.speaker.orders import SoundRef
from audio.speaker.sounds import FetchFailed, Sounds
from tests.audio.speaker.pa_line import Tone


@pytest.fixture
def web():
    """A server that answers each request with the next of `web.answers` (status, headers, body)."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append((self.path, self.headers["Authorization"]))
            status, headers, body = self.server.answers.pop(0)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        server.asked, server.answers = [], []
        server.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def sounds(web, tmp_path):
    return Sounds(tmp_path / "sounds", web.url, "secret")


TONE = Tone(0.05)
REF = SoundRef(TONE.sha256, "/s")
GOOD = (200, {}, TONE.wav)


def test_a_sound_is_fetched_once_with_the_token(web, sounds):
    web.answers = [GOOD]
    path = sounds.fetch(REF)
    assert sounds.fetch(REF) == path == sounds.find(REF.sha256)
    assert path.read_bytes() == TONE.wav
    assert web.asked == [("/s", "Bearer secret")]


def test_a_server_that_is_busy_is_asked_again(web, sounds):
    """And one that ends in the middle of the sound."""
    web.answers = [(503, {}, b""), (200, {"Content-Length": "99999"}, TONE.wav), GOOD]
    assert sounds.fetch(REF).read_bytes() == TONE.wav


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((404, {}, b""), "fetch"),
        ((302, {"Location": "/elsewhere"}, b""), "fetch"),
        ((200, {}, Tone(0.05, seed=1).wav), "bad_sound"),
        ((200, {}, b""), "bad_sound"),
    ],
)
def test_what_is_not_the_sound_is_refused_at_once(web, sounds, answer, reason):
    """A redirect too: the token is for this server only. Nothing is left behind."""
    web.answers = [answer]
    with pytest.raises(FetchFailed) as refusal:
        sounds.fetch(REF)
    assert refusal.value.reason == reason
    assert len(web.asked) == 1
    assert list(sounds._folder.iterdir()) == []


def test_a_sound_too_large_is_refused(web, sounds, monkeypatch):
    monkeypatch.setattr(sounds_file, "MAX_SOUND_BYTES", 1000)
    web.answers = [GOOD]
    with pytest.raises(FetchFailed, match="more than"):
        sounds.fetch(REF)


def test_nobody_at_home_is_a_failed_fetch(sounds, web):
    web.shutdown()
    web.server_close()
    with pytest.raises(FetchFailed) as refusal:
        sounds.fetch(REF)
    assert refusal.value.reason == "fetch"


def test_a_file_damaged_on_disk_is_fetched_again(web, tmp_path):
    """Power may have gone while it was written; a new process looks before it plays."""
    web.answers = [GOOD, GOOD]
    path = Sounds(tmp_path, web.url, "").fetch(REF)
    path.write_bytes(TONE.wav[:-100])
    assert Sounds(tmp_path, web.url, "").fetch(REF).read_bytes() == TONE.wav
    assert len(web.asked) == 2


def test_the_folder_keeps_what_was_used_last(web, sounds, monkeypatch):
    """Bounded: the sound unused for longest goes first."""
    tones = [Tone(0.05, seed) for seed in range(4)]
    monkeypatch.setattr(sounds_file, "MAX_FOLDER_BYTES", 3 * len(TONE.wav))
    web.answers = [(200, {}, tone.wav) for tone in tones]
    for tone in tones[:3]:
        sounds.fetch(SoundRef(tone.sha256, "/s"))
    sounds.find(tones[0].sha256)
    sounds.fetch(SoundRef(tones[3].sha256, "/s"))
    kept = [tone.sha256 for tone in tones if sounds.find(tone.sha256)]
    assert kept == [tones[0].sha256, tones[2].sha256, tones[3].sha256]


def test_remains_of_a_broken_fetch_are_swept_at_start(tmp_path):
    (tmp_path / "x.part").write_bytes(b"half")
    Sounds(tmp_path, "http://127.0.0.1:1", "")
    assert list(tmp_path.iterdir()) == []


def test_only_its_owner_may_hear_what_is_kept(web, tmp_path):
    """What an earlier release left open is closed, too."""
    folder = tmp_path / "sounds"
    folder.mkdir(mode=0o755)
    Sounds(folder, web.url, "token")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
