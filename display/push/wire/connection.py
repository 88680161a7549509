"""One open socket: what it was given, what it still has to take, when it last moved.

Bound per socket: one unfinished run of frames (the ``tail``, shared with all other sockets) and a
short queue of small frames that are its own (pongs, orders to a speaker, the close frame). A socket
that cannot take an event is marked ``stale`` and gets the newest snapshot when it can.

Every write goes through here and runs without switching greenlets, so frames never tear.
"""

from __future__ import annotations

import contextlib
import socket
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import structlog
from gevent import get_hub
from gevent.event import Event

from display.push.wire.protocol import NORMAL, encode_close

log = structlog.get_logger(__name__)

# Frames of a socket's own that may wait behind its tail. A speaker gets a handful of orders a
# minute and a screen a pong now and then; whoever lets this many pile up does not read.
OWN_FRAMES, OWN_BYTES = 64, 256 * 1024

# Kernel buffer per socket. Left to autotuning a socket that never reads holds up to 4 MB of stale
# events in the kernel (2.8 MB measured on loopback); Linux doubles this figure for its own use.
SEND_BUFFER = 128 * 1024

# How long a client may take to answer our close frame before the socket is cut.
LINGER_S = 1.0

_WRITABLE = 2  # libev's EV_WRITE, as gevent's loop.io takes it


class Connection:
    """The writing side of one socket. Use only from greenlets of the server's main thread."""

    __slots__ = (
        "_gone",
        "_on_drained",
        "_own",
        "_own_bytes",
        "_raw",
        "_watcher",
        "heard_at",
        "open",
        "position",
        "progress_at",
        "remote",
        "send",
        "stale",
        "tail",
        "writable",
    )

    def __init__(
        self, sock: Any, remote: str, on_drained: Callable[[Connection], None], stall_s: float
    ) -> None:
        # The C socket below gevent's: non-blocking already, no time-out bookkeeping per send.
        self._raw = sock._sock
        self.send: Callable[[bytes | memoryview], int] = self._raw.send
        self._on_drained = on_drained
        self._own: deque[bytes] = deque()
        self._own_bytes = 0
        self._watcher: Any = None
        self._gone = Event()
        self.remote = remote
        self.tail: memoryview | None = None
        self.position = -1
        self.stale = False
        self.open = self.writable = True
        self.heard_at = self.progress_at = time.monotonic()
        tune(self._raw, stall_s)

    def write(self, data: bytes) -> None:
        """Write a run of whole frames; what the kernel does not take now becomes the tail.

        Only for a socket without a tail.
        """
        try:
            sent = self.send(data)
        except OSError as error:
            self.failed(data, error)
            return
        if sent < len(data):
            self.keep(data, sent)

    def failed(self, data: bytes, error: OSError) -> None:
        """Handle a write that took nothing: the kernel's buffer is full, or the socket is gone."""
        if isinstance(error, BlockingIOError):
            self.keep(data, 0)
        else:
            self.cut(f"gone: {error.strerror}")

    def post(self, frame: bytes) -> bool:
        """Write a frame of this socket's own, now or behind its tail; ``False``: it is closed."""
        if not self.writable:
            return False
        if self.tail is None:
            self.write(frame)
        elif len(self._own) >= OWN_FRAMES or self._own_bytes + len(frame) > OWN_BYTES:
            self.cut("too much waits for it")
        else:
            self._own.append(frame)
            self._own_bytes += len(frame)
        return self.writable

    def fall_stale(self) -> None:
        """Mark that only a snapshot helps now: this socket has no position any more."""
        self.stale, self.position = True, -1

    def hear(self) -> None:
        """Note that the client has said something."""
        self.heard_at = time.monotonic()

    def stalled_for(self, now: float) -> float:
        """Return for how many seconds a tail has waited without one byte being taken."""
        return 0.0 if self.tail is None else now - self.progress_at

    def end_writing(self) -> None:
        """Take nothing more: a close frame is the last one."""
        self.writable, self.position = False, -1

    def finish(self, code: int = NORMAL, reason: str = "") -> None:
        """Send a close frame if none was, give the client a moment to answer it, then cut."""
        self.post(encode_close(code, reason))
        self.end_writing()
        if self.open:
            self._gone.wait(LINGER_S)
        self.cut("closed")

    def cut(self, why: str) -> None:
        """Shut the socket at once; its reader wakes up, and its handler leaves."""
        if not self.open:
            return
        self.open = False
        self.end_writing()
        log.debug("socket cut", remote=self.remote, why=why)
        self._forget_tail()
        with contextlib.suppress(OSError):
            self._raw.shutdown(socket.SHUT_RDWR)

    def gone(self) -> None:
        """Note that the reading side has ended and is about to close the descriptor."""
        self.open = False
        self.end_writing()
        self._forget_tail()
        self._gone.set()

    def keep(self, data: bytes, sent: int) -> None:
        """Make the tail of what was not sent, and go on when the socket can take more."""
        # Half a frame is out: nothing may be written before its rest. simple-websocket's own send
        # ignores how much was taken; the stalled screen's framing was then corrupt, 3 of 3
        # (measured).
        self.tail = memoryview(data)[sent:]
        self.progress_at = time.monotonic()
        if self._watcher is None:
            self._watcher = get_hub().loop.io(self._raw.fileno(), _WRITABLE)
        self._watcher.start(self._flush)

    def _flush(self) -> None:
        """Go on with the tail. Runs in the event loop itself: must not wait for anything."""
        while self.tail is not None:
            try:
                sent = self.send(self.tail)
            except BlockingIOError:
                return
            except OSError as error:
                self.cut(f"gone: {error.strerror}")
                return
            self.progress_at = time.monotonic()
            self._advance(sent)
        self._watcher.stop()
        if self.stale:
            self._on_drained(self)

    def _advance(self, sent: int) -> None:
        rest = self.tail[sent:] if self.tail is not None else None
        if rest:
            self.tail = rest
        elif self._own:
            frame = self._own.popleft()
            self._own_bytes -= len(frame)
            self.tail = memoryview(frame)
        else:
            self.tail = None

    def _forget_tail(self) -> None:
        self.tail = None
        self._own.clear()
        if self._watcher is not None:
            self._watcher.stop()
            self._watcher.close()
            self._watcher = None


def tune(raw: Any, stall_s: float) -> None:
    """Set a socket up for push: no Nagle delay, a bounded kernel buffer, dead peers noticed.

    TCP_USER_TIMEOUT (Linux) ends a connection whose data stays unacknowledged that long: a TV that
    lost its power is noticed although its kernel buffer would take heartbeats for hours.
    """
    with contextlib.suppress(OSError):  # a client may be gone already; its reader notices
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(stall_s * 1000))
