"""What an address names: an id that can be there, and the key of what is asked about it."""

from __future__ import annotations

import re
from typing import Final, Literal

from display.hall import FollowUpRequest, NotFound
from display.web.edge.request_body import read_request

Named = Literal["announcement", "call", "zone", "counter", "service", "screen", "entry", "holiday"]
"""What an address may name, as a refusal calls it."""

# The form of every id in the journal (display.hall.request.EventId). What has another form cannot
# be there, and need not be asked for.
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:\-]{0,127}")
# Counters and services are named by staff, with any letters.
_NAME: Final = re.compile(r"[^\x00-\x1f\x7f]{1,64}")
_NAMED_BY_STAFF: Final = frozenset({"counter", "service"})


def check_id(value: str, what: Named) -> None:
    """Raise :class:`NotFound` for an id that nothing of the kind can have."""
    form = _NAME if what in _NAMED_BY_STAFF else _ID
    if not form.fullmatch(value):
        raise NotFound(f"There is no {what} of that id.")


def follow_up_key(value: str, what: Named) -> str | None:
    """Return the idempotency key of a request about what the address names, if it brings one.

    Raises :class:`NotFound` as :func:`check_id` does, and
    :class:`~display.web.edge.problem.Problem` for a body that is there and cannot be used.
    """
    check_id(value, what)
    return read_request(FollowUpRequest, required=False).event_id
