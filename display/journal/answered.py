"""Requests that brought an idempotency key, each with its first answer, for as long as it counts.

A key belongs to its sender and to the hall's day: two senders may both number from 1, and so may
one that begins anew each morning.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select

from display.database import Prepared, schema
from display.json_object import JsonObject

_TABLE = schema.requests
_KEPT_DAYS = 2  # keys count for one day; a clock that is set back may need the day before


@dataclass(frozen=True, slots=True)
class AnsweredRequest:
    """A request that was answered: its ``key``, whose it is, what it asked and what it got.

    ``day`` is the hall's, ISO; ``sender`` a user or token; ``deed`` what was asked for, in one
    word; ``fingerprint`` of all that was asked. ``event_id`` is that of the event it made, None
    when it changed nothing; ``call`` the key of the call that the event was about.
    """

    day: str
    key: str
    sender: str
    deed: str
    fingerprint: str
    event_id: str | None
    call: str | None
    answer: JsonObject


_NAMES = [each.name for each in fields(AnsweredRequest)]
# Made once: to make a statement takes five times as long as to run it (measured).
_OF_HALL = _TABLE.c.hall == bindparam("of_hall")
_ANSWERED = Prepared(
    select(*(_TABLE.c[name] for name in _NAMES)).where(
        _OF_HALL,
        _TABLE.c.day == bindparam("of_day"),
        _TABLE.c.key == bindparam("of_key"),
        _TABLE.c.sender == bindparam("of_sender"),
    )
)
_FORGET = Prepared(delete(_TABLE).where(_OF_HALL, _TABLE.c.day < bindparam("oldest")))
_KEEP = Prepared(insert(_TABLE), ["hall", *_NAMES])


def find_answered(
    connection: Connection, hall: str, day: str, key: str, sender: str
) -> AnsweredRequest | None:
    """Return what a sender asked with a key on a day, if that was answered."""
    if not schema.can_hold(_TABLE.c.key, key):
        return None
    asked = {"of_hall": hall, "of_day": day, "of_key": key, "of_sender": sender}
    found = _ANSWERED.first(connection, asked)
    return AnsweredRequest(*found) if found else None


def owns_event(connection: Connection, hall: str, day: str, event_id: str) -> bool:
    """Say whether an event of a day has its id from the key of a request that is kept."""
    query = select(_TABLE.c.sender).where(
        _TABLE.c.hall == hall,
        _TABLE.c.day == day,
        _TABLE.c.key == event_id,
        _TABLE.c.event_id == event_id,
    )
    return connection.execute(query.limit(1)).first() is not None


def keep_answered(connection: Connection, hall: str, request: AnsweredRequest) -> None:
    """Keep an answer; those of days that are over go."""
    oldest = (date.fromisoformat(request.day) - timedelta(days=_KEPT_DAYS)).isoformat()
    _FORGET.run(connection, {"of_hall": hall, "oldest": oldest})
    _KEEP.run(connection, {"hall": hall, **asdict(request)})
