"""Counts what happened since a moment, without an index of times: positions grow as time does."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from display.journal import schema


def count_since(connection: Connection, hall: str, moment: str) -> dict[str, int]:
    """Return event name -> how often it happened at ``moment`` (ISO 8601 UTC) or later.

    Costs some 20 look-ups by key, then a walk over the events since then. Where the clock was set
    back some events may be counted to the wrong side.
    """
    events = schema.events
    after = _position_before(connection, hall, moment)
    query = select(events.c.name, func.count()).where(events.c.hall == hall, events.c.seq > after)
    found = connection.execute(query.group_by(events.c.name))
    return {row[0]: row[1] for row in found}


def _position_before(connection: Connection, hall: str, moment: str) -> int:
    """Return the last position before ``moment``, found by halving."""
    heads, events = schema.heads, schema.events
    head = connection.execute(select(heads.c.seq).where(heads.c.hall == hall)).scalar()
    low, high = 0, head or 0
    while low < high:
        middle = (low + high + 1) // 2
        query = select(events.c.occurred_at).where(events.c.hall == hall, events.c.seq == middle)
        at = connection.execute(query).scalar()
        low, high = (middle, high) if at is not None and at < moment else (low, middle - 1)
    return low
