"""The snapshot: the whole state of a hall at one position, at a cost of O(counters)."""

from __future__ import annotations

from typing import TypedDict, cast

from sqlalchemy import Connection, select

from display.clock import now, utc_offset_min
from display.database import UnknownHall, schema
from display.journal.kinds import KINDS, Row
from display.journal.projection import find, listed
from display.journal.records import Hall
from display.json_object import JsonView


class Position(TypedDict):
    """Where in a hall's journal a snapshot was taken, and what the hall is called.

    ``hall`` is its :class:`~display.journal.records.Hall` and ``utc_offset_min``: how far its clock
    is ahead of UTC.
    """

    epoch: str
    seq: int
    hall: Row


class Snapshot(Position):
    """The state of a hall at one position, as the protocol's snapshot holds it.

    Rows are the ``to_json`` of :mod:`display.journal.records`, in the order and number that
    :data:`display.journal.kinds.KINDS` says.
    """

    services: list[Row]
    counters: list[Row]
    zones: list[Row]
    waiting: list[Row]
    now_serving: list[Row]
    recent_calls: list[Row]
    announcements: list[Row]
    faults: list[Row]


def take_snapshot(connection: Connection, hall: str) -> Snapshot:
    """Return the state of ``hall`` at one position.

    ``connection`` must be in a transaction that sees one moment. Raises :class:`UnknownHall`.
    """
    position = _position(connection, hall)
    lists = {
        kind.place: listed(connection, hall, name)
        for name, kind in KINDS.items()
        if kind.place is not None and not kind.single
    }
    # The places of KINDS are the keys of Snapshot.
    return cast(Snapshot, {**position, **lists})


def _position(connection: Connection, hall: str) -> Position:
    heads = schema.heads
    query = select(heads.c.epoch, heads.c.seq).where(heads.c.hall == hall)
    head = connection.execute(query).one_or_none()
    row = find(connection, hall, "hall", hall)
    if head is None or row is None:
        raise UnknownHall(f"The journal knows no hall {hall!r}.")
    return Position(epoch=head.epoch, seq=head.seq, hall=profile_now(row))


def profile_now(row: JsonView) -> Row:
    """Return a hall's row as a snapshot holds it: whole, with how far it is ahead of UTC."""
    known = {**row, **Hall.from_json(row).to_json()}
    # As of now: pages have no table of time zones, old TVs none at all; they follow this figure.
    return {**known, "utc_offset_min": utc_offset_min(known["timezone"], now())}
