"""What became of a request: the answer of every write that takes an idempotency key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from display.json_object import JsonObject

if TYPE_CHECKING:
    from display.database import Record

T = TypeVar("T")
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
    """The answer to a request: what it became in the journal. ``created`` is False for a repeat.

    ``unheard``: it ended a visit whose call the hall had not heard.
    """

    created: bool
    seq: int
    event_id: str
    announcement_id: str | None
    caption: str
    unheard: bool = False


class Kept(NamedTuple, Generic[T]):
    """How the first answer to a request is kept: written as JSON, and read again as a repeat's."""

    write: Callable[[T], JsonObject]
    read: Callable[[JsonObject], T]


PLACED: Final[Kept[Placed]] = Kept(
    lambda placed: placed._asdict(),
    # Another release may have answered more, or less.
    lambda row: Placed(
        **{**{name: row[name] for name in Placed._fields if name in row}, "created": False}
    ),
)
"""How a :class:`Placed` is kept."""


def kept_row(record: type[R]) -> Kept[Outcome[R]]:
    """Return how the outcome for a row of ``record`` is kept."""
    return Kept(
        lambda outcome: {"seq": outcome.seq, "thing": outcome.thing.to_json()},
        lambda row: Outcome(False, row["seq"], record.from_json(row["thing"])),
    )
