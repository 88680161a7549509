"""An upgrade leaves a way back: the database as it was, beside the one that was migrated."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from display.database import JournalFull
from display.database.file_copy import MOST_EARLIER
from display.database.migration import FOLDER, run_migrations
from display.database.schema import HEAD
from display.journal import open_journal
from tests.furnished import put_database


def earlier_revision() -> str:
    """Return the revision of the release before this one."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    head = ScriptDirectory.from_config(config).get_revision(HEAD)
    assert head
    assert isinstance(head.down_revision, str)
    return head.down_revision


def put_earlier(folder: Path, revision: str) -> Path:
    """Put a furnished database of an earlier release's tables into a folder."""
    path = folder / "panggil.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        run_migrations(connection, None, revision)
    engine.dispose()
    put_database(folder / "now", "lahat")
    with closing(sqlite3.connect(path)) as old, old:
        old.execute("ATTACH ? AS new", (str(folder / "now" / "panggil.db"),))
        for (table,) in old.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'"):
            if table != "alembic_version":
                names = ", ".join(row[1] for row in old.execute(f"PRAGMA main.table_info({table})"))
                old.execute(f"INSERT INTO main.{table} SELECT {names} FROM new.{table}")
    return path


def revision_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as database:
        return str(database.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def test_the_database_is_kept_as_it_was_and_goes_on_when_it_is_put_back(tmp_path: Path) -> None:
    """Migrated with all its events; put back it is the earlier one, and begins a new epoch."""
    earlier = earlier_revision()
    path = put_earlier(tmp_path, earlier)
    journal = open_journal(f"sqlite:///{path}")
    epoch, seq = journal.position("lahat")
    journal.write("lahat", lambda tx: tx.append("calls.held", {}))
    journal.close()
    kept = tmp_path / f"panggil.db.schema-{earlier}"
    assert (revision_of(path), revision_of(kept)) == (HEAD, earlier)
    assert kept.stat().st_mode & 0o777 == 0o600
    shutil.copy(kept, path)  # what an earlier release is started with again
    assert revision_of(path) == earlier
    again = open_journal(f"sqlite:///{path}")  # … and the later one, at the next try
    back = again.position("lahat")
    again.close()
    assert back[1] == seq
    assert back[0] != epoch


def test_nothing_is_migrated_without_room_for_the_way_back(tmp_path: Path, monkeypatch) -> None:
    """It is said how much has to be freed; the database is as it was."""
    earlier = earlier_revision()
    path = put_earlier(tmp_path, earlier)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(JournalFull, match="Nothing was changed"):
        open_journal(f"sqlite:///{path}")
    assert revision_of(path) == earlier
    assert not list(tmp_path.glob("*.part"))


def test_only_a_few_earlier_databases_are_kept(tmp_path: Path) -> None:
    """The newest of them; a start that migrates nothing leaves none."""
    path = put_earlier(tmp_path, earlier_revision())
    for number in range(MOST_EARLIER + 2):
        (tmp_path / f"panggil.db.schema-old{number}").write_bytes(b"")
    for _ in range(2):
        open_journal(f"sqlite:///{path}").close()
    found = [path.name for path in tmp_path.glob("panggil.db.schema-*")]
    assert len(found) == MOST_EARLIER
    assert f"panggil.db.schema-{earlier_revision()}" in found
