"""The hall: what may be asked of it, what it says next, and what is wrong with it."""

from display.hall.announcements import announce, cancel_announcement
from display.hall.announcer import Announcer
from display.hall.calls import Placed, end_call, place_call, recall_call
from display.hall.coming import Coming, coming_at
from display.hall.counters import CounterChange, CounterState, set_counter_state
from display.hall.errors import Conflict, HallError, NotFound, Refused
from display.hall.health import check_health
from display.hall.lookahead import coming_phrases
from display.hall.pad import call_next
from display.hall.pad_requests import (
    LONGEST_REASON,
    NextRequest,
    RestRequest,
    TransferRequest,
    WaitingRequest,
)
from display.hall.prefixes import alike_prefixes
from display.hall.preparation import Preparation
from display.hall.pronunciation import (
    Change,
    Entry,
    hall_dictionary,
    list_pronunciations,
    remove_pronunciation,
    set_pronunciation,
)
from display.hall.requests import (
    AnnouncementRequest,
    CallRequest,
    FollowUpRequest,
    PronunciationRequest,
)
from display.hall.seed import seed_hall
from display.hall.setup_counters import (
    add_counter,
    change_counter,
    move_counter,
    remove_counter,
)
from display.hall.setup_requests import CounterRequest, ServiceRequest
from display.hall.setup_services import (
    add_service,
    change_service,
    move_service,
    remove_service,
)
from display.hall.speakers import SpeakerDesk
from display.hall.transfers import transfer_call
from display.hall.undo import UNDO_S, undo_call
from display.hall.waiting import WaitingTold, tell_waiting
from display.hall.watch import Watch
from display.hall.words import call_sentence, text_sentence

__all__ = [
    "LONGEST_REASON",
    "UNDO_S",
    "AnnouncementRequest",
    "Announcer",
    "CallRequest",
    "Change",
    "Coming",
    "Conflict",
    "CounterChange",
    "CounterRequest",
    "CounterState",
    "Entry",
    "FollowUpRequest",
    "HallError",
    "NextRequest",
    "NotFound",
    "Placed",
    "Preparation",
    "PronunciationRequest",
    "Refused",
    "RestRequest",
    "ServiceRequest",
    "SpeakerDesk",
    "TransferRequest",
    "WaitingRequest",
    "WaitingTold",
    "Watch",
    "add_counter",
    "add_service",
    "alike_prefixes",
    "announce",
    "call_next",
    "call_sentence",
    "cancel_announcement",
    "change_counter",
    "change_service",
    "check_health",
    "coming_at",
    "coming_phrases",
    "end_call",
    "hall_dictionary",
    "list_pronunciations",
    "move_counter",
    "move_service",
    "place_call",
    "recall_call",
    "remove_counter",
    "remove_pronunciation",
    "remove_service",
    "seed_hall",
    "set_counter_state",
    "set_pronunciation",
    "tell_waiting",
    "text_sentence",
    "transfer_call",
    "undo_call",
]
