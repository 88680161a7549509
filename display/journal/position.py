"""Finds a moment in the journal without an index of times: positions grow as time does."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from display.database import schema


def position_before(connection: Connection, hall: str, head: int, moment: str) -> int:
    """Return the last position up to ``head`` before ``moment`` (ISO 8601 UTC).

    Where there is none it is the one before the first event that is kept, 0 in a whole journal.
    Costs some 20 look-ups by key. Where the clock was set back it may be some events off.
    """
    events = schema.events
    # An index by time would have to be written at every event, for the few that ask by time.
    low, high = max(0, oldest_position(connection, hall) - 1), head
    while low < high:
        middle = (low + high + 1) // 2
        query = select(events.c.occurred_at).where(events.c.hall == hall, events.c.seq == middle)
        at = connection.execute(query).scalar()
        low, high = (middle, high) if at is not None and at < moment else (low, middle - 1)
    return low


def oldest_position(connection: Connection, hall: str) -> int:
    """Return the position of the first event that is kept, 0 when there is none."""
    oldest = select(func.min(schema.events.c.seq)).where(schema.events.c.hall == hall)
    return int(connection.execute(oldest).scalar_one_or_none() or 0)
