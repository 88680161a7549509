"""The journal room: the only one that knows SQL. What other rooms may use is listed here."""

from display.journal.errors import (
    AlreadyExists,
    BadEvent,
    DuplicateEvent,
    JournalDamaged,
    JournalError,
    JournalFull,
    JournalUnavailable,
    SchemaTooNew,
    UnknownHall,
)
from display.journal.events import EVENT_NAMES, Event
from display.journal.fold import fold
from display.journal.journal import Journal, open_journal
from display.journal.records import (
    Announcement,
    Call,
    Counter,
    Fault,
    Hall,
    NowServing,
    Pronunciation,
    Recording,
    Service,
    Template,
    Token,
    User,
    Waiting,
    Zone,
)
from display.journal.transaction import Transaction

__all__ = [
    "EVENT_NAMES",
    "AlreadyExists",
    "Announcement",
    "BadEvent",
    "Call",
    "Counter",
    "DuplicateEvent",
    "Event",
    "Fault",
    "Hall",
    "Journal",
    "JournalDamaged",
    "JournalError",
    "JournalFull",
    "JournalUnavailable",
    "NowServing",
    "Pronunciation",
    "Recording",
    "SchemaTooNew",
    "Service",
    "Template",
    "Token",
    "Transaction",
    "UnknownHall",
    "User",
    "Waiting",
    "Zone",
    "fold",
    "open_journal",
]
