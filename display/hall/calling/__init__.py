"""Calls: tickets called to counters, the counter pad, who waits, and the life of a visit."""

from display.hall.calling.call_next import call_next
from display.hall.calling.calls import end_call, place_call, recall_call
from display.hall.calling.counters import CounterState, set_counter_state
from display.hall.calling.day_end import DayEnd
from display.hall.calling.day_list import calls_today
from display.hall.calling.followed import Followed, follow_ticket
from display.hall.calling.next_ticket import Coming, coming_at, next_of, services_of
from display.hall.calling.numbering import waiting_today
from display.hall.calling.pace import PaceBook
from display.hall.calling.requests import (
    LONGEST_REASON,
    CallRequest,
    EndRequest,
    NextRequest,
    RestRequest,
    TransferRequest,
    WaitingRequest,
)
from display.hall.calling.transfers import transfer_call
from display.hall.calling.undo import UNDO_S, undo_call
from display.hall.calling.visits import serving_at
from display.hall.calling.waiting_list import tell_waiting

__all__ = [
    "LONGEST_REASON",
    "UNDO_S",
    "CallRequest",
    "Coming",
    "CounterState",
    "DayEnd",
    "EndRequest",
    "Followed",
    "NextRequest",
    "PaceBook",
    "RestRequest",
    "TransferRequest",
    "WaitingRequest",
    "call_next",
    "calls_today",
    "coming_at",
    "end_call",
    "follow_ticket",
    "next_of",
    "place_call",
    "recall_call",
    "services_of",
    "serving_at",
    "set_counter_state",
    "tell_waiting",
    "transfer_call",
    "undo_call",
    "waiting_today",
]
