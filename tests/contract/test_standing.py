"""What a journal remembers is what it would read: after whatever was done, by whomever."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event as sql_event
from sqlalchemy import text

from display.database import JournalError
from display.hall.announcing.priority import hold_of
from display.hall.announcing.queue import stale_of
from display.journal import (
    Announcement,
    Counter,
    Fault,
    Journal,
    OpenAnnouncements,
    Transaction,
    Waiting,
    Zone,
    open_journal,
)
from display.journal.standing import KEPT_EVENTS
from tests.acceptance.hall_process import wait_until
from tests.contract import rows
from tests.contract.conftest import LAHAT

T = TypeVar("T")

IDS = ["a", "b", "c", "d", "e"]
STATES = ["preparing", "queued", "started", "finished", "failed", "expired", "merged"]
MOMENTS = [f"2026-11-23T05:00:0{second}.000Z" for second in range(5)]
KINDS_READ = (Counter, Fault, Waiting, Zone)

announcements = st.fixed_dictionaries(
    {
        "id": st.sampled_from(IDS),
        "state": st.sampled_from(STATES),
        "kind": st.sampled_from(["call", "message"]),
        "priority": st.sampled_from(["emergency", "urgent", "call", "scheduled"]),
        "zone": st.sampled_from(["main", "main", "lobby"]),
        "hold_calls": st.booleans(),
        "drill": st.booleans(),
        "silent": st.booleans(),
        "ahead": st.integers(0, 2),
        "expires_at": st.none() | st.sampled_from(MOMENTS),
    }
)
others = st.one_of(
    st.builds(lambda held: ("zone", rows.zone(held=held)), st.booleans()),
    st.builds(
        lambda id, gone: ("counter", rows.counter(id, gone)), st.sampled_from("12"), st.booleans()
    ),
    st.builds(
        lambda state: ("fault", rows.fault(state=state)), st.sampled_from(["raised", "cleared"])
    ),
    st.builds(lambda n: ("waiting", rows.waiting(count=n)), st.integers(0, 9)),
)
"""One event's row."""
row = st.one_of(announcements.map(lambda r: ("announcement", rows.announcement(**r))), others)
steps = st.tuples(
    # The journal at hand, another server of the same database, work that fails at its end, a copy
    # put back, or more events by the other server than anybody keeps.
    st.sampled_from(["ours", "ours", "ours", "theirs", "failing", "restored", "far"]),
    st.lists(row, min_size=1, max_size=3),
)


class _WentWrong(Exception):
    """Work that is given up at its end."""


def append(tx: Transaction, given: list[tuple[str, dict[str, Any]]]) -> None:
    """Append an event for each row."""
    for kind, one in given:
        tx.append("zone.changed", {kind: one})


def everything(tx: Transaction) -> Any:
    """Return all that a transaction says of the hall at this moment."""
    return (
        (tx.epoch, tx.seq),
        list(tx.open_announcements()),
        list(tx.open_announcements("main")),
        [tx.all(kind) for kind in KINDS_READ],
        [tx.get(Announcement, id) for id in IDS],
        [tx.get(Counter, id) for id in "12"],
        tx.events(max(0, tx.seq - 5), 3),
        tx.count_events(max(0, tx.seq - 4), tx.seq),
    )


def judged(open_ones: OpenAnnouncements) -> Any:
    """Return what is asked of the open ones at every event."""
    zones = (None, Zone("main", ""), Zone("main", "", held=True))
    return (
        open_ones.count("preparing", "queued"),
        dict(open_ones.preparing),
        [hold_of(open_ones, zone) for zone in zones],
        [stale_of(open_ones, zone, moment) for zone in zones for moment in MOMENTS],
    )


def plainly_judged(items: list[Announcement]) -> Any:
    """Say the same by looking at every one."""

    def hold(zone: Zone | None) -> str:
        if any(one.priority == "emergency" for one in items):
            return "emergency"
        if any(one.hold_calls and one.state in {"queued", "started"} for one in items):
            return "announcement"
        return "staff" if zone and zone.held else ""

    zones = (None, Zone("main", ""), Zone("main", "", held=True))
    return (
        sum(one.state in {"preparing", "queued"} for one in items),
        {one.id: one for one in items if one.state == "preparing"},
        [hold(zone) for zone in zones],
        [
            [
                one
                for one in items
                if one.expires_at
                and one.expires_at <= moment
                and not (hold(zone) and one.kind == "call")
            ]
            for zone in zones
            for moment in MOMENTS
        ],
    )


def fresh(url: str, work: Callable[[Transaction], T]) -> T:
    """Do work through a journal that remembers nothing."""
    with contextlib.closing(open_journal(url)) as other:
        return other.read("lahat", work)


@contextlib.contextmanager
def new_journal() -> Iterator[tuple[str, Journal, Journal]]:
    """Yield the address of a new database, and two journals on it, as two servers have them."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'panggil.db'}"
        with (
            contextlib.closing(open_journal(url)) as ours,
            contextlib.closing(open_journal(url)) as theirs,
        ):
            ours.create_hall(LAHAT)
            yield url, ours, theirs


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, min_size=1, max_size=12))
def test_what_is_remembered_is_what_stands(
    given: list[tuple[str, list[tuple[str, dict[str, Any]]]]],
) -> None:
    """In any order of what two servers do, with work that fails and copies that are put back."""
    with new_journal() as (url, ours, theirs):
        for who, given_rows in given:
            if who == "failing":

                def fail(tx: Transaction, these: Any = given_rows) -> None:
                    everything(tx)
                    append(tx, these)
                    raise _WentWrong

                with contextlib.suppress(_WentWrong):
                    ours.write("lahat", fail)
            elif who == "restored":
                ours.renew_epoch("lahat")
            else:
                times = KEPT_EVENTS if who == "far" else 1
                server = ours if who == "ours" else theirs
                server.write("lahat", lambda tx, n=times, these=given_rows: append(tx, these * n))
            remembered = ours.read("lahat", everything)
            assert remembered == fresh(url, everything)
            assert ours.look("lahat", everything) == remembered
            open_ones = ours.read("lahat", lambda tx: tx.open_announcements())
            assert judged(open_ones) == plainly_judged(list(open_ones))


def test_a_transaction_sees_what_it_appended(journal: Journal) -> None:
    """Before it is committed, and after; one that fails leaves nothing behind."""
    queued = rows.announcement("a")

    def work(tx: Transaction) -> list[str]:
        assert list(tx.open_announcements()) == []
        append(tx, [("announcement", queued)])
        return [one.id for one in tx.open_announcements()]

    assert journal.write("lahat", work) == ["a"]

    def fail(tx: Transaction) -> None:
        append(tx, [("announcement", rows.announcement("b"))])
        raise _WentWrong

    with pytest.raises(_WentWrong):
        journal.write("lahat", fail)
    assert [one.id for one in journal.read("lahat", lambda tx: tx.open_announcements())] == ["a"]


def test_an_event_that_failed_half_way_is_never_kept(journal: Journal) -> None:
    """Whatever the work made of it: the head row would not know of it."""

    def careless(tx: Transaction) -> None:
        with contextlib.suppress(JournalError):
            append(tx, [("counter", {**rows.counter("\0"), "id": "\0"})])

    with pytest.raises(JournalError):
        journal.write("lahat", careless)
    assert journal.position("lahat")[1] == 0
    assert journal.events("lahat", 0) == []


def test_a_shorter_journal_of_the_same_epoch_is_read_anew(journal: Journal) -> None:
    """A copy put back behind our back, that has grown to the same length again."""
    append_one = lambda id: journal.write(  # noqa: E731
        "lahat", lambda tx: append(tx, [("announcement", rows.announcement(id))])
    )
    append_one("a")
    append_one("b")

    def shorten(connection: Any) -> None:
        for table in ("events", "announcements"):
            connection.execute(text(f"DELETE FROM {table} WHERE seq = 2"))
        connection.execute(text("UPDATE heads SET seq = 1"))

    journal.database.write(shorten)
    assert [one.id for one in journal.read("lahat", lambda tx: tx.open_announcements())] == ["a"]
    append_one("c")
    found = journal.read("lahat", lambda tx: tx.open_announcements())
    assert [one.id for one in found] == ["a", "c"]


@contextlib.contextmanager
def asked_of(journal: Journal) -> Iterator[list[str]]:
    """Yield what the database is asked for meanwhile: the first word of each statement."""
    asked: list[str] = []
    if journal.database.is_sqlite:  # what goes past SQLAlchemy counts, too
        driver = journal.database._reader.engine.raw_connection().driver_connection
        assert driver is not None
        driver.set_trace_callback(lambda statement: asked.append(statement.split()[0]))
        yield asked
        driver.set_trace_callback(None)
        return

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement.split()[0])

    engine = journal.database._reader.engine
    sql_event.listen(engine, "before_cursor_execute", note)
    yield asked
    sql_event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("waiting", [0, 300])
def test_a_look_asks_for_nothing_however_many_wait(journal: Journal, waiting: int) -> None:
    """After a call announcer and preparation need no database; who reads asks where it is."""
    base = Announcement.from_json(rows.announcement("w"))
    many = [("announcement", replace(base, id=f"w{n}").to_json()) for n in range(waiting)]
    journal.write("lahat", lambda tx: append(tx, many))
    journal.read("lahat", everything)
    journal.write("lahat", lambda tx: append(tx, [("announcement", rows.announcement("new"))]))

    def work(tx: Transaction) -> Any:
        return list(tx.open_announcements()), tx.get(Zone, "main"), tx.events(tx.seq - 1, 9)

    with asked_of(journal) as asked:
        looked = journal.look("lahat", work)
        assert [word for word in asked if word == "SELECT"] == []
        assert journal.read("lahat", work) == looked
    assert [word for word in asked if word == "SELECT"] == ["SELECT"]
    assert len(looked[0]) == waiting + 1


def test_a_look_sees_what_another_server_told_of(journal: Journal, database_url: str) -> None:
    """On PostgreSQL it tells at the commit; until it is heard, nobody is behind by a second."""
    journal.read("lahat", everything)
    told: list[int] = []
    journal.on_change(lambda hall, seq: told.append(seq))
    with contextlib.closing(open_journal(database_url)) as other:
        other.write("lahat", lambda tx: append(tx, [("announcement", rows.announcement("a"))]))
    ids = lambda: [one.id for one in journal.look("lahat", Transaction.open_announcements)]  # noqa: E731
    if not journal.database.is_sqlite:
        wait_until(lambda: bool(told))
        assert ids() == ["a"]
    wait_until(lambda: ids() == ["a"])


def test_a_look_reads_what_is_not_remembered(journal: Journal) -> None:
    """An announcement that ended long ago; what failed is not seen, nor a life that is over."""
    ended = rows.announcement("old", state="finished")
    journal.write("lahat", lambda tx: append(tx, [("announcement", ended)]))
    found = journal.look("lahat", lambda tx: tx.get(Announcement, "old"))
    assert found is not None
    assert found.state == "finished"

    def fail(tx: Transaction) -> None:
        append(tx, [("announcement", rows.announcement("b"))])
        raise _WentWrong

    with pytest.raises(_WentWrong):
        journal.write("lahat", fail)
    assert list(journal.look("lahat", Transaction.open_announcements)) == []
    epoch = journal.renew_epoch("lahat")
    assert journal.look("lahat", lambda tx: tx.epoch) == epoch
