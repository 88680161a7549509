"""What each address takes of the server: its seats, its handshakes, and what its sockets say.

Forty screens and a hall full of phones may stand behind one address; the bounds are far above what
they need, and far below what would hold up a call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from display.push.wire.token_bucket import TokenBucket
from display.push.wire.waiting import place_of

if TYPE_CHECKING:
    from flask import Request

# All sockets of one address together: screens and phones say something every 15 s, and once when
# they come.
FRAMES_PER_S, FRAMES_BURST = 100, 600
# Handshakes, streams and polls of strangers: a hall of 300 that comes back after a restart at
# once, and then whoever comes and goes.
VISITS_PER_S, VISITS_BURST = 20, 400
# Beyond this many the addresses without an open socket are forgotten.
_MOST_KEPT: Final = 4096


class Address:
    """One address: how many seats strangers have there, and how much it has said."""

    __slots__ = ("frames", "seats", "visits")

    def __init__(self) -> None:
        self.seats = 0
        self.frames = TokenBucket(FRAMES_PER_S, FRAMES_BURST)
        self.visits = TokenBucket(VISITS_PER_S, VISITS_BURST)


class Addresses:
    """The addresses of one server's clients."""

    def __init__(self) -> None:
        self._known: dict[str, Address] = {}

    def of(self, place: str) -> Address:
        """Return what is known of an address; a new one has said nothing yet."""
        found = self._known.get(place)
        if found is None:
            if len(self._known) >= _MOST_KEPT:
                self._known = {key: each for key, each in self._known.items() if each.seats}
            found = self._known[place] = Address()
        return found


def visitor_of(request: Request) -> str:
    """Return the place that a request's client is counted at.

    A proxy on this very machine is believed whom it speaks for, if only for counting: else all of
    its clients would be one.
    """
    address = request.remote_addr or ""
    if address in {"127.0.0.1", "::1"}:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        return place_of(told[:64]) if told else address
    return place_of(address)
