"""Stands between simple-websocket and the socket, so that the library cannot tear a frame.

The library's reader writes pongs and close replies straight to its socket, without a lock and
without looking at how much was taken (``Base.send`` in simple-websocket 1.1.0). The
shim takes its place as ``ws.sock``: what the library sends is queued behind an unfinished frame,
and what a client sends is metered, so that a flood cannot starve the other greenlets.
"""

from __future__ import annotations

import contextlib
import socket
from typing import Any

import gevent

from display.push.wire.connection import LINGER_S, Connection
from display.push.wire.token_bucket import TokenBucket

# Bytes a client may send: a screen's status is some 200 bytes every 15 s, a speaker's less than
# 1 kB every 3 s. The burst lets one message of the greatest size in, the rest is a flood.
BYTES_PER_S, BYTES_BURST = 64 * 1024, 256 * 1024

# Messages the handler has not taken yet; further ones stay in the kernel.
UNREAD = 32


class SocketShim:
    """What ``ws.sock`` becomes: reads from the real socket, writes through the connection."""

    def __init__(self, ws: Any, connection: Connection) -> None:
        self._ws = ws
        self._sock = ws.sock
        self._connection = connection
        self._bytes = TokenBucket(BYTES_PER_S, BYTES_BURST)

    def recv(self, size: int) -> bytes:
        """Return what the client sent, ``b""`` at its end or when it floods."""
        connection = self._connection
        while connection.open and len(self._ws.input_buffer) >= UNREAD:
            gevent.sleep(0.05)
        gevent.sleep(0)  # a client that always has more to say would never let others run
        data: bytes = self._sock.recv(size)
        if not self._bytes.take(len(data)):
            connection.cut("flood")
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
