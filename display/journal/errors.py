"""What can go wrong with the journal. No error of SQL or of a driver leaves this package."""

from __future__ import annotations

from display.database import JournalError


class DuplicateEvent(JournalError):
    """Raised when an ``event_id`` is in the journal already: the last guard against doubling."""
