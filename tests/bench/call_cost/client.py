"""A client that calls, and sockets that look on: times, and the server's processor time."""

from __future__ import annotations

import base64
import http.client
import json
import os
import selectors
import socket
import time
from contextlib import suppress
from dataclasses import dataclass

# A server is at rest when its process clock has not moved by more than this for so long.
_REST_NS, _REST_S = 200_000, 0.04
_PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What one call took: the server's CPU, and until the answer, the first and the last frame."""

    cpu_ms: float
    answer_ms: float
    first_ms: float
    last_ms: float


class OnLookers:
    """Sockets that listen as screens do, without decoding what they hear."""

    def __init__(self, port: int, count: int) -> None:
        self._ready = selectors.DefaultSelector()
        self._sockets = [_open(port) for _ in range(count)]
        for each in self._sockets:
            self._ready.register(each, selectors.EVENT_READ)
        self.drain(0.5)

    def drain(self, seconds: float) -> None:
        """Read whatever comes until nothing came for ``seconds``."""
        while found := self._ready.select(seconds):
            for key, _ in found:
                with suppress(BlockingIOError):
                    _receive(key.fileobj)

    def wait_for(self, first: bytes, last: bytes) -> tuple[float, float]:
        """Return when ``first`` came to any socket and ``last`` to all of them (monotonic s)."""
        seen: dict[object, bytes] = dict.fromkeys(self._sockets, b"")
        missing, first_at = set(self._sockets), 0.0
        give_up = time.monotonic() + _PATIENCE_S
        while missing:
            for key, _ in self._ready.select(1.0):
                seen[key.fileobj] += _receive(key.fileobj)
                if not first_at and first in seen[key.fileobj]:
                    first_at = time.monotonic()
                if last in seen[key.fileobj]:
                    missing.discard(key.fileobj)  # type: ignore[arg-type]
            if time.monotonic() > give_up:
                raise TimeoutError(f"{len(missing)} sockets did not hear {last!r}")
        return first_at, time.monotonic()

    def close(self) -> None:
        """Close every socket."""
        for each in self._sockets:
            each.close()


class Caller:
    """Calls on one kept connection, and measures the server of process ``pid``."""

    def __init__(self, port: int, pid: int, token: str, onlookers: OnLookers) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_S)
        self._connection.connect()
        self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._pid, self._onlookers = pid, onlookers
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def call(self, number: int) -> Cost:
        """Call a ticket, wait until all have heard it, and take it back; only the call counts."""
        body = {
            "ticket": {"number": f"A-{number % 999 + 1:03d}"},
            "service": "dpmptsp",
            "counter": "1",
        }
        self.await_rest()
        cpu_ns, began = self._cpu_ns(), time.monotonic()
        text = json.dumps(body)
        self._connection.request("POST", "/api/v1/calls", text, self._headers)
        first, last = self._onlookers.wait_for(b'"ticket.called"', b'"announcement.queued"')
        event_id = self._answer()["event_id"]
        answered = time.monotonic()
        cost_ns = self.await_rest() - cpu_ns
        self._connection.request("POST", f"/api/v1/calls/{event_id}/cancel", None, self._headers)
        self._answer()
        self._onlookers.drain(0.05)
        spans = (answered - began, first - began, last - began)
        return Cost(cost_ns / 1e6, *(span * 1000 for span in spans))

    def await_rest(self) -> int:
        """Wait until the server does nothing; returns its process clock in ns as work ended."""
        before, since = self._cpu_ns(), time.monotonic()
        give_up = since + 2.0
        while time.monotonic() - since < _REST_S and time.monotonic() < give_up:
            time.sleep(0.005)
            now = self._cpu_ns()
            if now - before > _REST_NS:
                before, since = now, time.monotonic()
        return before

    def _answer(self) -> dict[str, str]:
        answer = self._connection.getresponse()
        found: dict[str, str] = json.loads(answer.read())
        if answer.status not in {200, 201}:
            raise RuntimeError(f"{answer.status}: {found}")
        return found

    def _cpu_ns(self) -> int:
        # The clock of another process, as clock_getcpuclockid(3) makes it: all its threads, in ns.
        return time.clock_gettime_ns((~self._pid << 3) | 2)


def _open(port: int) -> socket.socket:
    """Return a websocket that has said hello as a screen."""
    opened = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_S)
    key = base64.b64encode(os.urandom(16)).decode()
    opened.sendall(
        f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
        "Sec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    while b"\r\n\r\n" not in opened.recv(65536):
        continue
    hello = json.dumps({"type": "hello", "role": "screen"}).encode()
    opened.sendall(bytes((0x81, 0x80 | len(hello))) + bytes(4) + hello)
    opened.setblocking(False)
    return opened


def _receive(opened: object) -> bytes:
    assert isinstance(opened, socket.socket)
    heard = opened.recv(1 << 20)
    if not heard:
        raise ConnectionError("a socket was closed")
    return heard
