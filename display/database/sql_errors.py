"""From the errors of SQL and its drivers to those of the journal: none other leaves here."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from display.database.errors import (
    AlreadyExists,
    BadEvent,
    JournalBusy,
    JournalDamaged,
    JournalError,
    JournalFull,
    JournalLocked,
    JournalUnavailable,
    UnknownHall,
)

# SQLite's primary result codes, sqlite.org/rescode.html; the lowest byte of an extended code.
_SQLITE = {
    sqlite3.SQLITE_BUSY: JournalLocked,
    sqlite3.SQLITE_LOCKED: JournalLocked,
    sqlite3.SQLITE_FULL: JournalFull,
    sqlite3.SQLITE_CORRUPT: JournalDamaged,
    sqlite3.SQLITE_NOTADB: JournalDamaged,
}

# SQLSTATE codes, PostgreSQL manual appendix A: serialization failure, deadlock, lock not available,
# the server is shutting down or starting; disk full; too many connections; data or index corrupted.
_POSTGRESQL = {
    "40001": JournalBusy,
    "40P01": JournalBusy,
    "55P03": JournalBusy,
    "57P01": JournalBusy,
    "57P02": JournalBusy,
    "57P03": JournalBusy,
    "53300": JournalBusy,
    "53100": JournalFull,
    "XX001": JournalDamaged,
    "XX002": JournalDamaged,
}


def failure(error: SQLAlchemyError, *, committing: bool = False) -> JournalError:
    """Return what ``error`` means to the journal, in one sentence.

    ``committing``: the connection broke while the commit was under way, so nobody knows whether the
    transaction was kept; then it is not a :class:`JournalBusy`, and a retry needs the same key.
    """
    if isinstance(error, IntegrityError):
        if _breaks_foreign_key(error):
            return UnknownHall("The journal knows no such hall.")
        return AlreadyExists(f"That is in the journal already: {_said(error)}")
    if isinstance(error, PoolTimeout):
        return JournalBusy("Every connection to the database is in use.")
    if not isinstance(error, DBAPIError):
        return JournalError(f"The database layer failed: {error}")
    kind = _kind(error)
    lost = error.connection_invalidated or issubclass(kind, JournalBusy)
    if committing and lost and _state(error) not in {"40001", "40P01"} and not _sqlite(error):
        return JournalUnavailable("The database was lost while it kept the transaction.")
    return kind(f"The database failed: {_said(error)}")


def _kind(error: DBAPIError) -> type[JournalError]:
    if _sqlite(error):
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        return _SQLITE.get(code, JournalUnavailable)
    if isinstance(error, DataError):
        return BadEvent
    state = _state(error)
    if state is None:  # no answer from the server: not reached, or the connection broke
        return JournalBusy
    return _POSTGRESQL.get(state, JournalUnavailable)


def _sqlite(error: DBAPIError) -> bool:
    return isinstance(error.orig, sqlite3.Error)


def _state(error: DBAPIError) -> str | None:
    state = getattr(error.orig, "sqlstate", None)
    return str(state) if state else None


def _said(error: DBAPIError) -> str:
    lines = str(error.orig).strip().splitlines()
    return lines[0] if lines else type(error.orig).__name__


def _breaks_foreign_key(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY or _state(error) == "23503"
