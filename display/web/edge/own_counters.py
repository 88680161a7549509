"""A clerk calls for their own counters only: whatever names another counter is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, request

from display.hall import find_call
from display.web.edge.problem import FieldError, Problem

if TYPE_CHECKING:
    from display.accounts import Grant, Person
    from display.parts import Parts


def check_address(parts: Parts, grant: Grant) -> None:
    """Refuse an address that names a counter, or a call to one, that is not the grant's."""
    if grant.counters is None or not request.view_args:
        return
    counter, event_id = request.view_args.get("counter_id"), request.view_args.get("event_id")
    if counter is not None:
        _check(grant, counter)
    if event_id is not None:
        # The address of a call names no counter: the call itself does.
        call = parts.hall.read(lambda tx: find_call(tx, event_id))
        if call is not None:  # what is not there is answered by the hall: 404
            _check(grant, call.counter)


def check_counter(counter: str) -> None:
    """Refuse a body or page that names a counter which is not one of the asker's."""
    if not is_own(counter):
        _refuse("counter")


def is_own(counter: str) -> bool:
    """Tell whether who asks, by API or page, may call for a counter."""
    asker: Grant | Person | None = g.get("grant") or g.get("person")
    return asker is None or asker.counters is None or counter in asker.counters


def _check(grant: Grant, counter: str) -> None:
    if grant.counters is not None and counter not in grant.counters:
        _refuse(None)


def _refuse(field: str | None) -> None:
    words = "is not one of your own counters"
    errors = [FieldError(field, words)] if field else []
    raise Problem(403, f"This counter {words}.", errors=errors, code="counter")
