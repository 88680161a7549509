"""Bring a database to this release's schema; refuse one that a newer release has migrated.

An empty database gets the tables of :mod:`display.database.schema` at once, and is marked as being
at its head; a test holds both ways to the same tables. Alembic is imported only when there is
something to migrate: it takes 0.4 s and 14 MB that a server would never give back.
"""

from __future__ import annotations

from pathlib import Path

import structlog
from sqlalchemy import Connection, inspect, text

from display.database.engine import PATIENCE_S, Database, Run, run_here
from display.database.errors import SchemaTooNew
from display.database.file_copy import keep_before_migration
from display.database.schema import HEAD, metadata

log = structlog.get_logger(__name__)

FOLDER = Path(__file__).parent / "migrations"

# Any number that nobody else uses: servers that start together migrate one after the other.
_LOCK = text("SELECT pg_advisory_xact_lock(771020261)")

MARK_TABLE = text(
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
"""The table in which Alembic keeps the revision, as it makes it itself."""


def open_database(
    url: str,
    run: Run | None = None,
    *,
    patience_s: float = PATIENCE_S,
    run_reads: Run | None = None,
) -> Database:
    """Open the database at ``url`` and migrate it to this release's schema.

    ``sqlite:////path/panggil.db`` or ``postgresql+psycopg://…``. ``run`` is how blocking work is
    run, for SQLite under gevent in a pool of one thread; default: in the caller's. ``run_reads`` is
    the same for what only reads, so that it does not wait for a writer. A lock or a lost connection
    is waited for ``patience_s`` seconds. Raises :class:`JournalUnavailable` or
    :class:`SchemaTooNew`, each with one plain sentence.

    Open it once in a process: on SQLite its one writing connection is the turn that all stores wait
    for.
    """
    database = Database(url, run or run_here, patience_s, run_reads=run_reads)
    database.on_foreign_change(_upgrade)  # a copy that is put back may be of an older release
    try:
        migrate(database)
    except BaseException:
        database.close()
        raise
    return database


def migrate(database: Database) -> None:
    """Run what migrations are missing, in one transaction, one process at a time.

    An SQLite file is copied before (:func:`keep_before_migration`). Raises :class:`JournalFull`
    where there is no room for that, and :class:`SchemaTooNew` for a revision that this release does
    not know.
    """
    stored = database.read(revision)
    if stored == HEAD:
        return
    if database.file and stored is not None and stored < HEAD:
        kept = keep_before_migration(database.file, stored)
        log.info("a copy of the database was kept", file=kept.name)
    database.write(_upgrade)


def revision(connection: Connection) -> str | None:
    """Return the revision that the database has, ``None`` for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK)
    stored = revision(connection)  # anew: another process may have migrated meanwhile
    if stored is None:
        _create(connection)
    elif stored != HEAD:
        run_migrations(connection, stored)
    if stored != HEAD:
        log.info("the database was migrated", before=stored, after=HEAD)


def _create(connection: Connection) -> None:
    """Make every table, and the mark by which Alembic knows where this database stands."""
    metadata.create_all(connection)
    connection.execute(MARK_TABLE)
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def run_migrations(connection: Connection, stored: str | None, target: str = "head") -> None:
    """Run the numbered migrations after ``stored`` (``None``: all) up to ``target``."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if stored is not None and stored not in known:
        raise SchemaTooNew(
            f"The database has schema {stored}, of a newer release of Panggil; this release knows "
            f"up to {HEAD}. Install that release, or restore a backup."
        )
    command.upgrade(config, target)
