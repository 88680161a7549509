"""Keeping the figures: the journal is counted on, a little at a time, by the server that leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from display.hall.reports.counting import Known, count, visits_of
from display.hall.reports.store import FigureStore, Position
from display.loop import Loop

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.journal import Event, Transaction

BEAT_S: Final = 5.0
"""How late figures may be, in seconds."""

MOST_EVENTS: Final = 100
"""Counted in one go: some milliseconds of the server's one thread."""

FORGOTTEN: Final = "figures.forgotten"
"""The event with which a hall's figures begin anew."""

_NEVER: Final = "9999-12-31"  # no figures are of so late a day
_BREATH_S: Final = 0.05  # between two of them, so that calls come in between


class DailyFigures:
    """Counts the journal of a hall on, every few seconds."""

    def __init__(self, hall: HallContext) -> None:
        self._hall = hall
        self._store = FigureStore(hall.journal.database, hall.id)
        self.loop = Loop("daily figures", self._count_on, beat_s=BEAT_S)

    def start(self) -> None:
        """Begin to count, beside all else."""
        self.loop.start()

    def stop(self) -> None:
        """Count no more."""
        self.loop.stop()

    def look(self, limit: int = MOST_EVENTS) -> int:
        """Count at most ``limit`` events on; returns how many there were.

        Does nothing while another server leads the hall.
        """
        if not self._hall.leads:
            return 0
        before = self._position()
        events = self._hall.read(lambda tx: tx.events(before.seq, limit))
        if not events:
            return 0
        forgotten = [at for at, event in enumerate(events) if event.name == FORGOTTEN]
        if forgotten:
            return self._forget(before, events[: forgotten[-1] + 1])
        counted = count(before.known, self._store.visits(visits_of(events)), events)
        last = events[-1]
        after = Position(before.epoch, last.seq, last.event_id, counted.known)
        fence = self._hall.lead.fence if self._hall.lead else None
        return len(events) if self._store.keep(before, after, counted, fence) else 0

    def _forget(self, before: Position, events: Sequence[Event]) -> int:
        """Begin anew behind the last of these events; what is out of order still is known."""
        known = count(before.known, {}, events).known
        last = events[-1]
        self._store.begin(Position(before.epoch, last.seq, last.event_id, known), "")
        return len(events)

    def _position(self) -> Position:
        """Return where to count on in the journal as it is."""
        position = self._store.position()
        ground = self._hall.read(lambda tx: _ground(tx, position))
        epoch, last = ground.epoch, ground.last
        if position and position.epoch == epoch:
            return position
        if position and (position.seq == 0 or (last and last.event_id == position.event_id)):
            # A copy was put back, and the figures with it: they are those of its events.
            known = position.known
            return self._taken_up(Position(epoch, position.seq, position.event_id, known), position)
        known = Known(position.known.timezone if position else ground.timezone)
        start, since = Position(epoch, 0, "", known), ""
        if ground.first is None and ground.seq:
            # Its events are gone, each after it was counted: there is nothing to count anew.
            start, since = Position(epoch, ground.seq, "", known), _NEVER
        elif ground.first and ground.first.seq > 1:
            # Figures are kept for longer than events may be: those of days before them stay.
            start = Position(epoch, ground.first.seq - 1, "", known)
            since = known.day_of(ground.first.occurred_at)
        self._store.begin(start, since)
        return start

    def _taken_up(self, position: Position, before: Position) -> Position:
        self._store.keep(before, position, count(position.known, {}, ()))
        return position

    def _count_on(self) -> None:
        while self.look() == MOST_EVENTS and self.loop.pause(_BREATH_S):
            pass


class _Ground(NamedTuple):
    """What the journal is like: its epoch, its first event, and the one that was counted last."""

    epoch: str
    seq: int
    timezone: str
    first: Event | None
    last: Event | None


def _ground(tx: Transaction, position: Position | None) -> _Ground:
    first = next(iter(tx.events(0, 1)), None)
    counted = tx.events(position.seq - 1, 1) if position and position.seq else []
    return _Ground(tx.epoch, tx.seq, tx.timezone(), first, next(iter(counted), None))
