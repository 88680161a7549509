"""The figures of a hall in its database: what was counted, how far, and sums of it.

Figures and the position up to which the journal was counted are written in one transaction, which
looks whether the position is still the one that the counting began at: whoever else counts, no
event is counted twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from display.database import Database, LeaseLost, schema
from display.hall.reports.counting import Cell, Counted, Ending, Known, Outage
from display.hall.reports.visits import REMEMBERED_DAYS, Visit, days_before
from display.json_object import JsonObject

_FIGURES, _ENDINGS, _OUTAGES = schema.daily_figures, schema.daily_endings, schema.daily_outages
_POSITIONS, _VISITS = schema.figures_positions, schema.counted_visits

_CUTS: Final = {"service": 1, "counter": 2, "hour": 4}
_ALL: Final[dict[str, str | int]] = {"service": "", "counter": "", "hour": -1}
_MOST_IDS: Final = 400  # of one question: far below what the databases take


@dataclass(frozen=True, slots=True)
class Position:
    """How far the journal was counted: its epoch, the last event's seq and id, and what is known of
    the events up to there."""

    epoch: str
    seq: int
    event_id: str
    known: Known


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which figures are wanted: days (ISO, both included), and one service or counter ("": all)."""

    first: str
    last: str
    service: str = ""
    counter: str = ""


class FigureStore:
    """The figures of one hall. Methods may be called from any thread or greenlet."""

    def __init__(self, database: Database, hall: str) -> None:
        self._database, self._hall = database, hall

    def position(self) -> Position | None:
        """Return how far the journal was counted; ``None`` before the first time."""
        query = select(_POSITIONS).where(_POSITIONS.c.hall == self._hall)

        def work(connection: Connection) -> Position | None:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            return Position(row.epoch, row.seq, row.event_id, Known.from_json(row.known))

        return self._database.read(work)

    def visits(self, ids: Collection[str]) -> dict[str, Visit]:
        """Return how the visits of these ids were counted, as far as they are remembered."""

        def work(connection: Connection) -> dict[str, Visit]:
            found: dict[str, Visit] = {}
            asked = sorted(ids)
            for at in range(0, len(asked), _MOST_IDS):
                some = asked[at : at + _MOST_IDS]
                query = select(_VISITS.c.id, _VISITS.c.visit).where(
                    _VISITS.c.hall == self._hall, _VISITS.c.id.in_(some)
                )
                found |= {row.id: Visit.from_json(row.visit) for row in connection.execute(query)}
            return found

        return self._database.read(work)

    def begin(self, start: Position, since: str) -> None:
        """Forget the figures of all days from ``since`` (ISO; "": all), and begin at ``start``."""

        def work(connection: Connection) -> None:
            for table in (_FIGURES, _ENDINGS, _OUTAGES, _VISITS):
                forgotten = delete(table).where(table.c.hall == self._hall, table.c.day >= since)
                connection.execute(forgotten)
            connection.execute(delete(_POSITIONS).where(_POSITIONS.c.hall == self._hall))
            connection.execute(insert(_POSITIONS).values(self._row(start)))

        self._database.write(work)

    def keep(
        self, before: Position, after: Position, counted: Counted, fence: int | None = None
    ) -> bool:
        """Add what was counted between two positions; False when somebody else has counted on.

        With a ``fence`` only while that lease is the newest; else :class:`LeaseLost`.
        """

        def work(connection: Connection) -> bool:
            if fence is not None:
                self._check_lease(connection, fence)
            # Taken first: of two servers that count the same the second finds it moved.
            moved = connection.execute(
                update(_POSITIONS)
                .where(
                    _POSITIONS.c.hall == self._hall,
                    _POSITIONS.c.epoch == before.epoch,
                    _POSITIONS.c.seq == before.seq,
                )
                .values(self._row(after))
            )
            if not moved.rowcount:
                return False
            self._add(connection, counted)
            self._remember(connection, counted)
            return True

        return self._database.write(work)

    def sums(self, by: str, wanted: Wanted) -> dict[str, Counter[str]]:
        """Return the figures of the days that are wanted, summed ``by`` day, service, counter, hour
        or "" (all in one): key → measure → sum. Hours are keys of two digits.
        """
        return self._database.read(lambda connection: self._sums(connection, by, wanted))

    def endings(self, wanted: Wanted) -> Counter[Ending]:
        """Return how announcements ended in these days, each with day "": of the whole hall."""
        table = _ENDINGS
        names = (table.c.kind, table.c.ending, table.c.reason)
        query = (
            select(*names, func.sum(table.c.count))
            .where(table.c.hall == self._hall, table.c.day.between(wanted.first, wanted.last))
            .group_by(*names)
        )
        return self._database.read(
            lambda c: Counter({Ending("", *row[:3]): int(row[3]) for row in c.execute(query)})
        )

    def outages(self, wanted: Wanted) -> dict[tuple[str, str, str, int], Outage]:
        """Return what was out of order in these days, by day, part, subject and hour.

        What is out of order still is not among them (:attr:`Position.known`).
        """
        table = _OUTAGES
        query = select(table).where(
            table.c.hall == self._hall, table.c.day.between(wanted.first, wanted.last)
        )
        return self._database.read(
            lambda c: {
                (row.day, row.part, row.subject, row.hour): Outage(row.down_s, row.began)
                for row in c.execute(query)
            }
        )

    def known_days(self, wanted: Wanted) -> list[str]:
        """Return the days, of those that are wanted, of which there are figures at all."""
        query = select(_FIGURES.c.day).where(
            _FIGURES.c.hall == self._hall,
            _FIGURES.c.cut == 0,
            _FIGURES.c.day.between(wanted.first, wanted.last),
        )
        return self._database.read(lambda connection: list(connection.execute(query).scalars()))

    def days(self) -> tuple[str, str] | None:
        """Return the first and the last day of which there are figures."""
        days = _FIGURES.c.day
        query = select(func.min(days), func.max(days)).where(
            _FIGURES.c.hall == self._hall, _FIGURES.c.cut == 0
        )

        def work(connection: Connection) -> tuple[str, str] | None:
            first, last = connection.execute(query).one()
            return (first, last) if first else None

        return self._database.read(work)

    def _sums(self, connection: Connection, by: str, wanted: Wanted) -> dict[str, Counter[str]]:
        told = frozenset(name for name in ("service", "counter") if getattr(wanted, name))
        asked = {
            "of_hall": self._hall,
            "first": wanted.first,
            "last": wanted.last,
            **{f"of_{name}": getattr(wanted, name) for name in told},
        }
        found: dict[str, Counter[str]] = {}
        for row in connection.execute(_summing(by, told), asked):
            key = "" if not by else f"{row.key:02d}" if by == "hour" else row.key
            values = zip(schema.MEASURES, row, strict=False)
            found[key] = Counter({name: int(value) for name, value in values if value})
        return found

    def _add(self, connection: Connection, counted: Counted) -> None:
        cells: dict[tuple[int, str, str, str, int], Counter[str]] = {}
        for cell, change in counted.cells.items():
            for key in _cuts_of(cell):
                cells.setdefault(key, Counter()).update(change)
        _upsert(
            connection,
            _FIGURES,
            [
                {
                    **dict(zip(("cut", "day", "service", "counter", "hour"), key, strict=True)),
                    **{name: change[name] for name in schema.MEASURES},
                    "hall": self._hall,
                }
                for key, change in sorted(cells.items())
                if any(change.values())
            ],
        )
        endings = [
            {"hall": self._hall, **ending._asdict(), "count": number}
            for ending, number in sorted(counted.endings.items())
        ]
        outages = [
            {"hall": self._hall, **hour._asdict(), **outage._asdict()}
            for hour, outage in sorted(counted.outages.items())
        ]
        _upsert(connection, _ENDINGS, endings)
        _upsert(connection, _OUTAGES, outages)

    def _remember(self, connection: Connection, counted: Counted) -> None:
        rows = [
            {
                "hall": self._hall,
                "id": visit_id,
                "day": visit.day,
                "state": visit.state,
                "visit": visit.to_json(),
            }
            for visit_id, visit in sorted(counted.visits.items())
        ]
        if rows:
            _put(connection, _VISITS, rows)
        if counted.day:
            old = days_before(counted.day, REMEMBERED_DAYS)
            connection.execute(
                delete(_VISITS).where(
                    _VISITS.c.hall == self._hall, _VISITS.c.day < old, _VISITS.c.state != "called"
                )
            )

    def _check_lease(self, connection: Connection, fence: int) -> None:
        heads = schema.heads
        newest = select(heads.c.fence).where(heads.c.hall == self._hall)
        if connection.execute(newest).scalar_one() != fence:
            raise LeaseLost("Another server leads this hall now.")

    def _row(self, position: Position) -> JsonObject:
        return {
            "hall": self._hall,
            "epoch": position.epoch,
            "seq": position.seq,
            "event_id": position.event_id,
            "known": position.known.to_json(),
        }


@cache
def _summing(by: str, told: frozenset[str]) -> Select[Any]:
    """Return the question for sums ``by`` something, of the named service or counter alone.

    Made once: to make it takes as long as to run it over a month.
    """
    cut = sum(bit for name, bit in _CUTS.items() if name in {by, *told})
    query: Select[Any] = select(*(func.sum(_FIGURES.c[n]).label(n) for n in schema.MEASURES)).where(
        _FIGURES.c.hall == bindparam("of_hall"),
        _FIGURES.c.cut == cut,
        _FIGURES.c.day.between(bindparam("first"), bindparam("last")),
        *(_FIGURES.c[name] == bindparam(f"of_{name}") for name in sorted(told)),
    )
    return query.add_columns(_FIGURES.c[by].label("key")).group_by(_FIGURES.c[by]) if by else query


def _cuts_of(cell: Cell) -> Iterable[tuple[int, str, str, str, int]]:
    """Yield the key of every row that a cell is part of, from the whole day to the cell itself."""
    for cut in range(1 << len(_CUTS)):
        told = {
            name: getattr(cell, name) if cut & bit else _ALL[name] for name, bit in _CUTS.items()
        }
        yield cut, cell.day, told["service"], told["counter"], told["hour"]  # type: ignore[misc]


def _upsert(connection: Connection, table: Table, rows: list[JsonObject]) -> None:
    """Add numbers to rows by their keys, or put the rows there."""
    if not rows:
        return
    statement = _insert(connection, table)
    numbers = {
        column.name: column + statement.excluded[column.name]
        for column in table.columns
        if not column.primary_key
    }
    key = [column.name for column in table.primary_key]
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=numbers), rows)


def _put(connection: Connection, table: Table, rows: list[JsonObject]) -> None:
    """Put rows there, in the place of those with their keys."""
    statement = _insert(connection, table)
    values = {
        column.name: statement.excluded[column.name]
        for column in table.columns
        if not column.primary_key
    }
    key = [column.name for column in table.primary_key]
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=values), rows)


def _insert(connection: Connection, table: Table) -> Any:
    """Return the INSERT that knows ON CONFLICT: both databases have it, each its own."""
    is_sqlite = connection.dialect.name == "sqlite"
    return sqlite.insert(table) if is_sqlite else postgresql.insert(table)
