"""What stands in a hall at one position of its journal, kept so that it need not be read again.

The journal is the only truth, and rows change by events alone. So what was read at a position, and
the events since, say what stands now. Nothing here is believed that does not fit without a hole to
the head row, which every transaction reads first; all else is dropped and read again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from display.database import Record
from display.journal.events import Event
from display.journal.kinds import Kind, Row
from display.journal.open_announcements import OpenAnnouncements

KEPT_EVENTS: Final = 64
"""So many of the newest events are kept; who is further behind reads the journal."""

FRESH_S: Final = 1.0
"""So long what is known is the newest by itself: as often the journal is looked at anyway."""

_ANNOUNCEMENT: Final = "announcement"


class RowsOfKind:
    """The rows of a kind that stand, in the order of their list. A value: it never changes."""

    __slots__ = ("_by_key", "_kind", "_records", "_rows")

    def __init__(self, kind: Kind, rows: Sequence[Row]) -> None:
        self._kind, self._rows = kind, tuple(rows)
        self._by_key = {_key(kind, row): index for index, row in enumerate(self._rows)}
        self._records: tuple[Record, ...] | None = None

    def row(self, key: tuple[str, ...]) -> Row | None:
        """Return the row of a key as JSON, if there is one."""
        index = self._by_key.get(key)
        return None if index is None else self._rows[index]

    def get(self, key: tuple[str, ...]) -> Record | None:
        """Return the record of a key, if there is one."""
        index = self._by_key.get(key)
        return None if index is None else self.all()[index]

    def all(self) -> tuple[Record, ...]:
        """Return every record, in order."""
        # Made when first asked for: most kinds change more often than anybody asks for them.
        if self._records is None:
            self._records = tuple(map(self._kind.record.from_json, self._rows))
        return self._records

    def after(self, row: Row) -> RowsOfKind:
        """Return the rows after an event that carries ``row``, as the projection keeps them."""
        others = [other for other in self._rows if not self._kind.same(other, row)]
        kept = [*others, row] if self._kind.keeps(row) else others
        return RowsOfKind(self._kind, self._kind.arrange(kept))


def _key(kind: Kind, row: Row) -> tuple[str, ...]:
    return tuple(row[column] for column in kind.key)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a hall at ``seq`` of ``epoch``; what was not asked for yet is not in it."""

    epoch: str
    seq: int
    kinds: Mapping[str, RowsOfKind] = field(default_factory=dict)
    announcements: OpenAnnouncements | None = None
    newest: tuple[Event, ...] = ()
    """The last events up to ``seq``, without a hole."""

    def after(self, event: Event) -> Standing:
        """Return what stands after the event that follows this position."""
        kinds, announcements = self.kinds, self.announcements
        for name, row in event.data.items():
            if name in kinds:
                kinds = {**kinds, name: kinds[name].after(row)}
            elif name == _ANNOUNCEMENT and announcements is not None:
                announcements = announcements.after(row)
        newest = (*self.newest[-(KEPT_EVENTS - 1) :], event)
        return Standing(self.epoch, event.seq, kinds, announcements, newest)

    def since(self, position: int) -> tuple[Event, ...] | None:
        """Return every event after a position, ``None`` when not all of them are kept."""
        missing = max(0, self.seq - position)
        if missing > len(self.newest):
            return None
        return self.newest[len(self.newest) - missing :]

    def joined(self, other: Standing) -> Standing:
        """Return all that is known of one position from two that tell of it."""
        return replace(
            self,
            kinds={**other.kinds, **self.kinds},
            announcements=other.announcements if self.announcements is None else self.announcements,
            newest=max(self.newest, other.newest, key=len),
        )


class NotRemembered(Exception):
    """Raised where memory alone is asked for what it does not hold."""


class Memory:
    """What was last known of each hall. May be asked from any thread; forgetting costs a read."""

    def __init__(self) -> None:
        self._halls: dict[str, Standing] = {}
        self._confirmed: dict[str, float] = {}
        self._lock = threading.Lock()

    def recall(self, hall: str) -> Standing | None:
        """Return what was last known of a hall, at whatever position that was."""
        return self._halls.get(hall)

    def keep(self, hall: str, standing: Standing) -> None:
        """Take what a committed transaction knows, unless more is known already."""
        with self._lock:
            known = self._halls.get(hall)
            if known is not None and known.epoch == standing.epoch:
                if known.seq > standing.seq:
                    return
                if known.seq == standing.seq:
                    standing = standing.joined(known)
            self._halls[hall] = standing
            self._confirmed[hall] = time.monotonic()

    def confirm(self, hall: str, epoch: str, seq: int) -> None:
        """Note that the database is at this position now."""
        with self._lock:
            known = self._halls.get(hall)
            if known is not None and (known.epoch, known.seq) == (epoch, seq):
                self._confirmed[hall] = time.monotonic()

    def newest(self, hall: str, told: int) -> Standing | None:
        """Return what is known, if the database was there a moment ago and it reaches ``told``."""
        with self._lock:
            known, at = self._halls.get(hall), self._confirmed.get(hall, 0.0)
        if known is None or known.seq < told or time.monotonic() - at > FRESH_S:
            return None
        return known

    def forget(self, hall: str) -> None:
        """Know nothing of a hall any more."""
        with self._lock:
            self._halls.pop(hall, None)


def caught_up(known: Standing | None, epoch: str, seq: int, missed: Sequence[Event]) -> Standing:
    """Return what stands at a position, from what was ``known`` and the events ``missed`` since.

    When they do not join without a hole, nothing is known.
    """
    if known is None or known.epoch != epoch or known.seq + len(missed) != seq:
        return Standing(epoch, seq)
    for event in missed:
        if event.seq != known.seq + 1:
            return Standing(epoch, seq)
        known = known.after(event)
    return known
