"""The hall: what may be asked of it, what it says next, and what is wrong with it."""

from display.hall.acknowledgement import Acknowledged, acknowledge_fault
from display.hall.announcements import announce, draft_announcement
from display.hall.announcer import Announcer
from display.hall.calls import Placed, end_call, place_call, recall_call
from display.hall.coming import Coming, coming_at
from display.hall.counters import CounterChange, CounterState, set_counter_state
from display.hall.errors import Busy, Conflict, HallError, NoRoom, NotFound, Refused, VoiceAway
from display.hall.fields import known_fields
from display.hall.health import check_health
from display.hall.history import MOST, read_history
from display.hall.lookahead import coming_phrases
from display.hall.outlook import look_ahead_of
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
from display.hall.preview import Preview, PreviewDesk
from display.hall.pronunciation import (
    Change,
    Entry,
    hall_dictionary,
    list_pronunciations,
    remove_pronunciation,
    set_pronunciation,
)
from display.hall.recordings import Added, Recordings
from display.hall.requests import (
    AcknowledgeRequest,
    AnnouncementRequest,
    CallRequest,
    FollowUpRequest,
    HoldRequest,
    PronunciationRequest,
    RecordingRequest,
    TemplateRequest,
    ZoneRequest,
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
from display.hall.steering import (
    advance_announcement,
    cancel_announcement,
    repeat_announcement,
)
from display.hall.templates import (
    TemplateChange,
    describe_template,
    list_templates,
    remove_template,
    set_template,
)
from display.hall.transfers import transfer_call
from display.hall.undo import UNDO_S, undo_call
from display.hall.voicing import RecordingShelf, Voiced, voice_announcement
from display.hall.waiting import WaitingTold, tell_waiting
from display.hall.watch import Watch
from display.hall.words import announcement_sentence, call_sentence, text_sentence
from display.hall.zones import ZoneChange, change_zone, hold_calls, resume_calls

__all__ = [
    "LONGEST_REASON",
    "MOST",
    "UNDO_S",
    "AcknowledgeRequest",
    "Acknowledged",
    "Added",
    "AnnouncementRequest",
    "Announcer",
    "Busy",
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
    "HoldRequest",
    "NextRequest",
    "NoRoom",
    "NotFound",
    "Placed",
    "Preparation",
    "Preview",
    "PreviewDesk",
    "PronunciationRequest",
    "RecordingRequest",
    "RecordingShelf",
    "Recordings",
    "Refused",
    "RestRequest",
    "ServiceRequest",
    "SpeakerDesk",
    "TemplateChange",
    "TemplateRequest",
    "TransferRequest",
    "VoiceAway",
    "Voiced",
    "WaitingRequest",
    "WaitingTold",
    "Watch",
    "ZoneChange",
    "ZoneRequest",
    "acknowledge_fault",
    "add_counter",
    "add_service",
    "advance_announcement",
    "alike_prefixes",
    "announce",
    "announcement_sentence",
    "call_next",
    "call_sentence",
    "cancel_announcement",
    "change_counter",
    "change_service",
    "change_zone",
    "check_health",
    "coming_at",
    "coming_phrases",
    "describe_template",
    "draft_announcement",
    "end_call",
    "hall_dictionary",
    "hold_calls",
    "known_fields",
    "list_pronunciations",
    "list_templates",
    "look_ahead_of",
    "move_counter",
    "move_service",
    "place_call",
    "read_history",
    "recall_call",
    "remove_counter",
    "remove_pronunciation",
    "remove_service",
    "remove_template",
    "repeat_announcement",
    "resume_calls",
    "seed_hall",
    "set_counter_state",
    "set_pronunciation",
    "set_template",
    "tell_waiting",
    "text_sentence",
    "transfer_call",
    "undo_call",
    "voice_announcement",
]
