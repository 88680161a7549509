"""Announcements that staff or other systems ask for: a text that is shown and said."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from audio import Sentence, WordingError, word_text
from display.clock import iso, iso_after, iso_now, now, parse
from display.hall.calls import Placed
from display.hall.errors import Conflict, NotFound, Refused
from display.hall.queue import end_announcement, queue_announcement
from display.hall.words import text_sentence
from display.journal import Announcement, Event, Transaction

if TYPE_CHECKING:
    from display.hall.requests import AnnouncementRequest
    from display.house import House


# As for expires_in_s: what is to be said later than tomorrow belongs to a schedule.
LONGEST_WAIT = timedelta(days=1)


def announce(house: House, request: AnnouncementRequest) -> Placed:
    """Journal a text that is to be said and shown; its voice is made elsewhere if need be.

    Raises :class:`Refused` for a text with nothing to say, an unknown zone or a time gone by.
    """
    sentence = _word(request.text)
    announcement = _row(house, request, sentence)

    def work(tx: Transaction) -> Placed:
        earlier = tx.event(request.event_id) if request.event_id else None
        if earlier:
            return _answer_again(earlier)
        ready = not house.composer.missing(text_sentence(tx, request.text))
        event = queue_announcement(tx, announcement, ready=ready, event_id=announcement.event_id)
        return Placed(True, event.seq, event.event_id, announcement.id, announcement.caption)

    return house.journal.write(house.hall, work)


def cancel_announcement(house: House, announcement_id: str) -> Placed:
    """End an announcement; one that is on the air is stopped by the announcer.

    Raises :class:`NotFound`, or :class:`Conflict` when it has ended already in another way.
    """

    def work(tx: Transaction) -> Placed:
        announcement = tx.announcement(announcement_id)
        if announcement is None:
            raise NotFound(f"There is no announcement {announcement_id!r}.")
        event = end_announcement(tx, announcement_id, "cancelled", reason="asked")
        if event is None and announcement.state != "cancelled":
            raise Conflict(f"Announcement {announcement_id} is {announcement.state} already.")
        seq = event.seq if event else announcement.seq
        return Placed(
            event is not None, seq, announcement.event_id, announcement.id, announcement.caption
        )

    return house.journal.write(house.hall, work)


def _word(text: str) -> Sentence:
    try:
        return word_text(text)
    except WordingError as error:
        raise Refused("text", str(error)) from error


def _expiry(house: House, request: AnnouncementRequest) -> str:
    if request.expires_at and request.expires_in_s:
        raise Refused("expires_at", "Give expires_at or expires_in_s, not both.")
    if request.expires_at is None:
        return iso_after(request.expires_in_s or house.settings.message_expiry_s)
    try:
        moment = parse(request.expires_at)
    except ValueError as error:
        raise Refused("expires_at", f"Not a time: {error}.") from error
    if moment <= now():
        raise Refused("expires_at", "This time has gone by.")
    if moment > now() + LONGEST_WAIT:
        raise Refused("expires_at", "This time is more than a day ahead.")
    return iso(moment)


def _row(house: House, request: AnnouncementRequest, sentence: Sentence) -> Announcement:
    (zone,) = request.zones
    if zone != "main":
        raise Refused("zones", f"There is no zone {zone!r}.")
    announcement_id = uuid4().hex
    return Announcement(
        id=announcement_id,
        event_id=request.event_id or announcement_id,
        kind="message",
        priority=request.priority,
        zone=zone,
        state="queued",
        caption=sentence.caption,
        text=request.text,
        chime=_chime(request),
        repeats=request.repeat,
        queued_at=iso_now(),
        expires_at=_expiry(house, request),
    )


def _chime(request: AnnouncementRequest) -> str:
    if not request.chime:
        return ""
    return request.priority if request.priority in {"urgent", "emergency"} else "information"


def _answer_again(event: Event) -> Placed:
    row = event.data.get("announcement")
    if row is None or row.get("kind") != "message" or row.get("event_id") != event.event_id:
        raise Conflict(f"event_id {event.event_id} belongs to an earlier {event.name}.")
    return Placed(False, event.seq, event.event_id, row["id"], row["caption"])
