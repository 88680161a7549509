"""Bring a database to this release's schema; refuse one that a newer release has migrated."""

from __future__ import annotations

from sqlalchemy import Connection

from display.journal import schema
from display.journal.database import Database


def migrate(database: Database) -> None:
    """Create the tables."""

    def work(connection: Connection) -> None:
        schema.metadata.create_all(connection)

    database.write(work)
