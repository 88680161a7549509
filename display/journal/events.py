"""The events of a hall: frozen values, and the closed set of names they may have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict

from display.json_object import JsonObject

EVENT_NAMES = frozenset(
    {
        "ticket.called",
        "ticket.recalled",
        "ticket.no_show",
        "ticket.served",
        "ticket.cancelled",
        "ticket.transferred",
        "ticket.resumed",
        "ticket.moved",
        "ticket.left_over",
        "ticket.over",
        "counter.opened",
        "counter.closed",
        "counter.paused",
        "counter.changed",
        "hall.changed",
        "service.changed",
        "service.waiting",
        "pronunciation.changed",
        "template.changed",
        "recording.added",
        "recording.removed",
        "zone.changed",
        "calls.held",
        "calls.resumed",
        "announcement.preparing",
        "announcement.queued",
        "announcement.moved",
        "announcement.started",
        "announcement.finished",
        "announcement.failed",
        "announcement.expired",
        "announcement.cancelled",
        "announcement.merged",
        "announcement.heard",
        "announcement.not_heard",
        "fault.raised",
        "fault.acknowledged",
        "fault.cleared",
        "schedule.changed",
        "schedule.announced",
        "schedule.skipped",
        "schedule.moved",
        "holiday.changed",
        "morning_check.ended",
        "figures.forgotten",
        "screen.claimed",
        "screen.changed",
        "screen.identified",
        "screen.reloaded",
        "screen.revoked",
    }
)


class EventMessage(TypedDict):
    """An event as the protocol carries it; ``data`` holds whole rows by their kind."""

    type: Literal["event"]
    seq: int
    event_id: str
    name: str
    occurred_at: str
    data: JsonObject


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a hall. ``seq`` counts from 1 without a gap.

    ``event_id`` is the idempotency key, unique in its hall. ``data`` is JSON-plain and holds whole
    rows (see :mod:`display.journal.fold`); it must not be changed.
    """

    hall: str
    seq: int
    event_id: str
    name: str
    occurred_at: str
    data: JsonObject

    def as_message(self) -> EventMessage:
        """Return the ``event`` message of the protocol, as every screen receives it."""
        return {
            "type": "event",
            "seq": self.seq,
            "event_id": self.event_id,
            "name": self.name,
            "occurred_at": self.occurred_at,
            "data": self.data,
        }
