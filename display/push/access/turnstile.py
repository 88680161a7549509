"""The turnstile: requests of strangers begin one after the other, those of known clients at once.

One thread serves everybody. Were fifty requests of strangers begun in one round of the event loop,
a call that became ready meanwhile would wait for all of them, at each of its steps.
"""

from __future__ import annotations

import time
from collections import deque
from typing import Final

import gevent
from gevent.event import Event

# As many as forty screens ask for at once when they load their page again.
_MOST_EACH: Final = 256
_MOST: Final = 512
# The shortest sleep that lets the event loop look at its sockets in between.
_ROUND_S: Final = 0.0005
_LONGEST_S: Final = 10.0
# How long a stranger gives way to changes that known clients make: a call takes 20 ms.
_WAY_S: Final = 0.05


class Turnstile:
    """Lets strangers in, one per round of the event loop, the addresses in turn."""

    def __init__(self) -> None:
        #: Changes that known clients are making now; strangers begin after them.
        self.changes = 0
        self._queues: dict[str, deque[Event]] = {}
        self._waiting = 0
        self._is_turning = False

    def enter(self, place: str) -> bool:
        """Wait for one's turn; ``False`` when too many wait, or for too long."""
        if not self._is_turning:
            self._is_turning = True
            gevent.spawn(self._turn)
            return True
        queue = self._queues.setdefault(place, deque())
        if len(queue) >= _MOST_EACH or self._waiting >= _MOST:
            return False
        turn = Event()
        queue.append(turn)
        self._waiting += 1
        if turn.wait(_LONGEST_S):
            return True
        self._forget(place, turn)
        return False

    def _forget(self, place: str, turn: Event) -> None:
        queue = self._queues.get(place)
        if queue and turn in queue:
            queue.remove(turn)
            self._waiting -= 1

    def _give_way(self) -> None:
        until = time.monotonic() + _WAY_S
        while self.changes and time.monotonic() < until:
            gevent.sleep(_ROUND_S * 4)

    def _turn(self) -> None:
        try:
            gevent.sleep(_ROUND_S)
            while self._queues:
                self._give_way()
                place = next(iter(self._queues))
                queue = self._queues.pop(place)
                if queue:
                    queue.popleft().set()
                    self._waiting -= 1
                if queue:
                    self._queues[place] = queue  # at the end: the other addresses come first
                gevent.sleep(_ROUND_S)
        finally:
            self._is_turning = False
