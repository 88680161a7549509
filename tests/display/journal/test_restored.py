"""A database that was put back from a copy is noticed: clients begin anew, nothing is lost twice.

Screens hold positions of an epoch. In a copy the same positions are other events, so the epoch must
be another, whether the copy came while the server ran or while it did not.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from display.database import JournalUnavailable
from display.journal import Counter, Journal, open_journal
from tests.contract import rows
from tests.contract.conftest import LAHAT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database is: in a folder of its own."""
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "panggil.db"


class House:
    """A hall's database on its disk, and whoever copies it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.copy = path.parent.parent / "copy.db"
        self.journal = self.open()
        self.journal.create_hall(LAHAT)

    def open(self) -> Journal:
        return open_journal(f"sqlite:///{self.path}", patience_s=0.3)

    def restart(self) -> Journal:
        self.journal.close()
        self.journal = self.open()
        return self.journal

    def write(self, times: int = 1) -> tuple[str, int]:
        for _ in range(times):
            self.journal.write("lahat", rows.note)
        return self.journal.position("lahat")

    def take_copy(self) -> None:
        """As a good backup does it, while the hall is open."""
        with sqlite3.connect(self.path) as source, sqlite3.connect(self.copy) as target:
            source.backup(target)
        source.close()
        target.close()

    def put_back(self) -> None:
        """As ``mv`` does it: the copy takes the name at once."""
        fresh = self.path.with_name("fresh")
        shutil.copy(self.copy, fresh)
        os.replace(fresh, self.path)


@pytest.fixture
def house(path: Path) -> Iterator[House]:
    """A database with three events, a copy of it, and two events since."""
    house = House(path)
    house.write(3)
    house.take_copy()
    house.write(2)
    yield house
    house.journal.close()


def told(house: House) -> bool:
    return house.journal.restored("lahat") is not None


def test_an_ordinary_restart_goes_on(house: House) -> None:
    """The same epoch: screens resume where they were."""
    before = house.journal.position("lahat")
    assert house.restart().position("lahat") == before
    assert not told(house)


def test_a_restart_after_a_kill_goes_on(house: House) -> None:
    """The mark may be behind the journal: what was kept since is no other life."""
    before = house.journal.position("lahat")
    shutil.copy(house.path.with_name("panggil.db.mark"), house.path.with_name("old"))
    old = house.path.with_name("old").read_bytes()
    epoch, seq = house.write(4)
    house.journal.close()
    with house.path.with_name("panggil.db.mark").open("r+b") as mark:
        mark.write(old)
    house.journal = house.open()
    assert house.journal.position("lahat") == (epoch, seq) == (before[0], before[1] + 4)
    assert not told(house)


def test_a_copy_put_back_before_a_start(house: House) -> None:
    """It lacks two events, and says nothing of that itself."""
    epoch, _ = house.journal.position("lahat")
    house.journal.close()
    house.put_back()
    house.journal = house.open()
    renewed, seq = house.journal.position("lahat")
    restored = house.journal.restored("lahat")
    assert seq == 3
    assert renewed != epoch
    assert restored is not None
    assert (restored.lost_from, restored.seq) == (5, 3)
    assert house.restart().position("lahat") == (renewed, 3)  # noticed once
    assert told(house)  # and known until somebody says that they know
    house.journal.settle_restored("lahat")
    assert not told(house)


@pytest.mark.parametrize("written", [2, 7])
def test_a_copy_that_has_gone_on_elsewhere(house: House, written: int) -> None:
    """As long as the one that was lost, or longer: the positions fit, the events do not."""
    epoch, _ = house.journal.position("lahat")
    house.journal.close()
    mark = house.path.with_name("panggil.db.mark").read_bytes()
    house.put_back()
    house.path.with_name("panggil.db.mark").unlink()
    house.journal = house.open()
    with sqlite3.connect(house.path) as database:  # elsewhere nobody had noticed
        database.execute("UPDATE heads SET epoch = ?", (epoch,))
    database.close()
    assert house.write(written) == (epoch, 3 + written)
    house.journal.close()
    with house.path.with_name("panggil.db.mark").open("r+b") as file:
        kept = file.read()
        file.seek(0)
        number = kept[: kept.index(b",")]  # the file is the one that it was
        file.write(number + mark[mark.index(b",") :])
    house.journal = house.open()
    renewed, seq = house.journal.position("lahat")
    assert seq == 3 + written
    assert renewed != epoch
    assert told(house)


def test_a_database_from_another_machine(house: House) -> None:
    """Without a mark nobody can vouch for it; and nobody says that anything was lost."""
    epoch, seq = house.journal.position("lahat")
    house.journal.close()
    house.path.with_name("panggil.db.mark").unlink()
    house.journal = house.open()
    assert house.journal.position("lahat")[1] == seq
    assert house.journal.position("lahat")[0] != epoch
    assert not told(house)


def test_a_whole_folder_put_back(house: House, tmp_path: Path) -> None:
    """Database and mark agree with each other, but the mark's file is another."""
    epoch, seq = house.journal.position("lahat")
    house.journal.close()
    shutil.copytree(house.path.parent, tmp_path / "again")
    house.path = tmp_path / "again" / "panggil.db"
    house.journal = house.open()
    assert house.journal.position("lahat")[1] == seq
    assert house.journal.position("lahat")[0] != epoch


def test_a_mark_that_cannot_be_read_is_begun_anew(house: House) -> None:
    """Cut off, or somebody's text: a new epoch, and no start that fails."""
    epoch, _ = house.journal.position("lahat")
    house.journal.close()
    house.path.with_name("panggil.db.mark").write_bytes(b'{"file": 1, "halls": [')
    house.journal = house.open()
    renewed, _ = house.journal.position("lahat")
    assert renewed != epoch
    assert house.restart().position("lahat")[0] == renewed


def test_a_copy_renamed_over_the_open_database(house: House) -> None:
    """The next call is kept in the file that has the name, in a new epoch; listeners are woken."""
    epoch, _ = house.journal.position("lahat")
    woken: list[tuple[str, int]] = []
    house.journal.on_change(lambda hall, seq: woken.append((hall, seq)))
    house.put_back()
    house.journal.write("lahat", lambda tx: rows.note(tx, text="after"))
    assert ("lahat", 3) in woken
    assert house.journal.position("lahat")[1] == 4
    assert house.journal.position("lahat")[0] != epoch
    assert told(house)
    with sqlite3.connect(house.path) as database:
        assert database.execute("SELECT max(seq) FROM events").fetchone() == (4,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_who_only_reads_notices_it_too(house: House) -> None:
    """What is remembered of a position is not believed in the copy."""
    called = {"counter": rows.counter("3")}
    house.journal.write("lahat", lambda tx: tx.append("counter.changed", called))
    assert [c.id for c in house.journal.read("lahat", lambda tx: tx.all(Counter))] == ["3"]
    house.put_back()
    assert house.journal.read("lahat", lambda tx: tx.all(Counter)) == []
    assert told(house)


def test_a_write_that_has_begun_is_not_kept_in_a_lost_file(house: House) -> None:
    """The copy comes in the middle of it: it is done again, in the copy."""
    times: list[int] = []

    def work(tx):
        times.append(tx.seq)
        if len(times) == 1:
            house.put_back()
        return rows.note(tx)

    assert house.journal.write("lahat", work) == 4
    assert times == [5, 3]


def test_a_copy_written_into_the_open_database(house: House) -> None:
    """As ``sqlite3 … ".restore copy.db"`` does it: the file stays, its content is another."""
    epoch, _ = house.journal.position("lahat")
    with sqlite3.connect(house.copy) as source, sqlite3.connect(house.path) as target:
        source.backup(target)
    source.close()
    target.close()
    assert house.write()[1] == 4
    assert house.journal.position("lahat")[0] != epoch
    assert told(house)


def test_an_idle_hall_notices_it_when_it_looks(house: House) -> None:
    """As the monitor does once a second."""
    epoch, _ = house.journal.position("lahat")
    with sqlite3.connect(house.copy) as source, sqlite3.connect(house.path) as target:
        source.backup(target)
    source.close()
    target.close()
    house.journal.recognise()
    assert house.journal.position("lahat")[0] != epoch
    house.journal.recognise()
    assert told(house)


def test_another_program_of_ours_may_write(house: House) -> None:
    """`panggil user add` beside a running server is no copy that was put back."""
    before = house.journal.position("lahat")
    beside = house.open()
    beside.write("lahat", rows.note)
    beside.close()
    house.journal.recognise()
    assert house.write() == (before[0], before[1] + 2)
    assert not told(house)


def test_a_database_that_is_gone_takes_nothing(house: House) -> None:
    """Neither writing nor reading, with one sentence that names no folder; until it is back."""
    kept = house.path.with_name("aside")
    os.replace(house.path, kept)
    for use in (house.write, lambda: house.journal.position("lahat")):
        with pytest.raises(JournalUnavailable, match=r"^The database file panggil.db is gone"):
            use()
    assert not house.path.exists()
    os.replace(kept, house.path)
    assert house.write()[1] == 6
    assert not told(house)


def test_a_copy_that_is_still_on_its_way_is_waited_for(house: House) -> None:
    """`cp` writes from the front; half a database is none."""
    whole = house.copy.read_bytes()
    house.path.unlink()
    house.path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(JournalUnavailable, match="not whole yet"):
        house.write()
    with house.path.open("ab") as file:
        file.write(whole[len(whole) // 2 :])
    assert house.write()[1] == 4
    assert told(house)


def test_a_disk_that_takes_no_mark_stops_nobody(path: Path) -> None:
    """The journal is what counts."""
    path.with_name("panggil.db.mark").mkdir()
    house = House(path)
    assert house.write(2)[1] == 2
    assert house.restart().position("lahat")[1] == 2
    house.journal.close()
