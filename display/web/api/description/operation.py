"""One row of the table of what may be asked over HTTP: :class:`Operation`, and its usual words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from flask import Blueprint
from pydantic import BaseModel

from display.web.edge.request_body import LARGEST_BODY

API: Final = "/api/v1"
WATCH: Final = "watch"
"""Access of the board: open while the setting ``open_screens`` is on, else scope ``read``."""

OPEN: Final = "open"
"""Access of what everybody may have."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path: who may ask, what is asked, what is answered.

    ``summary`` is the first line of its view's docstring (:func:`summary_of`).
    """

    method: str
    path: str
    access: tuple[str, ...]
    summary: str
    description: str = ""
    asks: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    asks_media: str = "application/json"
    largest_body: int = LARGEST_BODY
    body_required: bool = True
    answers: type[BaseModel] | None = None
    answers_media: str = "application/json"
    statuses: tuple[tuple[int, str], ...] = ((200, "Done."),)
    problems: tuple[int, ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether anybody may ask, whatever the settings say."""
        return self.access == (OPEN,)

    @property
    def is_watch(self) -> bool:
        """Tell whether the setting ``open_screens`` decides."""
        return self.access == (WATCH,)

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes of which a token needs one."""
        return () if self.is_open else ("read",) if self.is_watch else self.access


class Family(Protocol):
    """A family of calls, a module each: its views on a blueprint, its rows of the table."""

    blueprint: Blueprint
    OPERATIONS: tuple[Operation, ...]


def summary_of(view: Callable[..., object]) -> str:
    """Return the first line of a view's docstring: what ``/docs`` and the document call it."""
    return (view.__doc__ or "").partition("\n")[0].removesuffix(".")


def kept_by_id(
    path: str,
    access: tuple[str, ...],
    *,
    write: Callable[..., object],
    writing: str,
    asks: type[BaseModel],
    take_away: Callable[..., object],
    taking_away: str,
    answers: type[BaseModel],
    statuses: tuple[str, str, str],
) -> tuple[Operation, Operation]:
    """Return PUT and DELETE of a list in which the address names what is written or taken away.

    ``writing``, ``taking_away``: their descriptions; ``statuses``: of what is new, was there, went.
    """
    new, altered, gone = statuses
    return (
        Operation(
            "PUT",
            path,
            access,
            summary_of(write),
            f"{writing} {IDEMPOTENT}",
            asks=asks,
            answers=answers,
            statuses=((201, new), (200, altered)),
            problems=(*WRITES, 404, 409),
        ),
        Operation(
            "DELETE",
            path,
            access,
            summary_of(take_away),
            taking_away,
            answers=answers,
            statuses=((200, gone),),
            problems=(401, 403, 404, 413, 429, 503),
        ),
    )


AGAIN = "The same event_id was posted before: the first answer."
# What may be answered to all that only read, and to all that write a body. 404, 409 and 422 of a
# query are added by the row that has them.
READS = (401, 403, 429, 503)
WRITES = (400, 401, 403, 413, 415, 422, 429, 503, 507)
IDEMPOTENT = (
    "The idempotency key may be given as `event_id` or in the header `Idempotency-Key`: "
    "the same key again changes nothing and gives the first answer."
)
