"""The hall: what may be asked of it, what it says next, and what is wrong with it.

Each idea is a room of its own with a door of its own; the names here are those that all share.
"""

from display.hall.context import HallContext
from display.hall.errors import (
    Busy,
    Conflict,
    HallError,
    NoRoom,
    NotFound,
    Refused,
    TooOften,
    VoiceAway,
)
from display.hall.lookup import MAIN_ZONE, find_call
from display.hall.opening_hours import WEEKDAYS, closed_dates, next_opening, open_at
from display.hall.outcome import Outcome, Placed
from display.hall.reasons import (
    REASONS,
    SILENT_REASONS,
    UNHEARD,
    VOICELESS,
    outcome_table,
    outcome_text,
    reason_clause,
    skip_text,
)
from display.hall.request import FollowUpRequest, Request

__all__ = [
    "MAIN_ZONE",
    "REASONS",
    "SILENT_REASONS",
    "UNHEARD",
    "VOICELESS",
    "WEEKDAYS",
    "Busy",
    "Conflict",
    "FollowUpRequest",
    "HallContext",
    "HallError",
    "NoRoom",
    "NotFound",
    "Outcome",
    "Placed",
    "Refused",
    "Request",
    "TooOften",
    "VoiceAway",
    "closed_dates",
    "find_call",
    "next_opening",
    "open_at",
    "outcome_table",
    "outcome_text",
    "reason_clause",
    "skip_text",
]
