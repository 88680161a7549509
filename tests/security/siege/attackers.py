"""One attacking process: ``python -m tests.security.siege.attackers KIND PORT COUNT``.

It works until its standard input ends, on bare sockets and with bytes made beforehand, at the
lowest priority: what it takes of the processor is not the server's to answer for.
Its own processes come from addresses of their own: 127.0.0.2 to 127.0.0.6.
"""

from __future__ import annotations

import contextlib
import os
import re
import resource
import selectors
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count, cycle

ADDRESSES = tuple(f"127.0.0.{n}" for n in range(2, 7))
_HANDSHAKE = (
    b"GET /ws HTTP/1.1\r\nHost: hall\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%s\r\n"
)
_PING = b"\x89\x80" + bytes(4)
_MASK = bytes(4)

over = threading.Event()
_from = cycle(ADDRESSES)


def text_frame(text: bytes) -> bytes:
    """Return the frame of a short text, masked with zeros."""
    return bytes((0x81, 0x80 | len(text))) + _MASK + text


_HELLO = text_frame(b'{"type":"hello","role":"screen"}')
_STATUS = text_frame(b'{"type":"status","drift_ms":9000000}')


def connect(port: int) -> socket.socket | None:
    """Return a connection from the next address, ``None`` when the server takes none now."""
    one = socket.socket()
    one.settimeout(3)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        one.bind((next(_from), 0))
        one.connect(("127.0.0.1", port))
    except OSError:
        one.close()
        return None
    one.setblocking(False)
    return one


class Crowd:
    """So many connections, each opened again when the server ends it; ``said`` over each at once.

    ``again`` is said over every one of them ``per_s`` times a second.
    """

    def __init__(
        self, port: int, size: int, said: bytes, again: bytes = b"", per_s: float = 0.0
    ) -> None:
        self._port, self._size = port, size
        self._said, self._again, self._per_s = said, again, per_s
        self._open = selectors.DefaultSelector()
        self._lost_at = 0.0

    def run(self) -> None:
        """Hold the crowd together until it is over."""
        due = time.monotonic()
        while not over.is_set():
            self._fill()
            for key, _ in self._open.select(0.02):
                self._read(key.fileobj)  # type: ignore[arg-type]
            if self._again and time.monotonic() >= due:
                due = time.monotonic() + 1 / self._per_s
                for key in list(self._open.get_map().values()):
                    self._say(key.fileobj, self._again)  # type: ignore[arg-type]

    def _fill(self) -> None:
        """Open what is missing, some at a time, and after a refusal not at once."""
        if time.monotonic() - self._lost_at < 0.1:
            return
        for _ in range(min(40, self._size - len(self._open.get_map()))):
            one = connect(self._port)
            if one is None:
                self._lost_at = time.monotonic()
                return
            self._open.register(one, selectors.EVENT_READ)
            self._say(one, self._said)

    def _say(self, one: socket.socket, what: bytes) -> None:
        try:
            if what:
                one.send(what)
        except BlockingIOError:
            pass
        except OSError:
            self._lose(one)

    def _read(self, one: socket.socket) -> None:
        try:
            if one.recv(65536):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self._lose(one)

    def _lose(self, one: socket.socket) -> None:
        self._lost_at = time.monotonic()
        with contextlib.suppress(KeyError):
            self._open.unregister(one)
        one.close()


def requests(make: Callable[[int], bytes], per_s: float) -> Callable[[int, int], None]:
    """Return an attack of so many requests a second altogether, over ``size`` connections."""

    def run(port: int, size: int) -> None:
        numbers = count()

        def one_of_them() -> None:
            pause = size / per_s
            while not over.is_set():
                began = time.monotonic()
                one = connect(port)
                if one is not None:
                    with contextlib.suppress(OSError), one:
                        one.settimeout(10)
                        one.sendall(make(next(numbers)))
                        while one.recv(65536):
                            pass
                over.wait(max(0.0, began + pause - time.monotonic()))

        threads = [threading.Thread(target=one_of_them) for _ in range(size)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    return run


def wrong_token(number: int) -> bytes:
    """Return a call with a guessed token."""
    return (
        b"POST /api/v1/calls HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n"
        b"Authorization: Bearer guess-%d\r\nContent-Type: application/json\r\n"
        b"Content-Length: 2\r\n\r\n{}" % number
    )


def wrong_handshake(number: int) -> bytes:
    """Return a handshake with a guessed token."""
    return _HANDSHAKE % (b"Authorization: Bearer guess-%d\r\n" % number)


def sign_in(number: int) -> bytes:
    """Return a sign-in of a name with a guessed password, by the form of a page that was loaded."""
    cookie, token = _form(int(sys.argv[2]))
    form = b"name=admin%d&password=tebakan-%d&csrf_token=%s" % (number % 50, number, token)
    return (
        b"POST /console/masuk HTTP/1.1\r\nHost: hall\r\nConnection: close\r\nCookie: %s\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s"
        % (cookie, len(form), form)
    )


@cache
def _form(port: int) -> tuple[bytes, bytes]:
    """Return cookie and CSRF token of the page of signing in."""
    with socket.create_connection(("127.0.0.1", port), 30) as one:
        one.sendall(b"GET /console/masuk HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n\r\n")
        page = b"".join(iter(lambda: one.recv(65536), b""))
    cookie = re.search(rb"[Ss]et-[Cc]ookie: (panggil=[^;]+)", page)
    token = re.search(rb'name="csrf_token"[^>]*value="([^"]+)"', page)
    if cookie is None or token is None:
        raise SystemExit("the page of signing in has no form")
    return cookie[1], token[1]


def description(number: int) -> bytes:
    """Return a question for the API's description, as a document or as a page."""
    path = (b"/api/v1/openapi.json", b"/docs")[number % 2]
    return b"GET %s HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n\r\n" % path


def crowd(said: bytes, again: bytes = b"", per_s: float = 0.0) -> Callable[[int, int], None]:
    """Return an attack of a :class:`Crowd`."""
    return lambda port, size: Crowd(port, size, said, again, per_s).run()


_OPEN = _HANDSHAKE % b""
ATTACKS: dict[str, Callable[[int, int], None]] = {
    "idle": crowd(b""),
    "half-sent": crowd(b"POST /api/v1/calls HTTP/1.1\r\nHost: hall\r\nContent-Le"),
    "chatting": crowd(_OPEN + _HELLO, _STATUS, 4),
    "pings": crowd(_OPEN + _HELLO, _PING * 600, 10),
    "wrong tokens": requests(wrong_token, 400),
    "wrong handshakes": requests(wrong_handshake, 100),
    "sign-ins": requests(sign_in, 60),
    "description": requests(description, 60),
}


def lines() -> Iterator[bytes]:
    """Yield what comes on standard input, until it ends."""
    while line := sys.stdin.buffer.readline():
        yield line


def main() -> None:
    """Attack until standard input ends."""
    kind, port, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with contextlib.suppress(AttributeError, OSError):
        os.nice(19)
    # The attackers' limit of open files is not what is tried.
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    threading.Thread(target=lambda: (list(lines()), over.set()), daemon=True).start()
    ATTACKS[kind](port, size)


if __name__ == "__main__":
    main()
