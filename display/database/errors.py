"""What can go wrong with the database. No error of SQL or of a driver leaves this package."""

from __future__ import annotations

from display.errors import PanggilError


class JournalError(PanggilError):
    """Raised when the journal cannot do what was asked."""


class JournalUnavailable(JournalError):
    """Raised when the database cannot be reached or is held by somebody else for too long."""

    exit_code = 5


class JournalBusy(JournalUnavailable):
    """Raised when another try may succeed: a lock, a lost race, a connection that broke early."""


class JournalLocked(JournalBusy):
    """Raised when another program holds the database file for too long."""


class JournalFull(JournalError):
    """Raised when the disk of the database is full. Nothing of the transaction was kept."""


class JournalDamaged(JournalUnavailable):
    """Raised when the database file is damaged or is no database; a backup has to be restored."""


class SchemaTooNew(JournalError):
    """Raised when a newer release has migrated this database; this release cannot read it."""

    exit_code = 4


class BadEvent(JournalError):
    """Raised when an event has an unknown name or data that the journal cannot hold."""


class UnknownHall(JournalError):
    """Raised when the journal knows no such hall."""


class AlreadyExists(JournalError):
    """Raised when a hall, token or user of that name is there already."""


class LeaseLost(JournalError):
    """Raised when work that may be done once is no longer this server's: another leads the hall."""
