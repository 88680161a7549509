"""Migrations: every database ends at this release's schema, or is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from display.accounts import AccountStore, User
from display.database import SchemaTooNew
from display.database.migration import FOLDER, run_migrations
from display.database.schema import HEAD, metadata
from display.journal import Hall, open_journal


@pytest.fixture
def engine(database_url: str):
    engine = create_engine(database_url)
    yield engine
    engine.dispose()


def test_migrations_build_the_tables_of_the_schema(database_url: str, engine) -> None:
    """What the numbered files make and what the code expects are the same."""
    with engine.begin() as connection:
        run_migrations(connection, None)
    _assert_schema(engine)
    open_journal(database_url).close()


def test_an_empty_database_gets_the_same_tables_at_once(database_url: str, engine) -> None:
    """A first start needs no Alembic, and the next release's migrations find it at the head."""
    open_journal(database_url).close()
    _assert_schema(engine)
    with engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == HEAD


def _assert_schema(engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_file_is_the_head_that_code_expects() -> None:
    """A start compares HEAD with the database before it imports Alembic."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_database_of_a_newer_release_is_refused(database_url: str, engine) -> None:
    """It is left as it is, and the message says what to do."""
    open_journal(database_url).close()
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNew, match="9999"):
        open_journal(database_url)
    with engine.connect() as connection:
        assert (
            connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
        )


def test_servers_that_start_together_migrate_once(database_url: str) -> None:
    """The others wait and find the work done."""
    with ThreadPoolExecutor(4) as pool:
        for journal in pool.map(lambda _: open_journal(database_url, patience_s=60), range(4)):
            assert journal.halls() == []
            journal.close()


@pytest.mark.parametrize("release", ["0001", "0002", "0003", "0004", "0005"])
def test_a_database_of_an_earlier_release_gets_what_is_new(
    database_url: str, engine, release: str
) -> None:
    """Its halls and users are kept, and it has the tables of a new one."""
    with engine.begin() as connection:
        run_migrations(connection, None, release)
        connection.execute(
            text("INSERT INTO halls VALUES ('lahat', 'MPP', 'Lahat', 'Asia/Jakarta')")
        )
        connection.execute(
            text(
                "INSERT INTO users (id, hall, name, role, password_hash, must_change, created_at)"
                " VALUES ('u1', 'lahat', 'admin', 'admin', '$', false, 'then')"
            )
        )
    journal = open_journal(database_url)
    assert journal.halls() == [Hall("lahat", "MPP", "Lahat", "Asia/Jakarta")]
    assert AccountStore(journal.database).users() == [
        User("u1", "lahat", "admin", "admin", "$", False, "then")
    ]
    journal.close()
    _assert_schema(engine)
