"""Who is connected: every screen with its version, the last seq it has and when it was heard."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from itertools import count

from display.clock import iso_now
from display.json_object import JsonObject
from display.push.wire.protocol import Hello, ScreenStatus

POLLED_WITHIN_S = 10.0
"""A screen that polls asks every two seconds; after this it has left."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Which claimed screen a client is, by its id, and what its browser says it is."""

    screen: str
    agent: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One connected client, as it last described itself. Times are ISO 8601 UTC.

    ``is_known``: it showed a valid token or session. Others may say what they like.
    ``screen`` is the id of the screen that staff have claimed, ``agent`` what its browser says it
    is; both None of everybody else.
    """

    id: int
    role: str
    transport: str
    remote: str
    connected_at: str
    heard_at: str
    name: str | None = None
    version: str | None = None
    seq: int | None = None
    size: str | None = None
    drift_ms: float | None = None
    sound: bool | str | None = None
    error: str | None = None
    is_known: bool = False
    screen: str | None = None
    agent: str | None = None
    shows: JsonObject | None = None


class Presence:
    """The list of connected clients, by a number that is theirs until they leave."""

    def __init__(self) -> None:
        self._seen: dict[int, Seen] = {}
        self._polls: dict[str, tuple[int, float]] = {}  # screen -> its number, and when it asked
        self._ids = count(1)

    def enter(
        self,
        hello: Hello,
        transport: str,
        remote: str,
        claimed: Claimed | None = None,
        *,
        is_known: bool = False,
    ) -> int:
        """Note a client that said hello; return its number."""
        number, now = next(self._ids), iso_now()
        said = hello.name, hello.version, hello.seq
        seen = Seen(number, hello.role, transport, remote, now, now, *said, is_known=is_known)
        if claimed:
            seen = replace(seen, screen=claimed.screen, agent=claimed.agent, is_known=True)
        self._seen[number] = seen
        return number

    def poll(self, hello: Hello, remote: str, claimed: Claimed) -> None:
        """Note that a claimed screen asked: it has no connection that would tell when it leaves."""
        number = self._polls.get(claimed.screen, (0, 0.0))[0]
        if number not in self._seen:
            number = self.enter(hello, "poll", remote, claimed)
        self._polls[claimed.screen] = (number, time.monotonic())
        self._seen[number] = replace(self._seen[number], heard_at=iso_now(), seq=hello.seq)

    def update(self, number: int, status: ScreenStatus) -> None:
        """Take over what a status says; what it leaves out stays as it was."""
        said: JsonObject = status.model_dump(include=status.model_fields_set - {"type"})
        self._seen[number] = replace(self._seen[number], heard_at=iso_now(), **said)

    def leave(self, number: int) -> None:
        """Forget a client; one that has left already is no error."""
        self._seen.pop(number, None)

    def all(self) -> list[Seen]:
        """Return everyone, in the order they came."""
        self._forget_polls()
        return list(self._seen.values())

    def _forget_polls(self) -> None:
        moment = time.monotonic()
        for screen, (number, at) in list(self._polls.items()):
            if moment - at > POLLED_WITHIN_S:
                del self._polls[screen]
                self.leave(number)

    def connected(self, role: str) -> int:
        """Return how many of ``role`` are connected."""
        return sum(seen.role == role for seen in self._seen.values())
