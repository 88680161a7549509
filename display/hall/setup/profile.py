"""What a hall says of itself: names, logo, place, time zone, opening hours and running text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from display.hall.outcome import Outcome, kept_row
from display.hall.request import Asked
from display.journal import Hall, Transaction

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.setup.requests import HallRequest


def change_profile(hall: HallContext, request: HallRequest) -> Outcome[Hall]:
    """Set what is given; the rest stays. Every screen shows it at once.

    Raises :class:`Conflict` when the ``event_id`` belongs to something else.
    """
    return hall.once(
        Asked.of("hall", request),
        kept_row(Hall),
        lambda tx, event_id: write_profile(tx, request, event_id),
    )


def write_profile(
    tx: Transaction, request: HallRequest, event_id: str | None = None
) -> Outcome[Hall]:
    """Set what is given within a transaction; what changes nothing is no event."""
    changes: dict[str, Any] = request.model_dump(exclude_none=True, exclude={"event_id"})
    if "hours" in changes:
        changes["hours"] = {day: hours for day, hours in changes["hours"].items() if hours}
    return _put(tx, replace(tx.about(), **changes), event_id)


def put_logo(tx: Transaction, name: str) -> Outcome[Hall]:
    """Set the name of the logo's file within a transaction; "" for none."""
    return _put(tx, replace(tx.about(), logo=name))


def _put(tx: Transaction, changed: Hall, event_id: str | None = None) -> Outcome[Hall]:
    known = tx.about()
    if changed == known:
        return Outcome(False, known.seq, known)
    event = tx.append("hall.changed", {"hall": changed.to_json()}, event_id)
    return Outcome(True, event.seq, Hall.from_json(event.data["hall"]))
