"""SQLite: how the file is set up, and what happens when it is locked, full, damaged or gone."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillRunning
from pathlib import Path

import pytest

from display.database import JournalDamaged, JournalFull, JournalUnavailable
from display.journal import Journal, open_journal
from tests.contract import rows
from tests.contract.conftest import LAHAT


def pragma(journal: Journal, name: str, *, writer: bool = False) -> object:
    def work(connection):
        result = connection.exec_driver_sql(f"PRAGMA {name}")
        return result.scalar() if result.returns_rows else None

    return (journal.database.write if writer else journal.database.read)(work)


@pytest.mark.real_commits
@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 200)],
)
def test_the_file_is_set_up_to_keep_what_it_acknowledged(journal: Journal, name, value) -> None:
    """WAL with FULL survives power loss."""
    assert pragma(journal, name, writer=True) == value
    assert pragma(journal, name) == value


def test_what_only_reads_cannot_write(journal: Journal) -> None:
    """It has a connection of its own, which refuses."""
    with pytest.raises(JournalUnavailable, match="readonly"):
        journal.database.read(lambda c: c.exec_driver_sql("DELETE FROM heads"))


def test_readers_wait_for_no_writer(journal: Journal, path: Path) -> None:
    """A transaction that takes long, or a locked file, stops nobody who looks."""
    journal.write("lahat", rows.note)
    begun, go_on = threading.Event(), threading.Event()

    def work(tx):
        rows.note(tx)
        begun.set()
        go_on.wait(60)

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(journal.write, "lahat", work)
        assert begun.wait(60)
        assert journal.position("lahat")[1] == 1  # and sees what was kept, nothing else
        go_on.set()
        writing.result(60)
    assert journal.position("lahat")[1] == 2


def test_a_reader_sees_one_moment(journal: Journal) -> None:
    """Whatever is kept while it reads."""
    journal.write("lahat", rows.note)

    def work(tx):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(journal.write, "lahat", rows.note).result(60)
        return tx.seq, [event.seq for event in tx.events(0, 10)]

    assert journal.read("lahat", work) == (1, [1])
    assert journal.position("lahat")[1] == 2


def test_only_its_owner_may_read_the_file(journal: Journal, path: Path) -> None:
    """It holds password hashes and the digests of tokens."""
    for file in path.parent.glob("panggil.db*"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_short_lock_is_waited_for(journal: Journal, path: Path) -> None:
    """Another process, a backup for instance, holds the file for a moment."""
    holder = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.05, lambda: holder.execute("COMMIT"))
    release.start()
    assert journal.write("lahat", rows.note) == 1
    release.join()
    holder.close()


def test_a_long_lock_makes_it_unavailable(journal: Journal, path: Path) -> None:
    """Within a bound, with one sentence; when the lock is gone it works again."""
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    with pytest.raises(JournalUnavailable, match="locked"):
        journal.write("lahat", rows.note)
    assert time.monotonic() - began < 30
    assert journal.position("lahat")[1] == 0  # readers do not wait for writers
    holder.execute("COMMIT")
    holder.close()
    assert journal.write("lahat", rows.note) == 1


def test_who_waits_behind_those_who_wait_in_vain_is_told_with_them(path: Path) -> None:
    """Ten pads of a locked hall are told after one patience, not after ten."""
    with ThreadPoolExecutor(1) as thread, ThreadPoolExecutor(8) as pads:
        journal = open_journal(
            f"sqlite:///{path}", lambda work: thread.submit(work).result(), patience_s=0.5
        )
        journal.create_hall(LAHAT)
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        tries: list[int] = []
        pressed = [
            pads.submit(journal.write, "lahat", lambda tx: tries.append(1)) for _ in range(8)
        ]
        for press in pressed:
            with pytest.raises(JournalUnavailable, match="locked"):
                press.result(60)
        assert tries == []
        holder.execute("COMMIT")
        holder.close()
        assert journal.write("lahat", rows.note) == 1
        journal.close()


def test_a_full_disk_keeps_nothing_of_the_transaction(journal: Journal) -> None:
    """It is said as such, and once there is room everything goes on without a hole."""
    journal.write("lahat", rows.note)
    before = journal.snapshot("lahat")
    limit(journal, pages=int(str(pragma(journal, "page_count"))))

    def work(tx):
        tx.append("ticket.called", {"call": rows.call()})
        for _ in range(20):
            rows.note(tx, text="x" * 4000)

    with pytest.raises(JournalFull):
        journal.write("lahat", work)
    assert journal.snapshot("lahat") == before
    limit(journal, pages=1_000_000)
    assert journal.write("lahat", rows.note) == 2


def limit(journal: Journal, pages: int) -> None:
    """Let the database have so many pages: SQLite reports a full disk beyond them."""
    pragma(journal, f"max_page_count = {pages}", writer=True)


def test_a_damaged_file_is_said_to_be_damaged(path: Path) -> None:
    """The way out is a backup, which is not that of a lock."""
    path.write_bytes(b"no database at all" * 1000)
    with pytest.raises(JournalDamaged):
        open_journal(f"sqlite:///{path}", patience_s=0.2)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all/panggil.db",
        "mysql://localhost/panggil",
        "not a url",
        "postgresql://127.0.0.1:1/panggil",
    ],
)
def test_a_database_that_cannot_be_opened_is_an_error(url: str) -> None:
    """One plain sentence, no trace of a driver."""
    with pytest.raises(JournalUnavailable) as caught:
        open_journal(url, patience_s=0.2)
    assert "\n" not in str(caught.value)


def test_a_closed_journal_refuses_work(journal: Journal) -> None:
    """It does not quietly open the file again."""
    journal.close()
    with pytest.raises(JournalUnavailable, match="closed"):
        journal.position("lahat")


def test_closing_waits_for_the_transaction_that_is_open(journal: Journal) -> None:
    """Its connection is not taken from under a thread that is still writing."""
    begun, go_on = threading.Event(), threading.Event()

    def slow(tx):
        begun.set()
        go_on.wait(30)
        return rows.note(tx)

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(journal.write, "lahat", slow)
        assert begun.wait(30)
        closing = pool.submit(journal.close)
        with pytest.raises(StillRunning):
            closing.result(0.2)
        go_on.set()
        writing.result(30)
        closing.result(30)


def test_a_file_that_cannot_be_written_is_still_read(journal: Journal) -> None:
    """What became read-only is an outage of writing, not of the board."""
    journal.write("lahat", rows.note)
    pragma(journal, "query_only = ON", writer=True)
    with pytest.raises(JournalUnavailable):
        journal.write("lahat", rows.note)
    assert journal.position("lahat")[1] == 1


def test_threads_take_turns_on_a_connection(journal: Journal) -> None:
    """No transaction is mixed into another, whatever the threads do."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: journal.write("lahat", rows.note), range(100)))
        pool.submit(journal.snapshot, "lahat").result()
    assert [event.seq for event in journal.events("lahat", 0)] == list(range(1, 101))


def test_blocking_work_is_run_as_asked(path: Path) -> None:
    """`run` decides in which thread the driver is called; nothing is called elsewhere."""
    with ThreadPoolExecutor(1) as pool:
        ran: list[str] = []

        def run(work):
            ran.append("once")
            return pool.submit(work).result()

        journal = open_journal(f"sqlite:///{path}", run)
        names = journal.database.read(lambda c: threading.current_thread().name)
        journal.close()
    assert names.startswith("ThreadPoolExecutor")
    # opened, revision, migration, the look at the mark, the read above, both connections closed
    assert len(ran) == 7


def test_a_start_without_migration_needs_no_alembic(path: Path) -> None:
    """A server, on an empty database or an up-to-date one, pays neither its time nor its memory."""
    program = (
        "import sys; from display.journal import open_journal;"
        f"open_journal('sqlite:///{path}').close(); print('alembic' in sys.modules)"
    )
    answers = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert [answer.stdout.split()[-1] for answer in answers] == ["False", "False"]
