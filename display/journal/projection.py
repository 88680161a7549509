"""The projection: the rows of an event, written into the tables of state in its own transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from sqlalchemy import (
    BindParameter,
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from display.database import BadEvent, Prepared, schema
from display.journal.kinds import KINDS, Kind, Row

HALL: Final[BindParameter[str]] = bindparam("of_hall")
"""The hall that a statement is about; no column's own name, which an UPDATE would set."""


@dataclass(frozen=True, slots=True)
class _Bound:
    """How the list of a kind with a history is kept short."""

    last_shown: Prepared
    hide: Prepared


@dataclass(frozen=True, slots=True)
class _Statements:
    """What is asked of the table of a kind.

    Made once: SQLAlchemy takes five times as long to make a statement as to run it (0.17 ms against
    0.03 ms, measured), and a call has a dozen of them.
    """

    find: Prepared
    listed: Prepared
    update: Prepared
    insert: Prepared
    remove: Prepared
    bound: _Bound | None = None


def table_of(kind: Kind) -> Table:
    """Return the table of state of a kind."""
    return schema.metadata.tables[kind.table]


def complete(name: str, row: object) -> Row:
    """Return ``row`` with every key of its record; :class:`BadEvent` when one is missing."""
    if not isinstance(row, Mapping):
        raise BadEvent(f"An event's {name} must be a whole row, not {row!r}.")
    try:
        # Keys that this release does not know stay: after a rollback to it nothing of a newer one's
        # rows is lost.
        return {**row, **KINDS[name].record.from_json(row).to_json()}
    except (TypeError, KeyError) as error:
        raise BadEvent(f"An event's {name} is not whole: {error}") from error


def project(connection: Connection, hall: str, name: str, row: Row, *, is_new: bool) -> None:
    """Write one row of an event, of the kind of that name, into its table of state.

    ``is_new``: there is surely none of its key.
    A row that its list does not keep goes from the table too, unless the table is a history: then
    it stays, and only ``shown`` says that it is in no snapshot.
    """
    kind = KINDS[name]
    if kind.bound is None and not kind.keeps(row):
        _remove(connection, hall, name, row)
        return
    columns: dict[str, str | bool] = {column: value(row) for column, value in kind.columns.items()}
    if kind.bound is not None:
        columns["shown"] = kind.keeps(row)
    _put(connection, hall, name, row, columns, is_new=is_new)
    bound = _statements(name).bound
    if bound is not None and kind.is_bounded(row):
        _hide(connection, hall, bound)


def find(connection: Connection, hall: str, name: str, *key: str) -> Row | None:
    """Return the row with ``key``, or ``None``; also for a key that no row can have."""
    kind = KINDS[name]
    table = table_of(kind)
    # A key that could never have been kept is no error here: it may be in anybody's address bar.
    if not all(map(schema.can_hold, (table.c[column] for column in kind.key), key)):
        return None
    at = _at(hall, dict(zip(kind.key, key, strict=True)))
    found = _statements(name).find.first(connection, at)
    return found[0] if found else None


def listed(connection: Connection, hall: str, name: str) -> list[Row]:
    """Return the rows that stand, in their order; of a history those that a snapshot shows."""
    return KINDS[name].arrange(_statements(name).listed.values(connection, {HALL.key: hall}))


def _put(
    connection: Connection,
    hall: str,
    name: str,
    row: Row,
    columns: Mapping[str, str | bool],
    *,
    is_new: bool,
) -> None:
    """Insert or replace a row; the transaction holds the write lock, so nothing comes between."""
    kind = KINDS[name]
    table, key = table_of(kind), _key(kind, row)
    # SQLite would take what PostgreSQL refuses: the same event must fail on both, or on neither.
    for column, value in {**key, **columns}.items():
        if isinstance(value, str) and not schema.can_hold(table.c[column], value):
            raise BadEvent(f"An event's {name} has a {column} that cannot be kept: {value!r}.")
    values = {**columns, "seq": row["seq"], "row": row}
    statements = _statements(name)
    # Most rows of an event are there already, and this way needs no dialect's own upsert.
    if is_new or not statements.update.count(connection, {**values, **_at(hall, key)}):
        statements.insert.run(connection, {"hall": hall, **key, **values})


def _remove(connection: Connection, hall: str, name: str, row: Row) -> None:
    _statements(name).remove.run(connection, _at(hall, _key(KINDS[name], row)))


def _hide(connection: Connection, hall: str, bound: _Bound) -> None:
    """Keep the newest of the shown rows in the snapshot; the history stays in SQL."""
    last = bound.last_shown.first(connection, {HALL.key: hall})
    if last is not None:
        bound.hide.run(connection, {HALL.key: hall, "up_to": last[0]})


def _key(kind: Kind, row: Row) -> dict[str, str]:
    return {name: row[name] for name in kind.key}


def _at(hall: str, key: Mapping[str, str]) -> dict[str, str]:
    """Return what a statement needs that looks for one row."""
    return {HALL.key: hall, **{f"of_{name}": value for name, value in key.items()}}


@cache
def _statements(name: str) -> _Statements:
    kind = KINDS[name]
    table = table_of(kind)
    of_hall = table.c.hall == HALL
    one = and_(of_hall, *(table.c[column] == bindparam(f"of_{column}") for column in kind.key))
    shown = and_(of_hall, table.c.shown.is_(True)) if kind.bound is not None else of_hall
    written = [*kind.columns, *([] if kind.bound is None else ["shown"]), "seq", "row"]
    made = _Statements(
        find=Prepared(select(table.c.row).where(one)),
        listed=Prepared(select(table.c.row).where(shown)),
        update=Prepared(update(table).where(one), written),
        insert=Prepared(insert(table), ["hall", *kind.key, *written]),
        remove=Prepared(delete(table).where(one)),
    )
    if kind.bound is None:
        return made
    counted = and_(shown, table.c.state.not_in(kind.unbound)) if kind.unbound else shown
    # The row that has just fallen out, found by index: an event costs the same in a hall's tenth
    # year, where counting its history would not.
    newest = select(table.c.seq).where(counted).order_by(table.c.seq.desc())
    hidden = update(table).where(counted, table.c.seq <= bindparam("up_to")).values(shown=False)
    return replace(
        made,
        bound=_Bound(Prepared(newest.offset(kind.bound).limit(1)), Prepared(hidden)),
    )
