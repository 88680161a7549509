"""A clerk calls for their own counters only: whatever names another counter is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, request

from display.web.problems import FieldError, Problem

if TYPE_CHECKING:
    from display.accounts import Grant, Person
    from display.house import House


def check_address(house: House, grant: Grant) -> None:
    """Refuse an address that names a counter, or a call to one, that is not the grant's."""
    if grant.counters is None or not request.view_args:
        return
    counter, event_id = request.view_args.get("counter_id"), request.view_args.get("event_id")
    if counter is not None:
        _check(grant, counter, None)
    if event_id is not None:
        call = house.journal.read(house.hall, lambda tx: tx.call(event_id))
        if call is not None:  # what is not there is answered by the hall: 404
            _check(grant, call.counter, None)


def check_counter(counter: str) -> None:
    """Refuse a body or page that names a counter which is not one of the asker's."""
    asker: Grant | Person | None = g.get("grant") or g.get("person")
    if asker is not None:
        _check(asker, counter, "counter")


def _check(asker: Grant | Person, counter: str, field: str | None) -> None:
    if asker.counters is None or counter in asker.counters:
        return
    words = "is not one of your own counters"
    errors = [FieldError(field, words)] if field else []
    raise Problem(403, f"This counter {words}.", errors=errors, code="counter")
