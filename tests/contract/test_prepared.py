"""A prepared statement does what the same one does by way of SQLAlchemy, on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.exc import IntegrityError, StatementError

from display.database import AlreadyExists, Prepared, schema
from display.journal import Journal

TABLE = schema.now_serving
INSERT = Prepared(insert(TABLE), ["hall", "counter", "seq", "row"])
ROWS_OF = Prepared(
    select(TABLE.c.counter, TABLE.c.row)
    .where(TABLE.c.hall == bindparam("of_hall"), TABLE.c.seq.in_((1, 2)))
    .order_by(TABLE.c.seq)
    .limit(bindparam("most"))
)
FREE = Prepared(
    delete(TABLE).where(TABLE.c.hall == bindparam("of_hall"), TABLE.c.seq >= bindparam("least"))
)
FACTS = {"ticket": {"number": "A-001"}, "words": "é \0 \U0001f514", "count": 2, "none": None}


def serving(counter: str, seq: int, row: Any = FACTS) -> dict[str, Any]:
    """Return the values of one row."""
    return {"hall": "lahat", "counter": counter, "seq": seq, "row": row}


def test_it_keeps_and_finds_what_sqlalchemy_keeps_and_finds(journal: Journal) -> None:
    """Values become what the table holds and back; the members of an IN are the statement's own."""

    def work(connection: Any) -> None:
        INSERT.run(connection, serving("1", 1))
        connection.execute(insert(TABLE).values(serving("2", 2)))
        INSERT.run(connection, serving("3", 3))
        assert FREE.count(connection, {"of_hall": "lahat", "least": 3}) == 1
        assert FREE.count(connection, {"of_hall": "lahat", "least": 3}) == 0
        asked = {"of_hall": "lahat", "most": 9}
        ordinary = [tuple(row) for row in connection.execute(ROWS_OF.statement, asked)]
        assert ROWS_OF.rows(connection, asked) == ordinary == [("1", FACTS), ("2", FACTS)]
        assert ROWS_OF.values(connection, {"of_hall": "lahat", "most": 1}) == ["1"]
        assert ROWS_OF.first(connection, {"of_hall": "elsewhere", "most": 1}) is None

    journal.database.write(work)


def test_it_fails_as_sqlalchemy_fails(journal: Journal) -> None:
    """So that one place says what an error of either means."""

    def twice(connection: Any) -> None:
        INSERT.run(connection, serving("1", 1))
        with pytest.raises(IntegrityError) as raised:
            INSERT.run(connection, serving("1", 1))
        raise raised.value

    with pytest.raises(AlreadyExists):
        journal.database.write(twice)

    def unkeepable(connection: Any) -> None:
        with pytest.raises(StatementError) as raised:
            INSERT.run(connection, serving("1", 1, {"not": float("nan")}))
        assert isinstance(raised.value.orig, ValueError)

    journal.database.write(unkeepable)


def test_a_value_that_is_not_given_is_an_error(journal: Journal) -> None:
    """None of an earlier run is taken for it."""

    def work(connection: Any) -> None:
        assert ROWS_OF.rows(connection, {"of_hall": "lahat", "most": 9}) == []
        with pytest.raises((KeyError, StatementError)):
            ROWS_OF.rows(connection, {"of_hall": "lahat"})

    journal.database.read(work)
