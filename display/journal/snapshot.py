"""The snapshot: the whole state of a hall at one position, at a cost of O(counters)."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from display.clock import now
from display.database import UnknownHall, schema
from display.journal.kinds import KINDS, Row
from display.journal.projection import listed


class HallNow(TypedDict):
    """The hall as a snapshot names it. ``utc_offset_min``: how far its clock is ahead of UTC."""

    id: str
    name: str
    place: str
    timezone: str
    utc_offset_min: int


class Position(TypedDict):
    """Where in a hall's journal a snapshot was taken."""

    epoch: str
    seq: int
    hall: HallNow


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
        kind.place: listed(connection, hall, kind)
        for kind in KINDS.values()
        if kind.place is not None
    }
    # The places of KINDS are the keys of Snapshot.
    return cast(Snapshot, {**position, **lists})


def utc_offset_min(timezone: str, moment: datetime) -> int:
    """Return how many minutes a zone is ahead of UTC: 420 for ``Asia/Jakarta``."""
    offset = moment.astimezone(ZoneInfo(timezone)).utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0


def _position(connection: Connection, hall: str) -> Position:
    heads, halls = schema.heads, schema.halls
    query = select(heads.c.epoch, heads.c.seq, halls).join(halls, heads.c.hall == halls.c.id)
    found = connection.execute(query.where(heads.c.hall == hall)).one_or_none()
    if found is None:
        raise UnknownHall(f"The journal knows no hall {hall!r}.")
    about = HallNow(
        id=found.id,
        name=found.name,
        place=found.place,
        timezone=found.timezone,
        # As of now: pages have no table of time zones, old TVs none at all; they follow this
        # figure.
        utc_offset_min=utc_offset_min(found.timezone, now()),
    )
    return Position(epoch=found.epoch, seq=found.seq, hall=about)
