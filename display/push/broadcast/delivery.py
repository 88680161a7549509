"""Delivery: every listening socket, and the walk that brings each to the replay buffer's ``seq``.

Invariant: a socket's ``position`` and what was written to it change together, without switching
greenlets. Whoever finds a socket behind may bring it forward; nobody can do it twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

import gevent

from display.push.broadcast.replay import ReplayBuffer
from display.push.broadcast.timing import Timing
from display.push.wire.connection import Connection
from display.push.wire.protocol import PING

# The walk lets others run every so many sockets: 256 x 17 us = 4 ms (measured).
WALK_PAUSE = 256

# Every fifth heartbeat carries a websocket ping (15 s): clients that send nothing show they live.
PING_EVERY = 5


class Delivery:
    """The sockets of one hall. ``on_behind`` is called when one needs a snapshot and can take it.

    *Listeners* (screens, phones, consoles) get events; *links* (speakers) only the heartbeat.
    """

    def __init__(self, replay: ReplayBuffer, timing: Timing, on_behind: Callable[[], None]) -> None:
        self._replay, self._timing, self._on_behind = replay, timing, on_behind
        self.listeners: dict[Connection, None] = {}
        self.links: dict[Connection, None] = {}
        self._behind: set[Connection] = set()
        self._walked = 0
        self._beats = 0

    def leave(self, connection: Connection) -> None:
        """Forget a socket; one that never joined is no error."""
        self.listeners.pop(connection, None)
        self.links.pop(connection, None)
        self._behind.discard(connection)

    def fall_behind(self, connection: Connection) -> None:
        """Note a stale socket that can take a snapshot now."""
        self._behind.add(connection)
        self._on_behind()

    def has_behind(self) -> bool:
        """Tell whether a socket waits for a snapshot."""
        return bool(self._behind)

    def take_behind(self) -> Iterator[Connection]:
        """Yield, and forget, the sockets that need a snapshot and can take it."""
        while self._behind:
            connection = self._behind.pop()
            if connection in self.listeners and connection.tail is None and connection.writable:
                yield connection

    def reset(self) -> None:
        """Mark everyone stale: the replay buffer has begun a new life."""
        self._walked = self._replay.seq
        for connection in self.listeners:
            connection.fall_stale()
            if connection.tail is None:
                self.fall_behind(connection)

    def give_snapshot(self, connection: Connection, seq: int, frame: bytes) -> None:
        """Write a snapshot of ``seq`` and what came after it."""
        if not connection.writable:
            return
        connection.stale, connection.position = False, seq
        connection.post(frame)
        self.bring_forward(connection)

    def bring_forward(self, connection: Connection) -> None:
        """Write what a socket misses, or mark it stale when it cannot take it."""
        replay = self._replay
        if connection.stale or connection.position >= replay.seq or not connection.writable:
            return
        if connection.tail is not None:
            connection.fall_stale()
        elif replay.reaches(connection.position):
            blob = replay.frames_after(connection.position)
            connection.position = replay.seq
            connection.write(blob)
        else:
            connection.fall_stale()
            self.fall_behind(connection)

    def walk_events(self) -> None:
        """Bring everyone to the newest seq. Most stand where the last walk left them: one blob."""
        replay = self._replay
        base, seq, life = self._walked, replay.seq, replay.life
        if base == seq:
            return
        blob = replay.frames_after(base) if replay.reaches(base) else b""
        self._walked = seq
        for some in _in_parts(tuple(self.listeners)):
            self._write_events(some, base, seq, blob)
            if replay.life != life:
                return  # the blob is of another life; all were marked stale

    def _write_events(
        self, connections: Sequence[Connection], base: int, seq: int, blob: bytes
    ) -> None:
        """Do :meth:`Connection.write` for each, unrolled: this loop is the cost of a fan-out."""
        size = len(blob)
        for connection in connections:
            if connection.position != base or connection.tail is not None or not size:
                self.bring_forward(connection)
                continue
            connection.position = seq
            try:
                sent = connection.send(blob)
            except OSError as error:
                connection.failed(blob, error)
                continue
            if sent != size:
                connection.keep(blob, sent)

    def walk_beat(self, frame: bytes) -> None:
        """Send a heartbeat to all that can take it; cut who takes nothing or says nothing."""
        self._beats += 1
        if not self._beats % PING_EVERY:
            frame += PING
        now = time.monotonic()
        for some in _in_parts((*self.listeners, *self.links)):
            for connection in some:
                if connection.stalled_for(now) > self._timing.stall_s:
                    connection.cut("takes nothing")
                elif now - connection.heard_at > self._timing.silent_s:
                    connection.cut("says nothing")
                elif connection.tail is None and connection.writable:
                    connection.write(frame)


def _in_parts(connections: Sequence[Connection]) -> Iterator[Sequence[Connection]]:
    """Yield the sockets in parts; between two of them other greenlets run."""
    for start in range(0, len(connections), WALK_PAUSE):
        if start:
            gevent.sleep(0)
        yield connections[start : start + WALK_PAUSE]
