"""Stands between simple-websocket and the socket, so that the library cannot tear a frame.

The library's reader writes pongs and close replies straight to its socket, without a lock and
without looking at how much was taken (``Base.send`` in simple-websocket 1.1.0). The
shim takes its place as ``ws.sock``: what the library sends is queued behind an unfinished frame,
and what a client sends is metered, so that a flood cannot starve the other greenlets.
"""

from __future__ import annotations

import contextlib
import socket
from collections import Counter
from collections.abc import Callable
from typing import Any

import gevent

from display.push.wire.connection import LINGER_S, Connection
from display.push.wire.frames import FrameCount
from display.push.wire.protocol import POLICY, TRY_LATER, encode_close
from display.push.wire.token_bucket import TokenBucket

# Bytes a client may send: a screen's status is some 200 bytes every 15 s, a speaker's less than
# 1 kB every 3 s. The burst lets one message of the greatest size in, the rest is a flood.
BYTES_PER_S, BYTES_BURST = 64 * 1024, 256 * 1024

# Frames of any kind: a screen sends one in 15 s and as many pongs; the burst forgives a page that
# was held up. Whoever keeps below the calm rate is not meant when its address says too much.
FRAMES_PER_S, FRAMES_BURST = 20, 120
CALM_PER_S, CALM_BURST = 1, 20

# Messages the handler has not taken yet; further ones stay in the kernel.
UNREAD = 32


class Reading:
    """What simple-websocket takes for a thread: a greenlet that begins when the maker waits.

    A thread would begin to read before the shim is in its place.
    """

    def __init__(self, target: Callable[[], None]) -> None:
        self._target = target
        self.name = ""

    def start(self) -> None:
        """Begin with the target at the next switch of greenlets."""
        gevent.spawn(self._target)


class Allowance:
    """How much one socket may say. Frames are counted before the library takes them apart.

    ``address``: what all strangers of its address may say together, ``None`` for who is known;
    ``is_patient``: who says too much is slowed down, and not sent away.
    """

    def __init__(
        self, refusals: Counter[str], address: TokenBucket | None, *, is_patient: bool
    ) -> None:
        self._refusals, self._address, self._is_patient = refusals, address, is_patient
        self._count = FrameCount()
        self._bytes = TokenBucket(BYTES_PER_S, BYTES_BURST)
        self._frames = TokenBucket(FRAMES_PER_S, FRAMES_BURST)
        self._calm = TokenBucket(CALM_PER_S, CALM_BURST)

    def refuse(self, data: bytes) -> tuple[int, str] | None:
        """Return close code and reason when ``data`` is too much; may wait instead."""
        frames = self._count.count(data)
        if not self._bytes.take(len(data)):
            return self._refused(POLICY, "too many bytes")
        # Who is slowed down sends at most one burst at a time, however much came at once.
        while not self._frames.take(min(frames, FRAMES_BURST) if self._is_patient else frames):
            if not self._is_patient:
                return self._refused(POLICY, "too many messages")
            gevent.sleep(0.05)
        is_calm = self._calm.take(frames)
        if self._address is not None and not self._address.take(frames) and not is_calm:
            return self._refused(TRY_LATER, "this address says too much")
        return None

    def _refused(self, code: int, reason: str) -> tuple[int, str]:
        self._refusals["messages"] += 1
        return code, reason


class SocketShim:
    """What ``ws.sock`` becomes: reads from the real socket, writes through the connection."""

    def __init__(self, ws: Any, connection: Connection, allowance: Allowance) -> None:
        self._ws = ws
        self._sock = ws.sock
        self._connection = connection
        self._allowance = allowance

    def recv(self, size: int) -> bytes:
        """Return what the client sent, ``b""`` at its end or when it floods."""
        connection = self._connection
        while connection.open and len(self._ws.input_buffer) >= UNREAD:
            gevent.sleep(0.05)
        gevent.sleep(0)  # a client that always has more to say would never let others run
        data: bytes = self._sock.recv(size)
        refused = self._allowance.refuse(data)
        if refused:
            connection.post(encode_close(*refused))
            connection.end_writing()
            return b""
        connection.hear()
        return data

    def send(self, data: bytes) -> int:
        """Take what the library wants to send: whole control frames."""
        self._connection.post(bytes(data))
        if _has_close(data):
            self._connection.end_writing()
        return len(data)

    def close(self) -> None:
        """Close the descriptor, after the peer had a moment to read our close frame."""
        if self._connection.open:
            self._drain()
        self._connection.gone()
        self._sock.close()

    def _drain(self) -> None:
        """Let our last frames out, and read away what is on its way.

        Closing over unread data would reset the connection, and the close frame would be lost.
        """
        with contextlib.suppress(OSError), gevent.Timeout(LINGER_S, False):
            while self._connection.tail is not None:
                gevent.sleep(0.01)
            self._sock.shutdown(socket.SHUT_WR)
            for _ in range(64):
                gevent.sleep(0)
                if not self._sock.recv(4096):
                    return


def _has_close(data: bytes) -> bool:
    """Tell whether a run of control frames (RFC 6455, 5.5: 125 bytes at most) holds a close."""
    while len(data) >= 2:
        if data[0] & 0x0F == 0x8:
            return True
        data = data[2 + data[1] :]
    return False
