"""The database: the engine, its schema and migrations.

With journal, accounts and audit the only packages that know SQL.
"""

from display.database.engine import PATIENCE_S, Database, Run, run_here
from display.database.errors import (
    AlreadyExists,
    BadEvent,
    JournalDamaged,
    JournalError,
    JournalFull,
    JournalUnavailable,
    SchemaTooNew,
    UnknownHall,
)
from display.database.listener import Listener, notify, rouse
from display.database.migration import migrate
from display.database.record import Record
from display.database.wakeups import Changes

__all__ = [
    "PATIENCE_S",
    "AlreadyExists",
    "BadEvent",
    "Changes",
    "Database",
    "JournalDamaged",
    "JournalError",
    "JournalFull",
    "JournalUnavailable",
    "Listener",
    "Record",
    "Run",
    "SchemaTooNew",
    "UnknownHall",
    "migrate",
    "notify",
    "rouse",
    "run_here",
]
