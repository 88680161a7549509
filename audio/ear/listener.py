"""The ear as a whole: the supervised worker at the microphone, and the link to the server.

Once a second the server is told how the microphone is and what was judged, and answers what has
just begun to sound and how long ago: no two clocks have to agree.
"""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Literal, Protocol

from audio.address import split_address
from audio.ear.figures import Expected, Judgement
from audio.ear.hall_link import HallLink
from audio.ear.worker_process import EarWorker
from audio.ear.worker_protocol import EarEvent

log = logging.getLogger(__name__)

State = Literal["starting", "listening", "silent", "no_microphone"]

ASK_EVERY_S = 1.0
#: A worker that listens beats once a second; one that does not is frozen, in SDL or the system.
FROZEN_AFTER_S = 8.0
#: Before another worker is started; longer each time that one ends at once.
PAUSES_S = (1.0, 2.0, 5.0, 10.0)
#: So long a worker has to hear for the next pause to be the shortest again.
SETTLED_S = 20.0
_CLOSE_S = 1.0
_MOST_JUDGED = 16  # in one message; older ones wait for the next
_MOST_KEPT = 64
_LONGEST_TEXT = 120


class Ears(Protocol):
    """A worker at the microphone, as :class:`audio.ear.worker_process.EarWorker` is one."""

    def expect(self, announcement: Expected) -> None:
        """Be told of an announcement that has begun."""

    def close(self, timeout_s: float) -> None:
        """End."""


class Server(Protocol):
    """The way to the server, as :class:`audio.ear.hall_link.HallLink` is one."""

    def tell(self, message: Mapping[str, object]) -> dict[str, Any] | None:
        """Return what it answers, ``None`` when it does not."""


def run_ear(
    server_url: str,
    token: str,
    *,
    zone: str = "main",
    microphone: str | None = None,
    stop: threading.Event,
) -> None:
    """Be the ear of a zone until ``stop`` is set; call it from the main thread.

    ``server_url`` is the server's address (ValueError for what is none), ``microphone`` the name of
    one or ``None`` for the system's default. Neither an absent server nor an absent microphone ends
    it: it waits for both.
    """
    link = HallLink(split_address(server_url)[0], token)
    listener = Listener(link, lambda hear: EarWorker(microphone, hear), zone, microphone)
    try:
        while not stop.wait(ASK_EVERY_S):
            listener.look()
    finally:
        listener.close()
        link.close()


class Listener:
    """Keeps a worker at the microphone and tells the server; :meth:`look` once a second."""

    def __init__(
        self,
        server: Server,
        make_worker: Callable[[Callable[[EarEvent], None]], Ears],
        zone: str,
        microphone: str | None = None,
    ) -> None:
        self._server, self._make_worker = server, make_worker
        self._zone, self._wanted = zone, microphone
        self._lock = threading.Lock()
        self._worker: Ears | None = None
        self._state: State = "starting"
        self._microphone = microphone or ""
        self._detail = ""
        self._heard_at = self._began_at = time.monotonic()
        self._start_at, self._ends = 0.0, 0
        self._judged: deque[Judgement] = deque(maxlen=_MOST_KEPT)
        self._told: OrderedDict[str, None] = OrderedDict()

    def look(self) -> None:
        """Start a worker where there is none, end one that is frozen, and talk to the server."""
        self._keep_worker()
        self._talk()

    def close(self) -> None:
        """End the worker."""
        if worker := self._worker:
            worker.close(_CLOSE_S)

    def _keep_worker(self) -> None:
        now_s = time.monotonic()
        with self._lock:
            worker, listens = self._worker, self._state in {"listening", "silent"}
            frozen = listens and now_s - self._heard_at > FROZEN_AFTER_S
            due = worker is None and now_s >= self._start_at
        if worker and frozen:
            log.warning("the ear's worker says nothing more and is ended")
            self._heard_at = now_s
            worker.close(_CLOSE_S)
        elif due:
            self._start_worker(now_s)

    def _start_worker(self, now_s: float) -> None:
        with self._lock:
            self._began_at = self._heard_at = now_s
        try:
            # Its events come from another thread, perhaps before this one has its hands on it.
            made = self._make_worker(self._hear)
        except OSError as error:
            self._rest(f"the ear's worker cannot be started: {error}")
            return
        with self._lock:
            self._worker = made if self._start_at <= now_s else None

    def _talk(self) -> None:
        with self._lock:
            told = tuple(self._judged)[:_MOST_JUDGED]
            message = self._describe(told)
        asked_s = time.monotonic()
        answer = self._server.tell(message)
        # The answer was as old as half of the way there and back when it came.
        got_s = (asked_s + time.monotonic()) / 2
        if answer is None:
            return
        with self._lock:
            for one in told:
                if one in self._judged:
                    self._judged.remove(one)
        expected = answer.get("expected")
        for each in expected if isinstance(expected, list) else ():
            self._expect(each, got_s)

    def _describe(self, judged: tuple[Judgement, ...]) -> dict[str, object]:
        return {
            "zone": self._zone,
            "name": socket.gethostname()[:80] or "?",
            "state": self._state,
            "microphone": _plain(self._microphone),
            "detail": _plain(self._detail),
            "judgements": [_as_message(one) for one in judged],
        }

    def _expect(self, told: object, got_s: float) -> None:
        """Pass on what has begun, once; what cannot be read is left."""
        try:
            announcement = _read_expected(told, got_s)
        except (KeyError, TypeError, ValueError):
            log.warning("announcement ignored: %r", told)
            return
        if announcement.key in self._told:
            return
        self._told[announcement.key] = None
        if len(self._told) > _MOST_KEPT:
            self._told.popitem(last=False)
        if worker := self._worker:
            worker.expect(announcement)

    def _hear(self, event: EarEvent) -> None:
        """Take an event of the worker, from its thread."""
        if event.event == "died":
            self._rest(f"the ear's worker has ended: {event.detail}")
            return
        with self._lock:
            self._heard_at = time.monotonic()
            if event.event == "judged" and event.judgement:
                self._judged.append(event.judgement)
            elif event.event in {"listening", "silent"}:
                self._state = "silent" if event.event == "silent" else "listening"
                self._microphone, self._detail = event.device or self._wanted or "", ""
                log.info("microphone %s: %s", self._microphone, self._state)
            elif event.event in {"no_microphone", "lost"}:
                self._state = "no_microphone"
                self._detail = event.detail or "it gives nothing more"
                log.warning("no microphone: %s", self._detail)

    def _rest(self, why: str) -> None:
        """Start the next worker after a pause."""
        now_s = time.monotonic()
        with self._lock:
            lived_s = now_s - self._began_at
            self._ends = 0 if lived_s >= SETTLED_S else self._ends + 1
            self._start_at = now_s + PAUSES_S[min(self._ends, len(PAUSES_S) - 1)]
            self._worker = None
            if self._state != "no_microphone":
                self._state = "starting"
        log.warning("%s", why)


def _as_message(judgement: Judgement) -> dict[str, object]:
    fields = asdict(judgement)
    announcement_id, _, attempt = fields.pop("key").rpartition("#")
    return {"announcement_id": announcement_id, "attempt": int(attempt), **fields}


def _read_expected(told: Any, got_s: float) -> Expected:
    """Return the announcement; the server says how long ago it began, by its own clock."""
    return Expected(
        f"{told['announcement_id']}#{int(told['attempt'])}",
        str(told["chime"]),
        got_s - max(0.0, float(told["age_s"])),
        max(0.0, float(told["length_s"])),
    )


def _plain(text: str) -> str:
    """Return what a system called something as one printable line of bounded length."""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:_LONGEST_TEXT]
