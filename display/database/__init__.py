"""The database: the engine, its schema and migrations.

:func:`open_database` opens it once; the journal, the audit log and the stores of accounts are made
on it. With these it is the only place that knows SQL.
"""

from display.database.copying import (
    CopyFacts,
    HallPosition,
    begin_anew,
    copy_database,
    examine_copy,
)
from display.database.engine import PATIENCE_S, Database, Run, run_here
from display.database.errors import (
    AlreadyExists,
    BadEvent,
    JournalDamaged,
    JournalError,
    JournalFull,
    JournalLocked,
    JournalUnavailable,
    LeaseLost,
    SchemaTooNew,
    UnknownHall,
)
from display.database.file_copy import force_gently
from display.database.leases import LEASE_S, Leases
from display.database.listener import Listener, notify, rouse
from display.database.migration import migrate, open_database
from display.database.record import Record
from display.database.schema import HEAD
from display.database.shared_files import SharedFiles
from display.database.sqlite.prepared import Prepared
from display.database.wakeups import Changes

__all__ = [
    "HEAD",
    "LEASE_S",
    "PATIENCE_S",
    "AlreadyExists",
    "BadEvent",
    "Changes",
    "CopyFacts",
    "Database",
    "HallPosition",
    "JournalDamaged",
    "JournalError",
    "JournalFull",
    "JournalLocked",
    "JournalUnavailable",
    "LeaseLost",
    "Leases",
    "Listener",
    "Prepared",
    "Record",
    "Run",
    "SchemaTooNew",
    "SharedFiles",
    "UnknownHall",
    "begin_anew",
    "copy_database",
    "examine_copy",
    "force_gently",
    "migrate",
    "notify",
    "open_database",
    "rouse",
    "run_here",
]
