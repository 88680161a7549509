"""Announcements: what staff and other systems have said, queued, held, prepared and previewed."""

from display.hall.announcing.announcements import announce, draft_announcement, queue_draft
from display.hall.announcing.controls import (
    advance_announcement,
    cancel_announcement,
    repeat_announcement,
)
from display.hall.announcing.fields import fields_of, known_fields
from display.hall.announcing.history import MOST, read_history
from display.hall.announcing.preparation import Preparation
from display.hall.announcing.preview import Preview, PreviewDesk
from display.hall.announcing.priority import (
    Hold,
    arrange,
    hold_of,
    is_emergency,
    rank_of,
    speakable,
)
from display.hall.announcing.queue import (
    UNSPOKEN,
    Heard,
    StartedSound,
    announcement_of_call,
    end_announcement,
    expire_stale,
    merge_unspoken,
    prepare_again,
    queue_announcement,
    sound_alarm,
    stale_of,
    start_announcement,
)
from display.hall.announcing.requests import (
    AnnouncementRequest,
    FieldName,
    FieldValue,
    HoldRequest,
    TemplateRequest,
    Text,
    ZoneRequest,
)
from display.hall.announcing.templates import (
    TemplateDescription,
    describe_template,
    list_templates,
    remove_template,
    set_template,
)
from display.hall.announcing.turns import Turns
from display.hall.announcing.volume_by_hour import hall_due_step, take_volume_step
from display.hall.announcing.zones import (
    change_zone,
    hold_calls,
    hold_calls_until,
    resume_calls,
    resume_held_calls,
    the_zone,
)

__all__ = [
    "MOST",
    "UNSPOKEN",
    "AnnouncementRequest",
    "FieldName",
    "FieldValue",
    "Heard",
    "Hold",
    "HoldRequest",
    "Preparation",
    "Preview",
    "PreviewDesk",
    "StartedSound",
    "TemplateDescription",
    "TemplateRequest",
    "Text",
    "Turns",
    "ZoneRequest",
    "advance_announcement",
    "announce",
    "announcement_of_call",
    "arrange",
    "cancel_announcement",
    "change_zone",
    "describe_template",
    "draft_announcement",
    "end_announcement",
    "expire_stale",
    "fields_of",
    "hall_due_step",
    "hold_calls",
    "hold_calls_until",
    "hold_of",
    "is_emergency",
    "known_fields",
    "list_templates",
    "merge_unspoken",
    "prepare_again",
    "queue_announcement",
    "queue_draft",
    "rank_of",
    "read_history",
    "remove_template",
    "repeat_announcement",
    "resume_calls",
    "resume_held_calls",
    "set_template",
    "sound_alarm",
    "speakable",
    "stale_of",
    "start_announcement",
    "take_volume_step",
    "the_zone",
]
