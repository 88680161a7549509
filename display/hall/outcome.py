"""What became of a request: the answer of every write that takes an idempotency key."""

from __future__ import annotations

from typing import NamedTuple


class Placed(NamedTuple):
    """The answer to a request: what it became in the journal. ``created`` is False for a repeat."""

    created: bool
    seq: int
    event_id: str
    announcement_id: str | None
    caption: str
