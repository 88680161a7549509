"""What tests ask of a hall, and what they read of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from display.clock import iso_after
from display.hall.announcing import AnnouncementRequest, announce
from display.hall.calling import CallRequest, place_call
from display.hall.outcome import Placed
from display.journal import Announcement, Transaction
from display.parts import Parts

READY = "Silakan menuju loket 9."
"""A text of which the shipped pack has every word."""


def call(
    parts: Parts,
    number: str,
    counter: str = "3",
    service: str = "dukcapil",
    priority: str = "call",
) -> Placed:
    """Call a ticket."""
    body = {
        "ticket": {"number": number},
        "service": service,
        "counter": counter,
        "priority": priority,
    }
    return place_call(parts.hall, CallRequest.model_validate(body))


def say(parts: Parts, text: str | None = READY, **asked: Any) -> Placed:
    """Announce a text."""
    return announce(parts.hall, AnnouncementRequest(text=text, **asked))


def row_of(parts: Parts, placed: Placed) -> Announcement:
    """Return an announcement as the journal has it."""
    wanted = str(placed.announcement_id)
    row = parts.hall.read(lambda tx: tx.get(Announcement, wanted))
    assert row
    return row


def state_of(parts: Parts, placed: Placed) -> tuple[str, str | None]:
    """Return state and reason of an announcement."""
    row = row_of(parts, placed)
    return row.state, row.reason


def make_stale(parts: Parts, placed: Placed) -> None:
    """Let the time of an announcement be over."""

    def work(tx: Transaction) -> None:
        row = tx.get(Announcement, str(placed.announcement_id))
        assert row
        stale = replace(row, expires_at=iso_after(-1))
        tx.append("announcement.moved", {"announcement": stale.to_json()})

    parts.hall.write(work)


def standing(parts: Parts) -> list[str]:
    return [fault["code"] for fault in parts.journal.snapshot(parts.hall.id)["faults"]]
