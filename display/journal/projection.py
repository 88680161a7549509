"""The projection: the rows of an event, written into the tables of state in its own transaction."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, insert, select, update

from display.database import BadEvent, schema
from display.journal.kinds import KINDS, Kind, Row


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


def project(connection: Connection, hall: str, name: str, row: Row) -> None:
    """Write one row of an event, of the kind of that name, into its table of state.

    A row that its list does not keep goes from the table too, unless the table is a history: then
    it stays, and only ``shown`` says that it is in no snapshot.
    """
    kind = KINDS[name]
    if kind.bound is None and not kind.keeps(row):
        _remove(connection, hall, kind, row)
        return
    columns: dict[str, str | bool] = {column: value(row) for column, value in kind.columns.items()}
    if kind.bound is not None:
        columns["shown"] = kind.keeps(row)
    _put(connection, hall, name, row, columns)
    if kind.bound is not None and kind.is_bounded(row):
        _bound(connection, hall, kind, kind.bound)


def find(connection: Connection, hall: str, name: str, *key: str) -> Row | None:
    """Return the row with ``key``, or ``None``; also for a key that no row can have."""
    kind = KINDS[name]
    table = table_of(kind)
    # A key that could never have been kept is no error here: it may be in anybody's address bar.
    if not all(map(schema.can_hold, (table.c[column] for column in kind.key), key)):
        return None
    at = _at(table, hall, dict(zip(kind.key, key, strict=True)))
    return connection.execute(select(table.c.row).where(at)).scalar_one_or_none()


def listed(connection: Connection, hall: str, kind: Kind) -> list[Row]:
    """Return the rows that stand, in their order; of a history those that a snapshot shows."""
    table = table_of(kind)
    query = select(table.c.row).where(table.c.hall == hall)
    if kind.bound is not None:
        query = query.where(table.c.shown.is_(True))
    return kind.arrange(connection.execute(query).scalars().all())


def _put(
    connection: Connection, hall: str, name: str, row: Row, columns: Mapping[str, str | bool]
) -> None:
    """Insert or replace a row; the transaction holds the write lock, so nothing comes between."""
    kind = KINDS[name]
    table, key = table_of(kind), _key(kind, row)
    # SQLite would take what PostgreSQL refuses: the same event must fail on both, or on neither.
    for column, value in {**key, **columns}.items():
        if isinstance(value, str) and not schema.can_hold(table.c[column], value):
            raise BadEvent(f"An event's {name} has a {column} that cannot be kept: {value!r}.")
    values = {**columns, "seq": row["seq"], "row": row}
    # Most rows of an event are there already, and this way needs no dialect's own upsert.
    done = connection.execute(update(table).where(_at(table, hall, key)).values(values))
    if not done.rowcount:
        connection.execute(insert(table).values(hall=hall, **key, **values))


def _remove(connection: Connection, hall: str, kind: Kind, row: Row) -> None:
    table = table_of(kind)
    connection.execute(delete(table).where(_at(table, hall, _key(kind, row))))


def _bound(connection: Connection, hall: str, kind: Kind, bound: int) -> None:
    """Keep the newest of the shown rows in the snapshot; the history stays in SQL."""
    table = table_of(kind)
    shown = and_(table.c.hall == hall, table.c.shown.is_(True))
    if kind.unbound:
        shown = and_(shown, table.c.state.not_in(kind.unbound))
    # The row that has just fallen out, found by index: an event costs the same in a hall's tenth
    # year, where counting its history would not.
    newest = select(table.c.seq).where(shown).order_by(table.c.seq.desc())
    last = connection.execute(newest.offset(bound).limit(1)).scalar_one_or_none()
    if last is not None:
        connection.execute(update(table).where(shown, table.c.seq <= last).values(shown=False))


def _key(kind: Kind, row: Row) -> dict[str, str]:
    return {name: row[name] for name in kind.key}


def _at(table: Table, hall: str, key: Mapping[str, str]) -> ColumnElement[bool]:
    return and_(table.c.hall == hall, *(table.c[name] == value for name, value in key.items()))
