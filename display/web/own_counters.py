"""A clerk's grant is good for that clerk's own counters, and for no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g

from display.web.problems import Problem

if TYPE_CHECKING:
    from display.house import House


def demand_counter(counter_id: str) -> None:
    """Refuse with 403 a counter that is not among those of the one who asks."""
    own = _own()
    if own is not None and counter_id not in own:
        raise Problem(403, "This is not one of your counters.", code="other_counter")


def demand_counter_of(house: House, event_id: str) -> None:
    """Refuse with 403 a call of another counter; one that is unknown is found out later."""
    if _own() is None:
        return
    call = house.journal.read(house.hall, lambda tx: tx.call(event_id))
    if call is not None:
        demand_counter(call.counter)


def _own() -> tuple[str, ...] | None:
    """Return the counters of whoever asks, by API or page; ``None``: all of them."""
    asks = g.get("grant") or g.get("person")
    return asks.counters if asks else None
