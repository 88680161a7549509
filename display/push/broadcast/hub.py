"""The hub: follows the journal and keeps every open socket at its newest ``seq``.

Push is only a hint. :meth:`Hub.wake` tells that the journal has moved; what moved is read from the
journal itself, and looked for every second besides. Three greenlets share the work, so that a slow
database never silences the heartbeat:

* the *reader*, and it alone, takes events from the journal into the replay buffer, and the
  newest state to sockets that fell behind;
* the *walker* writes them to every socket, raw and non-blocking, and the heartbeat likewise;
* the *revocation check* asks with every heartbeat whether those who came by session or
  token may stay.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import gevent
import structlog
from gevent.event import Event as Signal

from display.clock import iso_now
from display.journal import Event, Journal
from display.json_object import JsonObject
from display.push.access.addresses import Addresses
from display.push.access.connection_limit import ConnectionLimit
from display.push.access.revocation import RevocationCheck
from display.push.access.turnstile import Turnstile
from display.push.broadcast.delivery import Delivery
from display.push.broadcast.presence import Presence
from display.push.broadcast.replay import REPLAYED, ReplayBuffer
from display.push.broadcast.snapshots import Snapshots
from display.push.broadcast.timing import Timing
from display.push.wire.connection import Connection
from display.push.wire.protocol import (
    GOING_AWAY,
    HeartbeatMessage,
    Live,
    Present,
    ScreensNow,
    SnapshotMessage,
    SpeakerNow,
    encode_message,
    encode_text,
)
from display.settings import Settings

log = structlog.get_logger(__name__)

# How long a client that claims to be ahead waits for us before it is given the state instead.
REACH_S = 0.3
NO_SPEAKER = SpeakerNow(
    state="absent", device=None, reason=None, witness="none", lack=None, fallback=False
)


class Hub:
    """Everything that is connected to one hall. Runs in the server's gevent thread."""

    def __init__(
        self,
        journal: Journal,
        hall: str,
        *,
        presence: Callable[[], Present],
        version: str,
        settings: Settings,
        timing: Timing | None = None,
    ) -> None:
        self.version = version
        self.timing = timing or Timing()
        self.connection_limit = ConnectionLimit(settings.max_sockets, settings.max_sockets_each)
        self.addresses, self.turnstile = Addresses(), Turnstile()
        # What was refused to whom takes too much, by what ran out (/metrics).
        self.refusals: Counter[str] = Counter()
        self.presence = Presence()
        self._journal, self._hall, self._describe = journal, hall, presence
        self._woken, self._moved, self._news = Signal(), Signal(), Signal()
        self._replay = ReplayBuffer()
        self._delivery = Delivery(self._replay, self.timing, self._woken.set)
        self._snapshots = Snapshots(journal, hall, self._live)
        self._revocation = RevocationCheck()
        self._check_due = False
        self._async: Any = None
        self._workers: list[gevent.Greenlet] = []
        self._listeners: dict[str, list[Callable[[], None]]] = {}

    # -- life ---------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        """Whether :meth:`start` was called and :meth:`stop` was not, and no worker has died."""
        return bool(self._workers) and not any(worker.dead for worker in self._workers)

    def start(self) -> None:
        """Take up the journal's position and its last 300 events, and begin to push.

        Raises what the journal raises when it cannot be read.
        """
        self._take_position(*self._journal.position(self._hall))
        # The only part of the event loop that other threads may touch: commits come from the
        # database's.
        self._async = gevent.get_hub().loop.async_(ref=False)
        self._async.start(self._woken.set)
        self._journal.on_change(self._hear_change)
        self._workers = [gevent.spawn(self._read), gevent.spawn(self._walk)]
        self._workers.append(gevent.spawn(self._revocation.work, self.timing.heartbeat_s))

    def stop(self) -> None:
        """Say goodbye to every socket and stop pushing, within 3 s. Harmless before a start."""
        workers, self._workers = self._workers, []
        watcher, self._async = self._async, None
        if watcher is not None:
            watcher.stop()
        gevent.killall(workers, timeout=0.5)
        self._tell_news()
        # gevent.pywsgi itself would end with a plain TCP close (measured), as a lost link does; a
        # close frame says that the server meant it.
        goodbyes = [
            gevent.spawn(connection.finish, GOING_AWAY, "server stops")
            for connection in (*self._delivery.listeners, *self._delivery.links)
        ]
        gevent.joinall(goodbyes, timeout=2.0)

    def wake(self, seq: int | None = None) -> None:
        """Tell that the journal has moved. Cheap, and safe from any thread."""
        watcher = self._async
        if watcher is not None:
            watcher.send()

    def _hear_change(self, hall: str, seq: int) -> None:
        if hall == self._hall:
            self.wake(seq)

    def tell_of(self, name: str, told: Callable[[], None]) -> None:
        """Call ``told``, which must not block, when an event of this name is published here.

        Whoever wrote it; also when the journal is taken up anew, for then it may have been missed.
        """
        self._listeners.setdefault(name, []).append(told)

    def _tell_listeners(self, events: list[Event] | None) -> None:
        """Tell of each event of a name that somebody waits for; ``None``: of all of them."""
        names = {event.name for event in events} if events is not None else None
        for name, listeners in self._listeners.items():
            if names is None or name in names:
                for told in listeners:
                    told()

    # -- state --------------------------------------------------------------------------------

    @property
    def position(self) -> tuple[str, int]:
        """Epoch and seq of the newest event that was published."""
        return self._replay.position

    def snapshot(self) -> JsonObject:
        """Return :meth:`snapshot_message` as plain JSON, for pages and the API."""
        return {**self.snapshot_message()}

    def snapshot_message(self) -> SnapshotMessage:
        """Return the snapshot message at the journal's present position (cached by seq)."""
        return self._snapshots.message(self._snapshots.newest())

    def snapshot_frame(self) -> bytes:
        """Return the text frame of :meth:`snapshot_message`."""
        return encode_text(self._snapshots.payload(self._snapshots.newest()))

    def snapshot_payload(self) -> tuple[str, int, bytes]:
        """Return (epoch, seq, JSON) of a snapshot from which the replay buffer can go on.

        May wait for the database.
        """
        while (found := self._fitting_snapshot()) is None:
            self._news.wait(0.1)
        return found

    def _fitting_snapshot(self) -> tuple[str, int, bytes] | None:
        """Return a snapshot that can be followed up, ``None`` when the reader must look first."""
        state = self._snapshots.state(*self.position)
        epoch, seq = self.position
        if state.epoch == epoch and (state.seq >= seq or self._replay.reaches(state.seq)):
            return state.epoch, state.seq, self._snapshots.payload(state)
        self._check_due = True
        self._woken.set()
        return None

    def events_after(self, seq: int) -> list[Event]:
        """Return at most 300 events after ``seq``: from memory, else from the journal."""
        if self._replay.reaches(seq):
            return [item.event for item in self._replay.after(seq)]
        return self._journal.events(self._hall, seq, REPLAYED)

    def resumable(self, epoch: str | None, seq: int) -> bool:
        """Tell whether a client at this position can be given the events it missed."""
        return epoch == self._replay.epoch and self._replay.reaches(seq)

    def reach(self, epoch: str | None, seq: int) -> bool:
        """Like :meth:`resumable`, but give the reader a moment for a position just ahead.

        Whoever knows a seq from an answer of the API may ask before the event is published.
        """
        # The answer of the API and the wake-up for its event race each other, within some ms.
        if epoch == self._replay.epoch and seq > self._replay.seq:
            self._woken.set()
            self.wait(seq - 1, REACH_S, epoch)
        return self.resumable(epoch, seq)

    def payloads_after(self, seq: int) -> list[tuple[int, bytes]]:
        """Return (seq, JSON) of all events after a position that is resumable."""
        return [(item.event.seq, item.payload) for item in self._replay.after(seq)]

    def heartbeat(self) -> HeartbeatMessage:
        """Return the heartbeat of this moment."""
        live = self._live()
        return {
            "type": "heartbeat",
            "server_time": iso_now(),
            "seq": self._replay.seq,
            "version": self.version,
            "speaker": live["speaker"],
            "speakers": live["speakers"],
        }

    def wait(self, after: int, timeout_s: float, epoch: str | None = None) -> bool:
        """Wait until something newer than ``after`` is published; ``False`` when nothing came.

        Also ends, with ``True``, when the journal's epoch is another than ``epoch`` (if given).
        """
        until = time.monotonic() + timeout_s
        while self._replay.seq <= after and (epoch is None or epoch == self._replay.epoch):
            left = until - time.monotonic()
            if left <= 0 or not self.running:
                return False
            self._news.wait(left)
        return True

    def _live(self) -> Live:
        said = self._describe()
        here = ScreensNow(connected=self.presence.connected("screen"))
        live: Live = {
            "version": self.version,
            "speaker": said.get("speaker", NO_SPEAKER),
            "speakers": said.get("speakers", []),
            "screens": said.get("screens", here),
        }
        if "voice" in said:
            live["voice"] = said["voice"]
        return live

    # -- sockets ------------------------------------------------------------------------------

    def connect(self, sock: Any, remote: str) -> Connection:
        """Return the writing side of a new socket; it is told nothing before it joins."""
        return Connection(sock, remote, self._delivery.fall_behind, self.timing.stall_s)

    def join(self, connection: Connection, epoch: str | None, seq: int | None) -> None:
        """Let a socket listen from its position on: missed events if possible, else the snapshot.

        May wait for the database. Ends with a heartbeat, so that a client that missed nothing also
        hears at once that it is live.
        """
        if seq is not None and self.reach(epoch, seq) and connection.writable:
            connection.position = seq
            self._delivery.bring_forward(connection)
        else:
            _, at, payload = self.snapshot_payload()
            self._delivery.give_snapshot(connection, at, encode_text(payload))
        # No switch of greenlets since the last write: nothing can be published in between.
        self._delivery.listeners[connection] = None
        connection.post(encode_message(self.heartbeat()))

    def join_link(self, connection: Connection) -> None:
        """Let a speaker's socket hear heartbeats; it is sent no events."""
        self._delivery.links[connection] = None

    def watch_over(self, connection: Connection, still: Callable[[], bool]) -> None:
        """Cut a socket, within a heartbeat or two, when ``still`` says that it may not stay."""
        self._revocation.watch_over(connection, still)

    def leave(self, connection: Connection) -> None:
        """Forget a socket; one that never joined is no error."""
        self._delivery.leave(connection)
        self._revocation.forget(connection)

    # -- the reader ---------------------------------------------------------------------------

    def _read(self) -> None:
        polled = time.monotonic()
        while True:
            self._woken.wait(max(0.0, polled + self.timing.poll_s - time.monotonic()))
            self._woken.clear()
            try:
                if self._check_due or time.monotonic() - polled >= self.timing.poll_s:
                    polled, self._check_due = time.monotonic(), False
                    self._check_position()
                self._take_up()
                self._refresh()
            except Exception:
                log.exception("the journal cannot be read; trying again")
                gevent.sleep(min(self.timing.poll_s, 0.5))

    def _check_position(self) -> None:
        """Notice a restored backup: another epoch, or a journal that is shorter than before."""
        epoch, seq = self._journal.position(self._hall)
        # A backup put back may be longer than what was published: then only its epoch tells.
        if epoch != self._replay.epoch or seq < self._replay.seq:
            self._take_position(epoch, seq)

    def _take_up(self) -> None:
        """Read the journal from the last published seq until there is no more."""
        while events := self._journal.news(self._hall, self._replay.seq, REPLAYED):
            if not self._replay.extend(events):
                self._take_position(*self._journal.position(self._hall))
            self._tell_news()
            self._tell_listeners(events)
            # A commit since then has woken us again: who asks for nothing need not be asked.
            if len(events) < REPLAYED:
                return

    def _refresh(self) -> None:
        """Give the newest state to the sockets that fell behind and can take it now."""
        while self._delivery.has_behind():
            found = self._fitting_snapshot()
            if found is None:
                return
            frame = encode_text(found[2])
            for connection in self._delivery.take_behind():
                self._delivery.give_snapshot(connection, found[1], frame)

    def _take_position(self, epoch: str, seq: int) -> None:
        """Begin at a position of the journal, with the events that led there, if it has them."""
        log.info("journal taken up", epoch=epoch, seq=seq)
        events = self._journal.events(self._hall, max(0, seq - REPLAYED), REPLAYED)
        self._replay.reset(epoch, seq, [event for event in events if event.seq <= seq])
        self._delivery.reset()
        self._tell_news()
        self._tell_listeners(None)

    def _tell_news(self) -> None:
        self._moved.set()
        news, self._news = self._news, Signal()
        news.set()

    # -- the walker ---------------------------------------------------------------------------

    def _walk(self) -> None:
        beat = time.monotonic() + self.timing.heartbeat_s
        while True:
            self._moved.wait(max(0.0, beat - time.monotonic()))
            self._moved.clear()
            try:
                self._delivery.walk_events()
                if time.monotonic() >= beat:
                    beat = time.monotonic() + self.timing.heartbeat_s
                    self._delivery.walk_beat(encode_message(self.heartbeat()))
            except Exception:
                log.exception("a walk failed")
                gevent.sleep(0.1)
