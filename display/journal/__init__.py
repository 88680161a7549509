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
    OPEN_STATES,
    Announcement,
    Call,
    Counter,
    Fault,
    Hall,
    Holiday,
    LetterMode,
    MorningCheck,
    NowServing,
    NumberMode,
    Occurrence,
    OccurrenceState,
    Prayer,
    Pronunciation,
    Recording,
    ScheduleEntry,
    ScheduleMark,
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
    "OPEN_STATES",
    "Announcement",
    "AnsweredRequest",
    "Call",
    "Counter",
    "DuplicateEvent",
    "Event",
    "EventMessage",
    "Fault",
    "Hall",
    "Holiday",
    "Journal",
    "LetterMode",
    "MorningCheck",
    "NowServing",
    "NumberMode",
    "Occurrence",
    "OccurrenceState",
    "OpenAnnouncements",
    "Prayer",
    "Pronunciation",
    "Recording",
    "Restored",
    "Row",
    "ScheduleEntry",
    "ScheduleMark",
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
