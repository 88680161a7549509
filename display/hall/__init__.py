"""The hall: what may be asked of it, what it says next, and what is wrong with it."""

from display.hall.announcements import announce, cancel_announcement
from display.hall.announcer import Announcer
from display.hall.calls import Placed, end_call, place_call, recall_call
from display.hall.errors import Conflict, HallError, NotFound, Refused
from display.hall.health import check_health
from display.hall.lookahead import coming_phrases
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
from display.hall.speakers import SpeakerDesk
from display.hall.watch import Watch
from display.hall.words import call_sentence, text_sentence

__all__ = [
    "AnnouncementRequest",
    "Announcer",
    "CallRequest",
    "Change",
    "Conflict",
    "Entry",
    "FollowUpRequest",
    "HallError",
    "NotFound",
    "Placed",
    "Preparation",
    "PronunciationRequest",
    "Refused",
    "SpeakerDesk",
    "Watch",
    "announce",
    "call_sentence",
    "cancel_announcement",
    "check_health",
    "coming_phrases",
    "end_call",
    "hall_dictionary",
    "list_pronunciations",
    "place_call",
    "recall_call",
    "remove_pronunciation",
    "seed_hall",
    "set_pronunciation",
    "text_sentence",
]
