"""PostgreSQL: wake-ups across processes, connections that are cut, and what its errors mean."""

from __future__ import annotations

import queue
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import make_url, text

from display.accounts import AccountStore, User
from display.database import BadEvent, JournalDamaged, JournalFull, JournalUnavailable
from display.database.errors import JournalBusy
from display.database.postgresql import is_pooled
from display.journal import Journal, Service, open_journal
from tests.contract import rows
from tests.contract.conftest import LAHAT
from tests.contract.postgresql import ask

PATIENCE_S = 30.0


@pytest.fixture
def journal(postgresql_url: str) -> Iterator[Journal]:
    """A journal on PostgreSQL that knows the hall of Lahat."""
    journal = open_journal(postgresql_url)
    journal.create_hall(LAHAT)
    yield journal
    journal.close()


@pytest.fixture
def other(journal: Journal, postgresql_url: str) -> Iterator[Journal]:
    """The journal of another server on the same database."""
    other = open_journal(postgresql_url)
    yield other
    other.close()


@pytest.fixture
def heard(journal: Journal) -> queue.Queue[tuple[str, int]]:
    """What this server's journal is told."""
    told: queue.Queue[tuple[str, int]] = queue.Queue()
    journal.on_change(lambda hall, seq: told.put((hall, seq)))
    return told


def wait_for(heard: queue.Queue[tuple[str, int]], seq: int) -> None:
    while heard.get(timeout=PATIENCE_S)[1] < seq:
        pass


def test_a_commit_of_another_server_is_told(other: Journal, heard) -> None:
    """With its seq, once."""
    other.write("lahat", rows.note)
    wait_for(heard, 1)
    assert other.write("lahat", rows.note) == 2
    assert heard.get(timeout=PATIENCE_S) == ("lahat", 2)


def test_the_restore_of_another_server_is_told(journal: Journal, other: Journal, heard) -> None:
    """The epoch has changed though the seq has not."""
    other.write("lahat", rows.note)
    wait_for(heard, 1)
    while not journal._changes._epochs:  # only the poll carries the epoch
        time.sleep(0.01)
    other.renew_epoch("lahat")
    assert heard.get(timeout=PATIENCE_S) == ("lahat", 1)


def test_a_listener_that_is_cut_off_comes_back(other: Journal, heard, postgresql_url) -> None:
    """Whatever was written while nobody listened is told (R10: pg_terminate_backend)."""
    database = make_url(postgresql_url).database
    for seq in range(1, 11):
        ask(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            f" WHERE datname = '{database}' AND pid <> pg_backend_pid()"
        )
        other.write("lahat", rows.note)
        wait_for(heard, seq)


def test_a_wake_up_that_was_lost_costs_a_second(other: Journal, heard, postgresql_url) -> None:
    """An append without NOTIFY, as after a lost one, is found by the poll."""
    other.write("lahat", rows.note)
    wait_for(heard, 1)
    database = make_url(postgresql_url).database
    ask("UPDATE heads SET seq = 7", database)
    wait_for(heard, 7)


def test_strangers_on_the_channel_are_ignored(other: Journal, heard, postgresql_url) -> None:
    """A payload that is not ours wakes nobody and harms nothing."""
    database = make_url(postgresql_url).database
    for payload in ("", "lahat", "lahat:", ":1", "lahat:x", "lahat:-1"):
        ask(f"SELECT pg_notify('panggil', '{payload}')", database)
    other.write("lahat", rows.note)
    wait_for(heard, 1)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("53100", JournalFull),
        ("XX001", JournalDamaged),
        ("42501", JournalUnavailable),
        ("22021", BadEvent),
        ("40001", JournalUnavailable),
    ],
)
def test_what_postgresql_reports_is_translated(postgresql_url: str, code: str, error) -> None:
    """Codes of the manual, raised by the server itself; what may pass is tried for a while."""
    journal = open_journal(postgresql_url, patience_s=0.1)
    statement = text(f"DO $$ BEGIN RAISE 'no room' USING ERRCODE = '{code}'; END $$")
    with pytest.raises(error, match="no room"):
        journal.database.write(lambda connection: connection.execute(statement))
    journal.close()


def test_a_lost_race_is_run_again(journal: Journal) -> None:
    """A serialisation failure or a deadlock is no error of the caller."""
    runs = []

    def work(connection) -> int:
        runs.append(1)
        if len(runs) < 3:
            connection.execute(text("DO $$ BEGIN RAISE 'x' USING ERRCODE = '40P01'; END $$"))
        return len(runs)

    assert journal.database.write(work) == 3


def test_a_connection_cut_before_the_commit_is_tried_again(journal: Journal) -> None:
    """Nothing was kept, so nothing can be doubled."""
    cuts = iter([True, False])

    def work(tx) -> int:
        seq = rows.note(tx)
        if next(cuts):
            pid = tx._connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            ask(f"SELECT pg_terminate_backend({pid})")
            tx.all(Service)
        return seq

    assert journal.write("lahat", work) == 1
    assert journal.position("lahat")[1] == 1


def test_a_connection_cut_at_the_commit_is_not_tried_again(journal: Journal) -> None:
    """Nobody knows whether it was kept: only the caller's key can tell, so the caller must ask."""
    runs = []

    def work(connection) -> None:
        runs.append(1)
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        ask(f"SELECT pg_terminate_backend({pid})")

    with pytest.raises(JournalUnavailable) as caught:
        journal.database.write(work)
    assert not isinstance(caught.value, JournalBusy)
    assert runs == [1]
    assert journal.write("lahat", rows.note) == 1


@pytest.mark.parametrize("name", ["\0", "x" * 1000])
def test_a_value_that_the_driver_refuses_is_no_outage(journal: Journal, name: str) -> None:
    """It is said at once; trying again would not help."""
    with pytest.raises(BadEvent):
        AccountStore(journal.database).add_user(
            User("u1", "lahat", name, "admin", "", False, rows.NOON)
        )


def test_a_direct_connection_is_no_pooler_s(postgresql_url) -> None:
    """It has the number of the process that serves it."""
    journal = open_journal(postgresql_url)
    with journal.database.connect_listener() as connection:
        assert not is_pooled(connection)
    journal.close()


def test_behind_a_pooler_each_transaction_brings_its_settings(postgresql_url, monkeypatch) -> None:
    """The next one may have another connection, on which nobody has set or prepared anything."""
    monkeypatch.setattr("display.database.postgresql.is_pooled", lambda _: True)
    monkeypatch.setattr("display.database.listener.is_pooled", lambda _: True)
    journal, other = open_journal(postgresql_url), open_journal(postgresql_url)
    journal.create_hall(LAHAT)
    told: queue.Queue[tuple[str, int]] = queue.Queue()
    journal.on_change(lambda hall, seq: told.put((hall, seq)))
    for seq in range(1, 21):  # a statement is prepared when it comes for the sixth time
        other.write("lahat", rows.note)
        wait_for(told, seq)
    asked = text("SELECT current_setting('lock_timeout'), count(*) FROM pg_prepared_statements")
    found = other.database.write(lambda c: c.execute(asked).one())
    assert tuple(found) == ("5s", 0)
    for each in (journal, other):
        each.close()


def test_a_database_set_back_begins_one_new_epoch(
    journal: Journal, other: Journal, postgresql_url: str
) -> None:
    """To a moment before, as a recovery does it: whoever notices it first tells all servers."""
    for _ in range(3):
        journal.write("lahat", rows.note)
    epoch, _ = journal.position("lahat")
    other.recognise()

    def set_back(connection) -> None:
        connection.execute(text("DELETE FROM events WHERE seq = 3"))
        connection.execute(text("UPDATE heads SET seq = 2"))

    journal.database.write(set_back)
    journal.recognise()
    renewed, seq = journal.position("lahat")
    assert seq == 2
    assert renewed != epoch
    assert journal.restored("lahat") is not None
    other.recognise()  # it takes the new life as it is
    journal.recognise()
    assert other.position("lahat") == journal.position("lahat") == (renewed, 2)


def test_a_server_knows_after_its_own_restart(postgresql_url: str, tmp_path) -> None:
    """By the mark in its data folder; a server that comes new takes the hall as it is."""
    mark = tmp_path / "panggil.mark"
    first = open_journal(postgresql_url, mark=mark)
    first.create_hall(LAHAT)
    first.write("lahat", rows.note)
    first.write("lahat", lambda tx: rows.note(tx, text="lost"))
    epoch, _ = first.position("lahat")
    first.close()
    beside = open_journal(postgresql_url, mark=tmp_path / "another.mark")
    assert beside.position("lahat") == (epoch, 2)
    beside.database.write(
        lambda c: c.execute(text("UPDATE events SET event_id = 'other' WHERE seq = 2"))
    )
    beside.close()
    again = open_journal(postgresql_url, mark=mark)
    assert again.position("lahat")[0] != epoch
    assert again.restored("lahat") is not None
    again.close()
