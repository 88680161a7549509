"""The open announcements of a hall as one value that knows what is asked of it at every event.

However many wait, an event costs its own share: the value after it is made from the one before, and
what may hold calls, what is being prepared, how many wait and whether anything is past its time are
known without looking at each of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, KeysView
from typing import Final

from display.journal.records import OPEN_STATES, Announcement
from display.json_object import JsonView

# After every moment that is written as ISO 8601.
_NEVER: Final = "~"

_ById = dict[str, Announcement]


class OpenAnnouncements(Collection[Announcement]):
    """What has not ended, as it was queued (by ``queued_seq``). A value: it never changes.

    ``emergencies``, ``holding`` (they ask that calls wait), ``preparing`` (their voice is being
    made) and ``started`` are those of a kind, by id.
    """

    __slots__ = (
        *("_by_id", "_due_from", "_states", "_zones"),
        *("emergencies", "holding", "preparing", "started"),
    )

    def __init__(self, rows: Iterable[Announcement] = ()) -> None:
        ordered = sorted(rows, key=lambda row: row.queued_seq)
        self._by_id: _ById = {row.id: row for row in ordered}
        self._states = Counter(row.state for row in ordered)
        self._zones = Counter(row.zone for row in ordered)
        self._due_from = _earliest(ordered)
        self.emergencies: _ById = {row.id: row for row in ordered if _is_emergency(row)}
        self.holding: _ById = {row.id: row for row in ordered if row.hold_calls}
        self.preparing: _ById = {row.id: row for row in ordered if row.state == "preparing"}
        self.started: _ById = {row.id: row for row in ordered if row.state == "started"}

    def __iter__(self) -> Iterator[Announcement]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, item: object) -> bool:
        return isinstance(item, Announcement) and self._by_id.get(item.id) == item

    @property
    def ids(self) -> KeysView[str]:
        """The ids of all of them."""
        return self._by_id.keys()

    def get(self, announcement_id: str) -> Announcement | None:
        """Return the open announcement of that id, if there is one."""
        return self._by_id.get(announcement_id)

    def count(self, *states: str) -> int:
        """Return how many are in one of these states."""
        return sum(self._states[state] for state in states)

    def of_zone(self, zone: str) -> OpenAnnouncements:
        """Return those of one zone; this value itself when all are of it."""
        if self._zones[zone] == len(self):
            return self
        return OpenAnnouncements(row for row in self if row.zone == zone)

    def due(self, moment: str) -> list[Announcement]:
        """Return those whose time is over at ``moment`` (ISO 8601 UTC)."""
        if moment < self._due_from:
            return []
        # The bound may have been the time of one that has ended since: looked at once, it is exact.
        self._due_from = _earliest(self)
        return [row for row in self if row.expires_at and row.expires_at <= moment]

    def after(self, given: JsonView) -> OpenAnnouncements:
        """Return the value after an event that carries this row of an announcement."""
        row = Announcement.from_json(given)
        before, is_open = self.get(row.id), row.state in OPEN_STATES
        if before is None and self._by_id and is_open:
            last = self._by_id[next(reversed(self._by_id))]
            if row.queued_seq < last.queued_seq:  # its place is between others
                return OpenAnnouncements((*self, row))
        after = object.__new__(OpenAnnouncements)
        after._by_id = _put(self._by_id, row, belongs=is_open)
        after.emergencies = _put(self.emergencies, row, belongs=is_open and _is_emergency(row))
        after.holding = _put(self.holding, row, belongs=is_open and row.hold_calls)
        after.preparing = _put(self.preparing, row, belongs=row.state == "preparing")
        after.started = _put(self.started, row, belongs=row.state == "started")
        after._states, after._zones = Counter(self._states), Counter(self._zones)
        for item, step in ((before, -1), (row if is_open else None, 1)):
            if item:
                after._states[item.state] += step
                after._zones[item.zone] += step
        # Never too late; too early, because that one has ended, it costs one look.
        after._due_from = min(self._due_from, (is_open and row.expires_at) or _NEVER)
        return after


def _is_emergency(row: Announcement) -> bool:
    return row.priority == "emergency"


def _earliest(rows: Iterable[Announcement]) -> str:
    return min((row.expires_at for row in rows if row.expires_at), default=_NEVER)


def _put(rows: _ById, row: Announcement, *, belongs: bool) -> _ById:
    """Return ``rows`` with the row in its place, or without it when it does not belong there."""
    if belongs:
        return {**rows, row.id: row}
    if row.id not in rows:
        return rows
    return {key: value for key, value in rows.items() if key != row.id}
