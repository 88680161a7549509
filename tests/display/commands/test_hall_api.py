"""The demo's client against a small real HTTP server that fails in the ways servers fail."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from display.commands.hall_api import ApiError, HallApi


class Handler(BaseHTTPRequestHandler):
    """Answers from a list of (status, body); keeps what it was asked."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, json.loads(body), self.headers["Authorization"]))
        status, answer = self.server.answers.pop(0)
        payload = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.asked, running.answers = [], []
        thread = threading.Thread(target=running.serve_forever, args=(0.02,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def api(server):
    return HallApi(f"http://127.0.0.1:{server.server_port}/", "pgl_x", patience_s=5)


def test_a_call_is_posted_as_documented(server, api):
    """Ticket, service, counter and the key that makes it safe to repeat."""
    server.answers = [(201, {"seq": 1})]
    assert api.call("e1", "A-001", "dpmptsp", "1") == {"seq": 1}
    body = {"event_id": "e1", "ticket": {"number": "A-001"}, "service": "dpmptsp", "counter": "1"}
    assert server.asked == [("/api/v1/calls", body, "Bearer pgl_x")]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_with_the_same_key(server, api, status):
    """The first answer was no answer."""
    server.answers = [(status, {}), (201, {"seq": 2})]
    assert api.announce("e2", "Selamat pagi.") == {"seq": 2}
    assert server.asked[0] == server.asked[1]


def test_a_refusal_carries_the_servers_own_sentence(server, api):
    """problem+json's detail is said, and is not asked again."""
    server.answers = [(422, {"title": "Unprocessable", "detail": "Loket 99 tidak ada."})]
    with pytest.raises(ApiError, match="422: Loket 99 tidak ada") as caught:
        api.follow("e3", "recall")
    assert caught.value.status == 422


def test_a_server_that_is_not_there_is_said_plainly():
    """After its patience the client names the address."""
    with pytest.raises(ApiError, match=r"No answer from http://127\.0\.0\.1:9"):
        HallApi("http://127.0.0.1:9", None, patience_s=0).state()
