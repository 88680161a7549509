"""Announcements that staff or other systems ask for: a text that is shown and said.

The text is typed, or a template's with its fields filled in; a recording may be played instead of
speech. :func:`draft_announcement` says what a request would become, for whoever previews it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol, TypeVar
from uuid import uuid4

from audio import WordingError
from display.audit import mark_of
from display.clock import iso, iso_after, iso_now, now, parse
from display.hall.announcing.fields import fill_fields
from display.hall.announcing.queue import queue_announcement, start_announcement
from display.hall.errors import Refused
from display.hall.lookup import zone_ids
from display.hall.outcome import PLACED, Placed
from display.hall.request import Asked
from display.hall.speech import announcement_sentence
from display.journal import Announcement, Recording, Template, Transaction

if TYPE_CHECKING:
    from display.hall.announcing.requests import AnnouncementRequest
    from display.hall.context import HallContext
    from display.settings import Settings

T = TypeVar("T")

# As for expires_in_s: what is to be said later than tomorrow belongs to a schedule.
LONGEST_WAIT = timedelta(days=1)
# A screen that shows yesterday's emergency is not believed tomorrow.
LONGEST_EMERGENCY = timedelta(hours=1)
# With its chime a sound of this length is still within what the speaker fetches (50 MB).
LONGEST_SOUND_MS = 9 * 60_000


class Speaks(Protocol):
    """What decides besides the journal how a text is said: a :class:`HallContext`, for one."""

    @property
    def settings(self) -> Settings:
        """How long what is announced waits."""


def announce(hall: HallContext, request: AnnouncementRequest) -> Placed:
    """Journal what is to be said and shown; its voice is made elsewhere if need be.

    In each zone it is an announcement of its own, with the same ``event_id``; the answer names that
    of the first.

    Raises :class:`Refused` that names the field at fault, :class:`Busy` when too much waits, and
    :class:`Conflict` when the ``event_id`` belongs to something else.
    """

    def work(tx: Transaction, event_id: str) -> Placed:
        row = replace(draft_announcement(hall, tx, request), event_id=event_id)
        placed = queue_draft(hall, tx, row, event_id)
        for zone in _zones(tx, request, row.priority)[1:]:
            queue_draft(hall, tx, replace(row, id=uuid4().hex, zone=zone), None)
        return placed

    return hall.once(Asked.of("announcement", request), PLACED, work)


def draft_announcement(hall: Speaks, tx: Transaction, request: AnnouncementRequest) -> Announcement:
    """Return the announcement that ``request`` asks for, in its first zone; nothing is journalled.

    Raises :class:`Refused` that names the field at fault.
    """
    template = _template(tx, request)
    text = _text(tx, request, template)
    priority = request.priority or (template.priority if template else "scheduled")
    announcement_id = uuid4().hex
    row = Announcement(
        id=announcement_id,
        event_id=announcement_id,
        kind="message",
        priority=priority,
        zone=_zones(tx, request, priority)[0],
        state="queued",
        caption="",
        text=text,
        language=request.language,
        chime=_chime(_given(request.chime, template.chime if template else True), priority),
        repeats=_given(request.repeat, template.repeats if template else 0),
        template=request.template,
        recording=request.recording,
        hold_calls=_given(request.hold_calls, bool(template and template.hold_calls)),
        silent=request.silent,
        until_ended=request.until_ended,
        drill=_given(request.drill, bool(template and template.drill)),
        queued_at=iso_now(),
        expires_at=_expiry(hall, request, emergency=priority == "emergency"),
    )
    _check_manner(row)
    _check_length(tx, row)
    # Worded before it is kept: what cannot be said is refused to whoever wrote it, not found out
    # when its turn comes.
    return replace(row, caption=_caption(tx, row))


def queue_draft(
    hall: HallContext, tx: Transaction, row: Announcement, event_id: str | None
) -> Placed:
    """Journal a drafted announcement; one that is text only is shown from now on.

    ``event_id`` is the idempotency key of the request.
    """
    row = replace(row, sender=mark_of(tx.sender))  # who is told when it expires
    ready = bool(row.silent or row.recording) or not hall.composer.missing(
        announcement_sentence(tx, row)
    )
    # A text on the screens takes nobody's time: a long queue is no reason against it.
    limit = None if row.silent else hall.settings.queue_limit
    event = queue_announcement(tx, row, ready=ready, event_id=event_id, limit=limit)
    if row.silent:
        # No speaker will report it: it begins, in the same transaction, when it is on the screens.
        start_announcement(tx, row.id, 1)
    return Placed(True, event.seq, event.event_id, row.id, row.caption)


def _given(asked: T | None, otherwise: T) -> T:
    return otherwise if asked is None else asked


def _template(tx: Transaction, request: AnnouncementRequest) -> Template | None:
    if request.template is None:
        if request.fields is not None:
            raise Refused("fields", "Fields belong to a template; none is named.")
        return None
    if request.text is not None or request.recording is not None:
        raise Refused("template", "Give a text, a template or a recording, not several.")
    template = tx.get(Template, request.template)
    if template is None:
        message = f"There is no template {request.template!r}."
        raise Refused("template", message, code="unknown_template")
    return template


def _text(tx: Transaction, request: AnnouncementRequest, template: Template | None) -> str:
    """Return what is written: typed, of the template, or the caption of the recording."""
    if template:
        return fill_fields(tx, template.text, request.fields or {})
    if request.recording is None:
        if request.text is None:
            raise Refused("text", "Give a text, a template or a recording.", code="missing")
        return request.text
    recording = tx.get(Recording, request.recording)
    if recording is None:
        message = "There is no recording of that id."
        raise Refused("recording", message, code="unknown_recording")
    return request.text or recording.name


def _zones(tx: Transaction, request: AnnouncementRequest, priority: str) -> list[str]:
    """Return where it is spoken, each zone once: an emergency everywhere, and first in `main`."""
    known = zone_ids(tx)
    for zone in request.zones:
        if zone not in known:
            raise Refused("zones", f"There is no zone {zone!r}.", code="unknown_zone")
    if priority == "emergency":
        return known
    return list(dict.fromkeys(request.zones))


def _check_manner(row: Announcement) -> None:
    """Refuse what contradicts itself, before anybody hears half of it."""
    if row.until_ended and row.priority != "emergency":
        raise Refused("until_ended", "Only an emergency is repeated until staff end it.")
    if row.silent and row.recording:
        raise Refused("silent", "A recording is there to be heard; show a text instead.")
    # Whoever begins to listen in the middle must not take an exercise for the real thing.
    if row.drill and row.recording:
        raise Refused("drill", "A recording cannot say that it is a drill; use a text.")
    if row.language != "id" and not (row.recording or row.silent):
        message = "Texts are spoken in Indonesian; English is spoken for calls only."
        raise Refused("language", message, code="language_not_spoken")


def _check_length(tx: Transaction, row: Announcement) -> None:
    """Refuse what the speaker would not take: minutes of a recording, again and again."""
    recording = tx.get(Recording, row.recording) if row.recording else None
    if recording and recording.duration_ms * (row.repeats + 1) > LONGEST_SOUND_MS:
        minutes = LONGEST_SOUND_MS // 60_000
        message = f"So often this recording sounds longer than {minutes} minutes."
        raise Refused("repeat", message, code="too_long")


def _caption(tx: Transaction, row: Announcement) -> str:
    try:
        return announcement_sentence(tx, row).caption
    except WordingError as error:
        raise Refused("text", str(error)) from error


def _chime(wanted: bool, priority: str) -> str:
    if not wanted:
        return ""
    # Only what is urgent sounds so: a chime that always alarms soon alarms nobody.
    return priority if priority in {"urgent", "emergency"} else "information"


def _expiry(hall: Speaks, request: AnnouncementRequest, *, emergency: bool) -> str:
    if request.expires_at and request.expires_in_s:
        raise Refused("expires_at", "Give expires_at or expires_in_s, not both.")
    settings = hall.settings
    usual_s = settings.emergency_expiry_s if emergency else settings.message_expiry_s
    longest = LONGEST_EMERGENCY if emergency else LONGEST_WAIT
    if request.expires_at is None:
        seconds = request.expires_in_s or usual_s
        if timedelta(seconds=seconds) > longest:
            raise Refused("expires_in_s", _too_late(longest), code="too_late")
        return iso_after(seconds)
    try:
        moment = parse(request.expires_at)
    except ValueError as error:
        raise Refused("expires_at", f"Not a time: {error}.") from error
    # Told at once: it would be kept, expire before its turn, and be found in the history.
    if moment <= now():
        raise Refused("expires_at", "This time has gone by.", code="gone_by")
    if moment > now() + longest:
        raise Refused("expires_at", _too_late(longest), code="too_late")
    return iso(moment)


def _too_late(longest: timedelta) -> str:
    if longest == LONGEST_EMERGENCY:
        return "An emergency ends within an hour; announce it again if it lasts."
    return "This time is more than a day ahead."
