"""How the API answers: JSON that no cache keeps; and addresses that name what cannot be there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify

from display.hall import NotFound

if TYPE_CHECKING:
    from display.hall import Placed

# The form of every id in the journal (display.hall.request.EventId). What has another form cannot
# be there, and need not be asked for.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:\-]{0,127}")
# Counters and services are named by staff, with any letters.
_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,64}")


def fresh(status: int = 200, **body: Any) -> Response:
    """Return ``body`` as JSON of this moment."""
    response = jsonify(body)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def answer_placed(placed: Placed, status: int | None = None, **more: Any) -> Response:
    """Tell what a request became; 201 for something new and 200 for a repeat, unless given."""
    body = placed._asdict()
    created = body.pop("created")
    return fresh(status or (201 if created else 200), **body, **more)


def check_id(value: str, what: str) -> None:
    """Raise :class:`NotFound` for an id that nothing in the journal can have."""
    _check(_ID, value, what)


def check_name(value: str, what: str) -> None:
    """Raise :class:`NotFound` for what no counter, service or zone can be called."""
    _check(_NAME, value, what)


def _check(form: re.Pattern[str], value: str, what: str) -> None:
    if not form.fullmatch(value):
        raise NotFound(f"There is no {what} of that id.")
