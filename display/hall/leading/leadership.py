"""The leadership of a hall: held by one of its servers, renewed every second, fenced.

The leader is where the hall's speaker is. So an order to play never crosses servers: a server that
has a speaker takes the lease from one that has none, and a speaker that loses its server brings
the lease with it to the next one (docs/architecture.md, "Several servers, one hall").
"""

from __future__ import annotations

import hashlib
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import structlog

from display.database import LEASE_S, JournalError, Leases
from display.json_object import JsonObject
from display.loop import Loop

if TYPE_CHECKING:
    from display.journal import Journal

log = structlog.get_logger(__name__)

BEAT_S: Final = 1.0
"""Between two renewals, and between two looks at another's lease."""

_LAST_BEAT_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class Led:
    """What a server does as the leader: got ready before anything may be written, begun, ended.

    ``tell`` returns what the other servers are to know of this one; ``speaks`` whether a speaker is
    connected here.
    """

    tell: Callable[[], JsonObject]
    speaks: Callable[[], bool]
    get_ready: Callable[[], None]
    begin: Callable[[], None]
    end: Callable[[], None]


def place_of(folder: Path) -> str:
    """Return a name for this machine and data folder, in which one server runs at a time."""
    return hashlib.sha256(f"{socket.gethostname()}:{folder.resolve()}".encode()).hexdigest()[:32]


def steady_s() -> float:
    """Return a clock that nobody sets, and that goes on while the machine sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class Leadership:
    """One server's side of the lease; ``place`` is where it runs (:func:`place_of`)."""

    def __init__(
        self,
        journal: Journal,
        hall: str,
        place: str,
        *,
        steady: Callable[[], float] = steady_s,
    ) -> None:
        self._journal, self._hall = journal, hall
        self._leases = Leases(journal.database, hall, uuid4().hex, place)
        self._steady = steady
        self._led = Led(dict, lambda: False, _nothing, _nothing, _nothing)
        self._fence: int | None = None
        self._until = 0.0
        self._holder: str | None = None
        self._told: Mapping[str, JsonObject] = {}
        self.loop = Loop("leadership", self._look, beat_s=BEAT_S)

    @property
    def fence(self) -> int | None:
        """The number of the lease that this server holds; ``None`` when it does not, or not now."""
        # By our own clock, from before the renewal was asked for: it is never late, whatever
        # stopped this process since.
        return self._fence if self._steady() < self._until else None

    @property
    def leader(self) -> JsonObject | None:
        """What the server that leads tells of itself; ``None`` when none does."""
        return self._told.get(self._holder) if self._holder else None

    @property
    def peers(self) -> tuple[JsonObject, ...]:
        """What the other servers of the hall tell of themselves."""
        own = self._leases.own_id
        return tuple(told for server, told in self._told.items() if server != own)

    def follow(self, led: Led) -> None:
        """Do what ``led`` says when this server begins to lead, and when it does not any more."""
        self._led = led

    def start(self) -> None:
        """Lead, if nobody does, before anything of the server is started; and go on looking."""
        self._journal.on_lease(self._hear)
        self._look(starting=True)
        self.loop.start()

    def stop(self) -> None:
        """Give the lease up: another server takes it at once."""
        self.loop.stop(_LAST_BEAT_S)
        fence = self._fence
        self._lose()
        try:
            self._leases.release(fence)
        except JournalError as error:
            log.warning("lease not released, it ends by itself", reason=str(error))

    def wake(self) -> None:
        """Look soon: a speaker came or went, or another server gave the lease up."""
        self.loop.wake()

    def _hear(self, hall: str) -> None:
        if hall == self._hall:
            self.wake()

    def _look(self, *, starting: bool = False) -> None:
        try:
            self._beat(starting=starting)
        except JournalError as error:
            log.warning("the lease cannot be looked at", reason=str(error))
        except Exception:
            log.exception("the lease was not looked at, tried again")
        if self._fence is not None and self.fence is None:
            self._lose()

    def _beat(self, *, starting: bool) -> None:
        if self._fence is not None and self.fence is None:
            self._lose()
        began, held = self._steady(), self._fence
        beat = self._leases.beat(self._led.tell(), held, speaks=self._led.speaks())
        self._holder, self._told = beat.holder, beat.told
        if held is not None:
            if beat.fence == held:
                self._until = began + LEASE_S
                return
            self._lose()
        own = beat.holder == self._leases.own_id
        speaks = self._led.speaks()
        if starting or own or beat.holder is None or (speaks and not beat.speaks):
            began = self._steady()
            fence = self._leases.claim(speaks=speaks, starting=starting)
            if fence is not None:
                self._gain(fence, began + LEASE_S)

    def _gain(self, fence: int, until: float) -> None:
        # Still without the fence: a turn that began under an earlier lease can write nothing, and
        # send nothing, until what it knew is forgotten.
        self._led.get_ready()
        self._fence, self._until, self._holder = fence, until, self._leases.own_id
        log.info("this server leads the hall", hall=self._hall, fence=fence)
        try:
            self._led.begin()
        except BaseException:
            self._lose()
            raise

    def _lose(self) -> None:
        if self._fence is None:
            return
        log.warning("this server leads the hall no more", hall=self._hall, fence=self._fence)
        self._fence, self._until = None, 0.0
        self._led.end()


def _nothing() -> None:
    """Do nothing."""
