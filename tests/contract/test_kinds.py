"""The kinds: what :data:`display.journal.kinds.KINDS` says is all that a new kind of row takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

import pytest
from sqlalchemy import Column, ForeignKey, Integer, String, Table, create_engine

from display.audit import Actor, AuditFilter, AuditLog, acting
from display.database import Record, schema
from display.journal import Journal, fold
from display.journal.kinds import KINDS, Kind
from display.journal.snapshot import Position, Snapshot


@dataclass(frozen=True, slots=True)
class Toy(Record):
    """A kind of row that the hall does not have."""

    id: str
    name: str
    seq: int = 0


@pytest.fixture
def toys(journal: Journal, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journal]:
    """A journal that knows toys: a record, a table, a row in KINDS."""
    table = Table(
        "toys",
        schema.metadata,
        Column("hall", String(64), ForeignKey("halls.id"), primary_key=True),
        Column("id", String(160), primary_key=True),
        Column("seq", Integer, nullable=False),
        Column("row", schema.Json, nullable=False),
    )
    kind = Kind(
        *(Toy, "toys", ("id",), itemgetter("name"), itemgetter("name")),
        place="toys",
        keeps=lambda row: not row.get("removed"),
    )
    monkeypatch.setitem(KINDS, "toy", kind)
    engine = create_engine(database_url)
    table.create(engine)
    yield journal
    engine.dispose()
    schema.metadata.remove(table)


def test_a_kind_is_projected_folded_and_snapshotted(toys: Journal) -> None:
    """Without any other change: its table, its list, its order and its end."""
    before = toys.snapshot("lahat")
    for row in (Toy("1", "kuda").to_json(), Toy("2", "bola").to_json()):
        toys.write("lahat", lambda tx, row=row: tx.append("service.changed", {"toy": row}))
    state = toys.snapshot("lahat")
    assert [row["name"] for row in state["toys"]] == ["bola", "kuda"]  # type: ignore[typeddict-item]
    gone = {**Toy("2", "bola").to_json(), "removed": True}
    toys.write("lahat", lambda tx: tx.append("service.changed", {"toy": gone}))
    assert toys.read("lahat", lambda tx: tx.all(Toy)) == [Toy("1", "kuda", 1)]
    assert toys.read("lahat", lambda tx: (tx.get(Toy, "1"), tx.get(Toy, "2"))) == (
        Toy("1", "kuda", 1),
        None,
    )
    folded = dict(before)
    for event in toys.events("lahat", 0):
        folded = fold(folded, event.as_message())
    assert folded == toys.snapshot("lahat")


def test_a_kind_is_audited_by_its_label(toys: Journal) -> None:
    """Who changed it, and what people know it by."""
    with acting(Actor("rahma", "officer")):
        row = Toy("1", "kuda").to_json()
        toys.write("lahat", lambda tx: tx.append("service.changed", {"toy": row}))
    (entry,) = AuditLog(toys.database).entries("lahat", AuditFilter(), 9)
    assert (entry.subject, entry.after) == ("kuda", {"toy": {"id": "1", "name": "kuda"}})


def test_every_kind_has_a_table_that_can_hold_it() -> None:
    """The key, the columns it names, and the mark of a history."""
    for kind in KINDS.values():
        has = set(schema.metadata.tables[kind.table].c.keys())
        history = {"shown"} if kind.bound is not None else set()
        assert has == {"hall", "seq", "row", *kind.key, *kind.columns} | history


def test_the_snapshot_says_which_lists_it_holds() -> None:
    """Its type names every list of a kind, and nothing else."""
    places = {kind.place for kind in KINDS.values() if not kind.single} - {None}
    assert set(Snapshot.__annotations__) - set(Position.__annotations__) == places


def test_a_record_that_is_no_kind_cannot_be_asked_for(journal: Journal) -> None:
    """A programmer's error, said at once."""
    with pytest.raises(LookupError, match="Toy"):
        journal.read("lahat", lambda tx: tx.all(Toy))
