"""What became of a request: the answer of every write that takes an idempotency key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from display.database import Record
    from display.journal import Event

T_co = TypeVar("T_co", covariant=True)
R = TypeVar("R", bound="Record")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T_co]):
    """What holds after a request: the ``thing``, as the event at ``seq`` left it.

    ``created`` is False when the request changed nothing, was answered before, or wrote over a
    thing that was there.
    """

    created: bool
    seq: int
    thing: T_co


class Placed(NamedTuple):
    """The answer to a request: what it became in the journal. ``created`` is False for a repeat."""

    created: bool
    seq: int
    event_id: str
    announcement_id: str | None
    caption: str


def first_outcome(event: Event, record: type[R], kind: str, **key: str) -> Outcome[R] | None:
    """Return what ``event`` made of its row of ``kind``: the first answer to its request.

    ``None`` when that is the row of another thing than the one with ``key``.
    """
    row = event.data.get(kind)
    # The key belongs to this request only if it was about the same thing; else it is refused.
    if row is None or any(row[name] != value for name, value in key.items()):
        return None
    return Outcome(False, event.seq, record.from_json(row))
