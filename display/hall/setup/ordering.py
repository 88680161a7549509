"""The order of services and counters, as staff arrange them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from display.hall.errors import NotFound
from display.journal import Counter, Service

Arranged = TypeVar("Arranged", Service, Counter)


def move(
    rows: Sequence[Arranged], row_id: str, step: int, write: Callable[[Arranged], object]
) -> None:
    """Move a row by ``step`` places and write every row whose position changed.

    Raises :class:`NotFound`; beyond the ends nothing moves.
    """
    ids = [row.id for row in rows]
    if row_id not in ids:
        raise NotFound(f"There is no {row_id!r}.")
    at = ids.index(row_id)
    to = min(max(at + step, 0), len(rows) - 1)
    order = [row for row in rows if row.id != row_id]
    order.insert(to, rows[at])
    for position, row in enumerate(order):
        # Each write is an event on every screen: those that stay where they are make none.
        if row.position != position:
            write(replace(row, position=position))


def last_position(rows: Sequence[Arranged]) -> int:
    """Return the place after all others."""
    return max((row.position for row in rows), default=-1) + 1
