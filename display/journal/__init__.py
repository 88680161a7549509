"""The journal: append-only events, and the state that follows from them, kept with them."""

from display.journal.answered import AnsweredRequest
from display.journal.continuity import Restored
from display.journal.errors import DuplicateEvent
from display.journal.events import EVENT_NAMES, Event, EventMessage
from display.journal.fold import fold
from display.journal.journal import Journal, open_journal
from display.journal.kinds import Row
from display.journal.open_announcements import OpenAnnouncements
from display.journal.records import (
    Announcement,
    Call,
    Counter,
    Fault,
    Hall,
    LetterMode,
    NowServing,
    NumberMode,
    Pronunciation,
    Recording,
    Screen,
    Service,
    Template,
    Waiting,
    Zone,
)
from display.journal.snapshot import Snapshot, profile_now
from display.journal.transaction import Transaction

__all__ = [
    "EVENT_NAMES",
    "Announcement",
    "AnsweredRequest",
    "Call",
    "Counter",
    "DuplicateEvent",
    "Event",
    "EventMessage",
    "Fault",
    "Hall",
    "Journal",
    "LetterMode",
    "NowServing",
    "NumberMode",
    "OpenAnnouncements",
    "Pronunciation",
    "Recording",
    "Restored",
    "Row",
    "Screen",
    "Service",
    "Snapshot",
    "Template",
    "Transaction",
    "Waiting",
    "Zone",
    "fold",
    "open_journal",
    "profile_now",
]
