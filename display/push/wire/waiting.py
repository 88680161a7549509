"""Connections that keep the server waiting, so many and no more; the longest one makes room.

A connection costs memory and a descriptor while nothing comes over it: before a request, in the
middle of one, or while its client does not take the answer. Whoever has shown a valid token or
session on it is not counted: strangers can only push out each other.
"""

from __future__ import annotations

from collections import Counter
from ipaddress import IPv6Address, ip_address
from typing import Final, Protocol

# A waiting connection costs some 25 kB. Forty screens behind one address, each with the six
# connections that a browser keeps, are 240; desks are known and not counted.
MOST_WAITING: Final = 512
MOST_WAITING_EACH: Final = 256


class Waiter(Protocol):
    """A connection, as the list of those who wait sees it."""

    place: str

    def drop(self) -> None:
        """End the connection at once, without waiting for it."""


class WaitingList:
    """Those who keep the server waiting, the longest first. Use only in the server's own thread."""

    def __init__(
        self,
        refusals: Counter[str],
        most: int = MOST_WAITING,
        most_each: int = MOST_WAITING_EACH,
    ) -> None:
        self._refusals, self._most, self._most_each = refusals, most, most_each
        self._all: dict[Waiter, None] = {}
        self._of: dict[str, dict[Waiter, None]] = {}

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._all)

    def enter(self, waiter: Waiter) -> None:
        """Note that ``waiter`` waits from now on; the one that waited longest goes for it."""
        of_place = self._of.setdefault(waiter.place, {})
        if len(of_place) >= self._most_each:
            self._make_room(next(iter(of_place)))
        elif len(self._all) >= self._most:
            self._make_room(next(iter(self._all)))
        self._all[waiter] = None
        # Not of_place: the last of an address takes its list away.
        self._of.setdefault(waiter.place, {})[waiter] = None

    def leave(self, waiter: Waiter) -> None:
        """Note that ``waiter`` waits no more; one that did not is no error."""
        if waiter not in self._all:
            return
        del self._all[waiter]
        of_place = self._of[waiter.place]
        del of_place[waiter]
        if not of_place:
            del self._of[waiter.place]

    def _make_room(self, oldest: Waiter) -> None:
        self.leave(oldest)
        self._refusals["waiting"] += 1
        oldest.drop()


def place_of(address: str) -> str:
    """Return what counts as one address: an IPv6 network of /64 belongs to one subscriber."""
    try:
        found = ip_address(address)
    except ValueError:  # a local socket has none
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(IPv6Address(int(found) >> 64 << 64)) + "/64"
    return str(getattr(found, "ipv4_mapped", None) or found)
