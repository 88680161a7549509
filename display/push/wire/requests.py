"""How requests are read from a connection: pywsgi's way, with what RFC 9112 asks for besides.

Call buttons and ticket printers are small: their line of text ends with one line break more, and
some write the whole address into the request line. Whoever may stand before the server, a proxy or
not, it must never see another end of a request than the server does.

And in its time: a connection that keeps the server waiting is noted (:mod:`waiting`) and ended.
"""

from __future__ import annotations

import contextlib
import errno
import socket
import time
from collections import Counter
from io import BufferedReader
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from gevent.pywsgi import WSGIHandler, WSGIServer

from display.push.wire.timed_reader import RequestTiming, TimedReader, TooSlow
from display.push.wire.waiting import WaitingList, place_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.client import HTTPMessage

# Room for the head of a request; a body in larger pieces goes past it. Every connection has one.
_BUFFER_BYTES: Final = 2048
# A device sends one; a connection that sends nothing else is no client.
_MOST_EMPTY_LINES = 8


_HANDLER: Final = "panggil.connection"
_PLAIN: Final = (
    "HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n"
    "{more}Connection: close\r\n\r\n{text}"
)


def _plain(status: str, text: str, more: str = "") -> bytes:
    return _PLAIN.format(status=status, length=len(text), more=more, text=text).encode("ascii")


_LATE: Final = _plain("408 Request Timeout", "The request came too slowly.\n")
_NO_ROOM: Final = _plain(
    "503 Service Unavailable", "Too many connections keep waiting.\n", "Retry-After: 5\r\n"
)


def vouch_for(environ: Mapping[str, Any]) -> None:
    """Note that this request's connection is that of a known client: it makes room for nobody."""
    handler = environ.get(_HANDLER)
    if handler is not None:
        handler.vouch()


class RequestHandler(WSGIHandler):  # type: ignore[misc]  # gevent has no types
    """Reads requests of one connection; pywsgi answers 400 and closes where it cannot."""

    path: str
    socket: Any

    def __init__(self, sock: Any, address: Any, server: Any) -> None:
        self._reader = TimedReader(sock, self._on_wait, self._on_bytes)
        super().__init__(sock, address, server, BufferedReader(self._reader, _BUFFER_BYTES))
        self._timing: RequestTiming = server.timing
        self._waiting: WaitingList = server.waiting
        self._refusals: Counter[str] = server.refusals
        self._is_known = False
        # Something of a request has come and its answer has not begun: a plain one may be given.
        self._has_begun = True
        self._in_body = False
        self._came, self._since = 0, 0.0
        self._reader.until = time.monotonic() + self._timing.head_s
        self.place = place_of(address[0]) if isinstance(address, tuple) else ""

    # -- keeping the server waiting -------------------------------------------------------------

    def vouch(self) -> None:
        """Note that a known client uses this connection."""
        self._is_known = True
        self._waiting.leave(self)

    def drop(self) -> None:
        """End the connection for one that has waited less; half a request is told so."""
        self._end(_NO_ROOM)

    def _end(self, answer: bytes) -> None:
        raw = self.socket._sock
        with contextlib.suppress(OSError):
            if self._has_begun:
                raw.send(answer)
            raw.shutdown(socket.SHUT_RDWR)

    def _wait(self) -> None:
        if not self._is_known:
            self._waiting.enter(self)

    def _on_wait(self) -> None:
        # For a head the connection waits from the begin on: drops of it must not renew its place.
        if self._in_body:
            self._wait()

    def _on_bytes(self, count: int) -> None:
        """Something came: a request has begun, or a body goes on."""
        if self._in_body:
            self._waiting.leave(self)
            self._came += count
            self._reader.until = self._limit(self._came)
        elif not self._has_begun:
            self._has_begun = True
            self._reader.until = time.monotonic() + self._timing.head_s

    def _limit(self, moved: int) -> float:
        """Return until when more must move: the pause, and the least rate from the beginning."""
        timing = self._timing
        now, least = time.monotonic(), self._since + moved / timing.least_bytes_per_s
        return min(now + timing.pause_s, least + timing.pause_s)

    def handle_one_request(self) -> Any:
        """Read and answer one request; ``None`` at the end of the connection."""
        self._wait()
        try:
            answered = super().handle_one_request()
        finally:
            self._waiting.leave(self)
        if self.rfile.closed:
            # A websocket that has ended: its descriptor is closed by whoever has it now.
            self.socket = None
            return None
        if self._reader.is_late:
            self._refusals["late"] += 1
            self._end(_LATE)
            return None
        self._in_body = self._has_begun = False
        self._reader.until = time.monotonic() + self._timing.idle_s
        return answered

    def get_environ(self) -> dict[str, Any]:
        """Return the environment of a request whose head has come whole."""
        self._waiting.leave(self)
        self._in_body, self._came, self._since = True, 0, time.monotonic()
        self._reader.until = self._limit(0)
        environ: dict[str, Any] = super().get_environ()
        environ[_HANDLER] = self
        return environ

    def _sendall(self, data: bytes | bytearray) -> None:
        """Send a piece of the answer; who takes it too slowly is left."""
        self._has_begun = False
        try:
            sent = self.socket._sock.send(data)
        except BlockingIOError:
            sent = 0
        self.response_length += sent
        if sent < len(data):
            self._send_rest(memoryview(data)[sent:])

    def _send_rest(self, rest: memoryview) -> None:
        timing = self._timing
        self._wait()
        self.socket.settimeout(timing.pause_s + len(rest) / timing.least_bytes_per_s)
        try:
            super()._sendall(rest)
        except TimeoutError:
            self._refusals["late"] += 1
            self.close_connection = True
            raise BrokenPipeError(errno.EPIPE, "the answer was taken too slowly") from None
        finally:
            self._waiting.leave(self)
            self.socket.settimeout(None)

    def _handle_client_error(self, ex: Exception) -> Any:
        if isinstance(ex, TooSlow):
            return None  # answered, once, where the connection is ended
        if isinstance(ex, OSError):  # its client is gone
            return None
        return super()._handle_client_error(ex)

    # -- reading ---------------------------------------------------------------------------------

    def read_requestline(self) -> str:
        """Return the request line; empty lines before it are passed over (RFC 9112, 2.2)."""
        line: str = super().read_requestline()
        for _ in range(_MOST_EMPTY_LINES):
            if line not in {"\r\n", "\n"}:
                break
            line = super().read_requestline()
        return line

    def read_request(self, raw_requestline: str) -> bool:
        """Read the request's head; a whole address counts as its path and host (3.2.2)."""
        read: bool = super().read_request(raw_requestline)
        target = self.path
        if target[:7].lower() == "http://" or target[:8].lower() == "https://":
            named = urlsplit(target)  # ValueError, which pywsgi answers 400, for a broken one
            self.path = (named.path or "/") + (f"?{named.query}" if named.query else "")
            # It takes the place of Host, so that both say the same to whoever asks.
            del self.headers["Host"]
            self.headers["Host"] = named.netloc.rpartition("@")[2]
        return read

    def MessageClass(self, *given: Any) -> HTTPMessage:  # noqa: N802  # the name is pywsgi's
        """Return the headers; refused when they leave open where the request ends (6.3)."""
        headers: Any = super().MessageClass(*given)
        lengths = {each.strip() for each in headers.get_all("Content-Length", ())}
        coding = headers.get_all("Transfer-Encoding", ())
        if len(lengths) > 1 or (coding and lengths):
            headers.status = "more than one length"
        elif not all(each.isascii() and each.isdigit() for each in lengths):
            headers.status = "a length that is no number"
        elif coding and [each.strip().lower() for each in coding] != ["chunked"]:
            headers.status = "a transfer coding that is not known here"
        found: HTTPMessage = headers
        return found


class HttpServer(WSGIServer):  # type: ignore[misc]  # gevent has no types
    """pywsgi's server whose connections have their time. ``refusals`` counts those that lost it."""

    handler_class = RequestHandler
    # New connections in one round of the event loop: those that are there already come first.
    max_accept = 4

    def __init__(
        self,
        listener: Any,
        application: Any,
        refusals: Counter[str],
        *,
        timing: RequestTiming | None = None,
        most_waiting: int | None = None,
        **more: Any,
    ) -> None:
        self.refusals, self.timing = refusals, timing or RequestTiming()
        bounds = {} if most_waiting is None else {"most": most_waiting}
        self.waiting = WaitingList(refusals, **bounds)
        super().__init__(listener, application, log=None, **more)
