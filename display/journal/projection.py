"""The projection: the rows of an event, written into the tables of state in its own transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, insert, select, update

from display.database import BadEvent, Record, schema
from display.journal.fold import (
    KEYS,
    RECENT_CALLS,
    RECENT_ENDED,
    is_kept,
    is_recent,
    is_serving,
    is_standing,
)
from display.journal.records import (
    OPEN_STATES,
    Announcement,
    Call,
    Counter,
    Fault,
    NowServing,
    Pronunciation,
    Recording,
    Service,
    Template,
    Waiting,
    Zone,
)

Row = dict[str, Any]

RECORDS: Mapping[str, type[Record]] = {
    "service": Service,
    "counter": Counter,
    "call": Call,
    "now_serving": NowServing,
    "announcement": Announcement,
    "fault": Fault,
    "pronunciation": Pronunciation,
    "zone": Zone,
    "waiting": Waiting,
    "template": Template,
    "recording": Recording,
}

TABLES: Mapping[str, Table] = {
    "service": schema.services,
    "counter": schema.counters,
    "call": schema.calls,
    "now_serving": schema.now_serving,
    "announcement": schema.announcements,
    "fault": schema.faults,
    "pronunciation": schema.pronunciations,
    "zone": schema.zones,
    "waiting": schema.waiting,
    "template": schema.templates,
    "recording": schema.recordings,
}


def complete(kind: str, row: Any) -> Row:
    """Return ``row`` with every key of its record; :class:`BadEvent` when one is missing."""
    if not isinstance(row, Mapping):
        raise BadEvent(f"An event's {kind} must be a whole row, not {row!r}.")
    try:
        return {**row, **RECORDS[kind].from_json(row).to_json()}
    except (TypeError, KeyError) as error:
        raise BadEvent(f"An event's {kind} is not whole: {error}") from error


def project(connection: Connection, hall: str, kind: str, row: Row) -> None:
    """Write one row of an event into its table of state."""
    _WRITERS.get(kind, _put)(connection, hall, kind, row)


def find(connection: Connection, hall: str, kind: str, *key: str) -> Row | None:
    """Return the row with ``key``, or ``None``; also for a key that no row can have."""
    table = TABLES[kind]
    if not all(map(schema.can_hold, (table.c[name] for name in KEYS[kind]), key)):
        return None
    at = _at(table, hall, dict(zip(KEYS[kind], key, strict=True)))
    return connection.execute(select(table.c.row).where(at)).scalar_one_or_none()


def _put(connection: Connection, hall: str, kind: str, row: Row, **columns: Any) -> None:
    """Insert or replace a row; the transaction holds the write lock, so nothing comes between."""
    table, key = TABLES[kind], {name: row[name] for name in KEYS[kind]}
    for name, value in {**key, **columns}.items():
        if isinstance(value, str) and not schema.can_hold(table.c[name], value):
            raise BadEvent(f"An event's {kind} has a {name} that cannot be kept: {value!r}.")
    values = {**columns, "seq": row["seq"], "row": row}
    done = connection.execute(update(table).where(_at(table, hall, key)).values(values))
    if not done.rowcount:
        connection.execute(insert(table).values(hall=hall, **key, **values))


def _remove(connection: Connection, hall: str, kind: str, row: Row) -> None:
    table, key = TABLES[kind], {name: row[name] for name in KEYS[kind]}
    connection.execute(delete(table).where(_at(table, hall, key)))


def _put_serving(connection: Connection, hall: str, kind: str, row: Row) -> None:
    (_put if is_serving(row) else _remove)(connection, hall, kind, row)


def _put_fault(connection: Connection, hall: str, kind: str, row: Row) -> None:
    (_put if is_standing(row) else _remove)(connection, hall, kind, row)


def _put_kept(connection: Connection, hall: str, kind: str, row: Row) -> None:
    (_put if is_kept(row) else _remove)(connection, hall, kind, row)


def _put_call(connection: Connection, hall: str, kind: str, row: Row) -> None:
    ticket, state = row["ticket"]["number"], row["state"]
    _put(connection, hall, kind, row, ticket=ticket, state=state, shown=is_recent(row))
    _bound(connection, hall, schema.calls, RECENT_CALLS)


def _put_announcement(connection: Connection, hall: str, kind: str, row: Row) -> None:
    _put(connection, hall, kind, row, state=row["state"], shown=True)
    table = schema.announcements
    if row["state"] not in OPEN_STATES:
        _bound(connection, hall, table, RECENT_ENDED, table.c.state.not_in(OPEN_STATES))


def _bound(connection: Connection, hall: str, table: Table, kept: int, *only: Any) -> None:
    """Keep the ``kept`` newest of the shown rows in the snapshot; the history stays in SQL."""
    shown = and_(table.c.hall == hall, table.c.shown.is_(True), *only)
    newest = select(table.c.seq).where(shown).order_by(table.c.seq.desc())
    last = connection.execute(newest.offset(kept).limit(1)).scalar_one_or_none()
    if last is not None:
        connection.execute(update(table).where(shown, table.c.seq <= last).values(shown=False))


def _at(table: Table, hall: str, key: Mapping[str, str]) -> Any:
    return and_(table.c.hall == hall, *(table.c[name] == value for name, value in key.items()))


_WRITERS: Mapping[str, Callable[[Connection, str, str, Row], None]] = {
    "now_serving": _put_serving,
    "fault": _put_fault,
    "service": _put_kept,
    "counter": _put_kept,
    "pronunciation": _put_kept,
    "template": _put_kept,
    "recording": _put_kept,
    "call": _put_call,
    "announcement": _put_announcement,
}
