"""The snapshot: the whole state of a hall at one position, at a cost of O(counters)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, select

from display.clock import now
from display.database import UnknownHall, schema
from display.journal.fold import (
    by_id,
    by_position,
    by_queue,
    by_service,
    newest_first,
    oldest_first,
)

Row = dict[str, Any]


def take_snapshot(connection: Connection, hall: str) -> Row:
    """Return the state of ``hall`` as the protocol's snapshot holds it.

    Keys: epoch, seq, hall, services, counters, zones, waiting, now_serving, recent_calls,
    announcements, faults; rows and their order are those of :mod:`display.journal.fold`.
    ``connection`` must be in a transaction that sees one moment. Raises :class:`UnknownHall`.
    """
    return {
        **_position(connection, hall),
        "services": by_position(_rows(connection, schema.services, hall)),
        "counters": by_position(_rows(connection, schema.counters, hall)),
        "zones": by_id(_rows(connection, schema.zones, hall)),
        "waiting": by_service(_rows(connection, schema.waiting, hall)),
        "now_serving": newest_first(_rows(connection, schema.now_serving, hall)),
        "recent_calls": newest_first(_shown(connection, schema.calls, hall)),
        "announcements": by_queue(_shown(connection, schema.announcements, hall)),
        "faults": oldest_first(_rows(connection, schema.faults, hall)),
    }


def utc_offset_min(timezone: str, moment: datetime) -> int:
    """Return how many minutes a zone is ahead of UTC: 420 for ``Asia/Jakarta``."""
    offset = moment.astimezone(ZoneInfo(timezone)).utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0


def _position(connection: Connection, hall: str) -> Row:
    heads, halls = schema.heads, schema.halls
    query = select(heads.c.epoch, heads.c.seq, halls).join(halls, heads.c.hall == halls.c.id)
    found = connection.execute(query.where(heads.c.hall == hall)).one_or_none()
    if found is None:
        raise UnknownHall(f"The journal knows no hall {hall!r}.")
    about = {name: found._mapping[name] for name in ("id", "name", "place", "timezone")}
    about["utc_offset_min"] = utc_offset_min(found.timezone, now())
    return {"epoch": found.epoch, "seq": found.seq, "hall": about}


def _rows(connection: Connection, table: Table, hall: str) -> list[Row]:
    return list(connection.execute(select(table.c.row).where(table.c.hall == hall)).scalars())


def _shown(connection: Connection, table: Table, hall: str) -> list[Row]:
    query = select(table.c.row).where(table.c.hall == hall, table.c.shown.is_(True))
    return list(connection.execute(query).scalars())
