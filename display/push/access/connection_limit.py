"""The connection limit: how many clients may be connected, counted before one is accepted."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from typing import Final

from display.push.access.addresses import Address


class Kind(Enum):
    """Whom a seat is for."""

    STRANGER = "stranger"  # shows nothing: phones, and screens of an open board
    SCREEN = "screen"  # a token that may only look on
    STAFF = "staff"  # a session, or a token that may do something: queue systems, the loudspeaker


# Seats of their own for whoever shows a valid token or session, so that phones in the hall can
# never keep the screens, the loudspeaker or the staff out.
RESERVED: Final = {Kind.SCREEN: 256, Kind.STAFF: 256}


class ConnectionLimit:
    """Counts the open sockets and streams of one server process.

    ``limit`` seats are for strangers, ``limit_each`` of them for those of one address.
    """

    def __init__(self, limit: int, limit_each: int) -> None:
        self._limit, self._limit_each = limit, limit_each
        self._taken: Counter[Kind] = Counter()

    @property
    def taken(self) -> int:
        """How many seats are taken, of all kinds."""
        return self._taken.total()

    def take(self, kind: Kind, address: Address) -> str | None:
        """Count a client in; else say what is used up: ``seats`` or ``address``."""
        if self._taken[kind] >= RESERVED.get(kind, self._limit):
            return "seats"
        if kind is Kind.STRANGER:
            if address.seats >= self._limit_each:
                return "address"
            address.seats += 1
        self._taken[kind] += 1
        return None

    def free(self, kind: Kind, address: Address) -> None:
        """Count a client out."""
        self._taken[kind] -= 1
        if kind is Kind.STRANGER:
            address.seats -= 1
