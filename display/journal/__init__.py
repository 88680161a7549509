"""The journal room: the only one that knows SQL. What other rooms may use is listed here."""

from display.journal.actor import Actor, acting, current_actor, set_actor
from display.journal.audit import AuditFilter
from display.journal.errors import (
    AlreadyExists,
    BadEvent,
    DuplicateEvent,
    JournalDamaged,
    JournalError,
    JournalFull,
    JournalUnavailable,
    LastAdmin,
    SchemaTooNew,
    UnknownHall,
)
from display.journal.events import EVENT_NAMES, Event
from display.journal.fold import fold
from display.journal.journal import Journal, open_journal
from display.journal.records import (
    Announcement,
    AuditEntry,
    Call,
    Counter,
    Fault,
    Hall,
    NowServing,
    Pronunciation,
    Recording,
    Service,
    Session,
    Template,
    Token,
    User,
    Waiting,
    Zone,
)
from display.journal.transaction import Transaction

__all__ = [
    "EVENT_NAMES",
    "Actor",
    "AlreadyExists",
    "Announcement",
    "AuditEntry",
    "AuditFilter",
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
    "LastAdmin",
    "NowServing",
    "Pronunciation",
    "Recording",
    "SchemaTooNew",
    "Service",
    "Session",
    "Template",
    "Token",
    "Transaction",
    "UnknownHall",
    "User",
    "Waiting",
    "Zone",
    "acting",
    "current_actor",
    "fold",
    "open_journal",
    "set_actor",
]
