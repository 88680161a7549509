"""Statements of the hot path, compiled once and given to SQLite's driver as they are.

SQLAlchemy takes about ten times as long to bring a statement to SQLite as SQLite takes to run it
(34 µs against 2 to 5, measured in a loop; several times that where the processor's caches are cold,
as they are between two calls of a hall). On PostgreSQL, where each statement is a round trip, they
go the ordinary way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Delete, Insert, Select, Update
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError, StatementError

_DIALECT: Final = SQLiteDialect_pysqlite(paramstyle="qmark")

_Processor = Callable[[Any], Any] | None


class _Compiled(NamedTuple):
    """A statement as SQLite takes it.

    Of each parameter the name, and what makes of its value one that the driver knows; ``own`` are
    the values that the statement itself has. Of each column of the result what makes its value.
    """

    text: str
    parameters: tuple[tuple[str, _Processor], ...]
    own: Mapping[str, Any]
    columns: tuple[_Processor, ...]


class Prepared:
    """A statement that is made once and run often, with all its values as parameters.

    ``sets`` names the columns that an INSERT or UPDATE gives values to. Raises what SQLAlchemy
    raises.
    """

    __slots__ = ("_compiled", "_sets", "statement")

    def __init__(
        self, statement: Select[Any] | Insert | Update | Delete, sets: Sequence[str] | None = None
    ) -> None:
        self.statement = statement
        self._sets = list(sets) if sets is not None else None
        self._compiled: _Compiled | None = None

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run it; return every row of its result."""
        if connection.dialect.name != "sqlite":
            return [tuple(row) for row in connection.execute(self.statement, dict(values))]
        compiled = self._compile(values)
        found = self._execute(connection, compiled, values).fetchall()
        return [
            tuple(
                value if processor is None else processor(value)
                for processor, value in zip(compiled.columns, row, strict=True)
            )
            for row in found
        ]

    def first(self, connection: Connection, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Run it; return the first row of its result, if there is one."""
        rows = self.rows(connection, values)
        return rows[0] if rows else None

    def values(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """Run it; return the first column of its result."""
        return [row[0] for row in self.rows(connection, values)]

    def run(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """Run an INSERT, or what else has no result."""
        self.count(connection, values)

    def count(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Run an UPDATE or DELETE; return how many rows it changed."""
        if connection.dialect.name != "sqlite":
            return connection.execute(self.statement, dict(values)).rowcount
        return self._execute(connection, self._compile(values), values).rowcount

    def _execute(
        self, connection: Connection, compiled: _Compiled, values: Mapping[str, Any]
    ) -> sqlite3.Cursor:
        driver: Any = connection.connection.driver_connection
        known = {**compiled.own, **values} if compiled.own else values
        try:
            given = tuple(
                known[name] if processor is None else processor(known[name])
                for name, processor in compiled.parameters
            )
        except (TypeError, ValueError) as error:  # as SQLAlchemy tells of what is no JSON
            raise StatementError(str(error), compiled.text, None, error) from error
        try:
            cursor: sqlite3.Cursor = driver.execute(compiled.text, given)
        except sqlite3.Error as error:
            raise DBAPIError.instance(compiled.text, None, error, sqlite3.Error) from error
        return cursor

    def _compile(self, values: Mapping[str, Any]) -> _Compiled:
        """Return it compiled: when first run, with values that show what it will be given."""
        if self._compiled is None:
            made = self.statement.compile(dialect=_DIALECT, column_keys=self._sets)
            state = made.construct_expanded_state(dict(values))
            names = state.positiontup or ()
            processors = {
                **{
                    name: bind.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
                    for name, bind in made.binds.items()
                },
                **state.processors,  # of the members of an IN
            }
            told = (
                column.type.dialect_impl(_DIALECT) for column in self.statement.exported_columns
            )
            self._compiled = _Compiled(
                text=state.statement,
                parameters=tuple((name, processors.get(name)) for name in names),
                own={name: state.parameters[name] for name in names if name not in values},
                columns=tuple(each.result_processor(_DIALECT, None) for each in told),
            )
        return self._compiled
