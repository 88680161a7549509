"""The pace of the services: how fast each called new tickets of late, and which ones.

It is what really happened, never a plan: a service that called too few, or has stopped calling, has
no pace, and nobody is told a time that nobody knows.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from display.clock import iso, now, parse

if TYPE_CHECKING:
    from display.journal import Transaction

WINDOW: Final = timedelta(hours=1)
FEWEST: Final = 5
"""Calls of an hour from which a pace can be told at all."""
STOPPED_AFTER: Final = 3.0
"""Usual intervals without a call after which a service counts as stopped."""
LEAST_PAUSE: Final = timedelta(minutes=10)
"""A pause that never counts as a stop, however fast it went before."""
KEPT_S: Final = 5.0
"""Seconds for which what was read is believed: a thousand phones ask at the same time."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What a service called within the last hour: first calls only, recalls are not counted.

    ``minutes_each`` is the mean time from one to the next, None where it is not known.
    """

    numbers: frozenset[str] = frozenset()
    minutes_each: float | None = None


class PaceBook:
    """Reads the pace of every service off the journal; may be asked from any thread."""

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        self._steady = steady
        self._until = 0.0
        self._epoch = ""
        self._paces: Mapping[str, Pace] = {}

    def read(self, tx: Transaction) -> Mapping[str, Pace]:
        """Return the pace by service, at most :data:`KEPT_S` old."""
        # Without a lock: two who ask at once read the same twice.
        if self._steady() >= self._until or tx.epoch != self._epoch:
            self._paces = _read(tx)
            self._until, self._epoch = self._steady() + KEPT_S, tx.epoch
        return self._paces


def _read(tx: Transaction) -> dict[str, Pace]:
    moment = now()
    called: dict[str, list[tuple[datetime, str]]] = {}
    for event in tx.events_since(iso(moment - WINDOW), ("ticket.called",)):
        call = event.data["call"]
        called.setdefault(call["service"], []).append(
            (parse(event.occurred_at), call["ticket"]["number"])
        )
    return {service: _pace(calls, moment) for service, calls in called.items()}


def _pace(calls: list[tuple[datetime, str]], moment: datetime) -> Pace:
    numbers = frozenset(number for _, number in calls)
    if len(numbers) < FEWEST:
        return Pace(numbers)
    # Up to now, not to the last call: a service that slows down is told slower at once.
    each = (moment - min(at for at, _ in calls)) / len(numbers)
    silent = moment - max(at for at, _ in calls)
    if silent > max(LEAST_PAUSE, each * STOPPED_AFTER):
        return Pace(numbers)
    return Pace(numbers, each.total_seconds() / 60)
