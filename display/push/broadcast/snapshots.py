"""The whole state of the hall as one message, read and encoded once per ``seq``."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from display.clock import iso_now
from display.journal import Journal, Snapshot
from display.push.wire.protocol import Live, Moment, SnapshotMessage, encode_json


@dataclass(frozen=True, slots=True)
class State:
    """The journal's part of a snapshot, at one position."""

    epoch: str
    seq: int
    values: Snapshot
    body: bytes


class Snapshots:
    """Reads the journal's snapshot when it is newer than the last one read.

    What changes without the journal (time, version, who is there) is added per message.
    """

    def __init__(self, journal: Journal, hall: str, live: Callable[[], Live]) -> None:
        self._journal, self._hall, self._live = journal, hall, live
        self._state: State | None = None
        self._lock = threading.Lock()  # of a thousand that ask at once, one reads

    def state(self, epoch: str, at_least: int) -> State:
        """Return a state of ``epoch`` at ``at_least`` or later; may wait for the database."""
        with self._lock:
            state = self._state
            if state is None or state.epoch != epoch or state.seq < at_least:
                values = self._journal.snapshot(self._hall)
                body = encode_json({"type": "snapshot", **values})
                state = State(values["epoch"], values["seq"], values, body)
                self._state = state
        return state

    def newest(self) -> State:
        """Return the state at the journal's present position."""
        return self.state(*self._journal.position(self._hall))

    def payload(self, state: State) -> bytes:
        """Return the JSON of the snapshot message of ``state``, as of now."""
        # The state is encoded once for all that ask; only the few keys that move without the
        # journal are encoded per message, and set behind it.
        return state.body[:-1] + b"," + encode_json(self._moment())[1:]

    def message(self, state: State) -> SnapshotMessage:
        """Return the snapshot message of ``state``, as of now."""
        return {"type": "snapshot", **state.values, **self._moment()}

    def _moment(self) -> Moment:
        return {"server_time": iso_now(), **self._live()}
