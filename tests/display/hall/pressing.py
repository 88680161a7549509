"""What tests of the pad press and look at."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from display.hall import Placed
from display.hall.calling import NextRequest, WaitingRequest, call_next, tell_waiting
from display.hall.calling.next_ticket import coming_at
from display.journal import Service
from display.parts import Parts


def press(parts: Parts, counter: str = "3", **asked: Any) -> Placed:
    """Press *next*."""
    return call_next(parts.hall, counter, NextRequest.model_validate(asked))


def tell(parts: Parts, *numbers: str, count: int | None = None, service: str = "dukcapil") -> Any:
    """Tell who waits, as a queue system does."""
    asked = WaitingRequest(next=numbers, count=len(numbers) if count is None else count)
    return tell_waiting(parts.hall, service, asked).thing


def served(parts: Parts, counter: str = "3") -> str | None:
    """Return the number that the board shows at a counter."""
    rows = parts.journal.snapshot(parts.hall.id)["now_serving"]
    return next((row["ticket"]["number"] for row in rows if row["counter"] == counter), None)


def coming(parts: Parts, counter: str = "3") -> str | None:
    """Return the number on the big button of a pad."""
    return parts.hall.read(lambda tx: coming_at(tx, counter)[0].number)


def counts(parts: Parts, service_id: str = "dukcapil", **changes: Any) -> None:
    """Change how a service counts."""

    def work(tx: Any) -> None:
        row = replace(tx.get(Service, service_id), **changes)
        tx.append("service.changed", {"service": row.to_json()})

    parts.hall.write(work)


def happened(parts: Parts) -> list[str]:
    """Return the names of all events since the hall was furnished."""
    events = parts.journal.events(parts.hall.id, 0, 100_000)
    return [event.name for event in events if not event.event_id.startswith("seed:")]
