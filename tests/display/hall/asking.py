"""What tests ask of a hall, and what they read of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from display.clock import iso_after
from display.hall.announcing import AnnouncementRequest, announce
from display.hall.calling import CallRequest, place_call
from display.hall.outcome import Placed
from display.journal import Announcement, Transaction
from display.parts import House

READY = "Silakan menuju loket 9."
"""A text of which the shipped pack has every word."""


def call(
    house: House,
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
    return place_call(house, CallRequest.model_validate(body))


def say(house: House, text: str | None = READY, **asked: Any) -> Placed:
    """Announce a text."""
    return announce(house, AnnouncementRequest(text=text, **asked))


def row_of(house: House, placed: Placed) -> Announcement:
    """Return an announcement as the journal has it."""
    wanted = str(placed.announcement_id)
    row = house.journal.read(house.hall, lambda tx: tx.get(Announcement, wanted))
    assert row
    return row


def state_of(house: House, placed: Placed) -> tuple[str, str | None]:
    """Return state and reason of an announcement."""
    row = row_of(house, placed)
    return row.state, row.reason


def make_stale(house: House, placed: Placed) -> None:
    """Let the time of an announcement be over."""

    def work(tx: Transaction) -> None:
        row = tx.get(Announcement, str(placed.announcement_id))
        assert row
        stale = replace(row, expires_at=iso_after(-1))
        tx.append("announcement.moved", {"announcement": stale.to_json()})

    house.journal.write(house.hall, work)
