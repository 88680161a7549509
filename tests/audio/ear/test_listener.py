"""The ear as a whole, with a stand-in at the microphone and one for the server."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest

from audio.ear import EarEvent, Judgement, Verdict
from audio.ear.hall_link import HallLink
from audio.ear.listener import FROZEN_AFTER_S, Listener

HEARD = Judgement("a1#2", Verdict.HEARD, score=0.6, delay_ms=120, over_noise_db=8.0)


class WorkerDouble:
    """Takes what it is told; its events come when the test says so."""

    def __init__(self, hear) -> None:
        self.hear, self.expected, self.closed = hear, [], False

    def expect(self, announcement) -> None:
        self.expected.append(announcement)

    def close(self, timeout_s: float) -> None:
        self.closed = True


class ServerDouble:
    """Keeps what it was told; ``answers`` are given one after the other, then empty ones."""

    def __init__(self, *answers: Any) -> None:
        self.told, self.answers = [], list(answers)

    def tell(self, message):
        self.told.append(message)
        return self.answers.pop(0) if self.answers else {"expected": []}


class Hall:
    """A listener between its stand-ins, at a clock that the test moves."""

    def __init__(self, monkeypatch, *answers: Any) -> None:
        self.workers, self.now_s = [], 1000.0
        monkeypatch.setattr("audio.ear.listener.time.monotonic", lambda: self.now_s)
        self.server = ServerDouble(*answers)
        self.listener = Listener(self.server, self._make, "main", "USB")

    def _make(self, hear):
        self.workers.append(WorkerDouble(hear))
        return self.workers[-1]

    def look(self, after_s: float = 1.0):
        """Let a second go by; what the server was told."""
        self.now_s += after_s
        self.listener.look()
        return self.server.told[-1]

    def say(self, event: str, **more: Any) -> None:
        """The worker that runs says something."""
        self.workers[-1].hear(EarEvent(event, **more))


@pytest.fixture
def hall(monkeypatch):
    return Hall(monkeypatch)


def expected(**more: Any) -> dict[str, Any]:
    one = {"announcement_id": "a1", "attempt": 2, "chime": "call", "age_s": 0.5, "length_s": 6.0}
    return {"expected": [{**one, **more}]}


def test_it_tells_how_its_microphone_is(hall):
    """From the start on, and whatever becomes of it."""
    assert hall.look()["state"] == "starting"
    hall.say("listening", device="USB Mikrofon")
    told = hall.look()
    assert (told["state"], told["zone"]) == ("listening", "main")
    assert told["microphone"] == "USB Mikrofon"
    hall.say("silent", device="USB Mikrofon")
    assert hall.look()["state"] == "silent"
    hall.say("lost")
    assert hall.look()["state"] == "no_microphone"
    hall.say("no_microphone", detail="none\nof that name")
    assert hall.look()["detail"] == "none of that name"


def test_what_begins_is_passed_on_once_by_the_age_that_the_server_tells(monkeypatch):
    """No two clocks have to agree; the same again in the next answer is no news."""
    hall = Hall(monkeypatch, expected(), expected(), expected(attempt=3))
    hall.look()
    hall.look()
    (one,) = hall.workers[0].expected
    assert (one.key, one.chime, one.length_s) == ("a1#2", "call", 6.0)
    assert one.began_s == pytest.approx(1000.5)
    hall.look()
    assert [each.key for each in hall.workers[0].expected] == ["a1#2", "a1#3"]


@pytest.mark.parametrize(
    "answer", [{}, {"expected": None}, {"expected": ["x", {}, {"announcement_id": "a"}]}]
)
def test_an_answer_that_is_none_is_left(monkeypatch, answer):
    hall = Hall(monkeypatch, answer)
    hall.look()
    assert hall.workers[0].expected == []


def test_a_verdict_is_told_until_it_is_answered(monkeypatch):
    """The server may be away, or die before it has journalled it."""
    hall = Hall(monkeypatch, {}, None, None)
    hall.look()
    hall.say("judged", judgement=HEARD)
    for _ in range(3):
        (judged,) = hall.look()["judgements"]
        assert (judged["announcement_id"], judged["attempt"]) == ("a1", 2)
        assert (judged["verdict"], judged["over_noise_db"]) == ("heard", 8.0)
    assert hall.look()["judgements"] == []


def test_a_worker_that_has_died_is_followed_by_another(hall):
    """At first at once, then more and more patiently."""
    hall.look()
    for already in range(1, 4):
        hall.say("died", detail="signal 11")
        assert hall.look(0.1)["state"] == "starting"
        assert len(hall.workers) == already
        hall.look(10.0)
        assert len(hall.workers) == already + 1


def test_a_frozen_worker_is_ended(hall):
    """It listened, and says nothing more."""
    hall.look()
    hall.say("listening")
    hall.look(FROZEN_AFTER_S / 2)
    hall.say("beat")
    hall.look(FROZEN_AFTER_S - 1)
    assert not hall.workers[0].closed
    hall.look(2.0)
    assert hall.workers[0].closed


def test_one_that_waits_for_a_microphone_is_not_frozen(hall):
    """It says so once, and tries again by itself."""
    hall.look()
    hall.say("no_microphone", detail="none")
    for _ in range(10):
        hall.look(10.0)
    assert not hall.workers[0].closed


def test_a_worker_that_cannot_be_started_is_tried_again(monkeypatch, caplog):
    """Out of memory for a moment; the server is told all the same."""
    hall = Hall(monkeypatch)
    make, broken = hall._make, [True]

    def fail(hear):
        if broken.pop() if broken else False:
            raise OSError("no memory")
        return make(hear)

    listener = Listener(hall.server, fail, "main")
    listener.look()
    assert "no memory" in caplog.text
    hall.now_s += 10
    listener.look()
    assert len(hall.workers) == 1


class Answering(BaseHTTPRequestHandler):
    """Answers with what the test has set: a status and a body."""

    protocol_version = "HTTP/1.1"
    status, body = 200, b"{}"
    asked: ClassVar[list[tuple[str, str, bytes]]] = []

    def do_POST(self) -> None:
        """Take the message."""
        said = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.path, self.headers["Authorization"], said))
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: Any) -> None:
        """Keep still."""


@pytest.fixture
def web(monkeypatch):
    """A server of HTTP, and a link to it."""
    monkeypatch.setattr(Answering, "asked", [])
    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    link = HallLink(f"http://127.0.0.1:{server.server_port}", "secret")
    yield link
    link.close()
    server.shutdown()
    server.server_close()


def test_the_link_asks_with_its_token(web, monkeypatch):
    """The answer's JSON comes back."""
    monkeypatch.setattr(Answering, "body", b'{"expected": []}')
    assert web.tell({"state": "listening"}) == {"expected": []}
    ((path, token, said),) = Answering.asked
    assert (path, token, json.loads(said)["state"]) == ("/api/v1/ear", "Bearer secret", "listening")


@pytest.mark.parametrize(
    ("status", "again"), [(401, True), (409, True), (503, True), (400, False), (422, False)]
)
def test_a_refusal_is_logged_once_and_what_is_unreadable_is_not_told_again(
    web, monkeypatch, caplog, status, again
):
    """The log says why."""
    monkeypatch.setattr(Answering, "status", status)
    monkeypatch.setattr(Answering, "body", b'{"detail": "because"}')
    answers = [web.tell({}) for _ in range(6)]
    assert answers == [None if again else {}] * 6
    assert caplog.text.count("because") == 1


def test_without_a_server_it_goes_on_and_finds_it_again(web, monkeypatch, caplog):
    """A connection that was cut is made anew."""
    port = web._connection.port
    lost = HallLink("http://127.0.0.1:1", "secret")
    assert [lost.tell({}) for _ in range(4)] == [None] * 4
    assert caplog.text.count("no link to the server") == 1
    lost._connection.port = port
    assert lost.tell({}) == {}
    lost.close()
