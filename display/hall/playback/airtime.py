"""Airtime: how much of the hall's hour is spoken, measured from what was really heard.

The book follows the journal: after a restart, or beside another server, it says the same. It holds
the last hour and no more.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from display.clock import now, parse
from display.hall.announcing import Turns, arrange
from display.hall.reasons import ENDINGS
from display.journal import Announcement, Event, OpenAnnouncements, Transaction

if TYPE_CHECKING:
    from display.journal import Journal

WINDOW: Final = timedelta(hours=1)
PACE_WINDOW: Final = timedelta(minutes=10)
USUAL_CALL_S: Final = 12.5
"""Seconds that a call takes as long as none was measured: said twice, with chime and gap."""

# An hour of a hall that calls every ten seconds has fewer events than this.
_MOST_EVENTS = 6000
_PAGE = 300
# Of something that sounds or has sounded, not steps of it.
_NO_STEPS = frozenset({"announcement.moved", "announcement.heard", "announcement.not_heard"})
# Above this share of the time, calls begin to queue for long whenever several come together.
_TIGHT = 0.6
_FULL = 0.9

Advice = Literal["ample", "tight", "use_short_form", "overloaded"]


class Heard(NamedTuple):
    """Something that sounded: until when, how long, and whether it was a call heard whole."""

    at: datetime
    seconds: float
    whole_call: bool


class Spoken(NamedTuple):
    """A call's first word: when, for which service, and after how long a wait."""

    at: datetime
    service: str
    waited_s: float


@dataclass(frozen=True, slots=True)
class Airtime:
    """The measured hour; ``load`` is the share of the time that calls need at their present pace.

    ``advice``: ample; tight; use_short_form (calls come faster than they are spoken, and the short
    form would do); overloaded (they do, and the short form is in use).
    """

    calls_heard: int
    seconds_per_call: float
    measured: bool
    calls_per_hour: float
    load: float
    share: float
    advice: Advice


class AirtimeBook:
    """Follows the journal of one hall for one of its zones; may be asked from any thread."""

    def __init__(
        self, gap_s: float, after_calls: int = 6, after_s: float = 90.0, *, zone: str = "main"
    ) -> None:
        """``gap_s`` is the pause after each sound; the others say when it is an ordinary
        announcement's turn (:class:`~display.hall.announcing.Turns`)."""
        self._after_calls, self._after_s = after_calls, after_s
        self._ordinary: datetime | None = None  # when an ordinary announcement began last
        self.spoken: dict[str, int] = {}
        """At which seq a call of each service was heard last."""
        self._gap_s, self._zone = gap_s, zone
        self._seq: int | None = None
        self._heard: deque[Heard] = deque()
        self._waits: deque[Spoken] = deque()
        self._called: deque[datetime] = deque()
        self._sounding: dict[str, Announcement] = {}
        self._lock = threading.Lock()

    def follow(self, journal: Journal, hall: str) -> None:
        """Take in what the journal has that the book has not."""
        self.take(journal.read(hall, self.news))

    def news(self, tx: Transaction) -> list[Event]:
        """Return the events after the book's position; at first those of the last hour."""
        if self._seq is None or tx.seq < self._seq:  # a backup was restored: begin anew
            return list(reversed(list(_newest(tx))))
        events, after = [], self._seq
        # In pages: after a long outage there may be thousands, and each is decoded in memory.
        while page := tx.events(after, _PAGE):
            events += page
            after = page[-1].seq
        return events

    def take(self, events: Iterable[Event]) -> None:
        """Enter events, oldest first; one that is in the book already changes nothing."""
        with self._lock:
            for event in events:
                if self._seq is None or event.seq > self._seq:
                    self._seq = event.seq
                    row = event.data.get("announcement")
                    if row:
                        self._enter(event, Announcement.from_json(row))
            self._forget()

    def measure(self, *, short_in_use: bool) -> Airtime:
        """Return what the last hour says."""
        with self._lock:
            self._forget()
            whole = [heard.seconds for heard in self._heard if heard.whole_call]
            # Calls cut short or replayed say nothing about how long a call takes.
            each_s = fmean(whole) + self._gap_s if whole else USUAL_CALL_S
            # The pace is that of ten minutes: an hour's mean hides the rush that staff must act on.
            recent = sum(1 for at in self._called if at >= now() - PACE_WINDOW)
            per_hour = recent * (WINDOW / PACE_WINDOW)
            sounded_s = sum(heard.seconds + self._gap_s for heard in self._heard)
        load = per_hour * each_s / WINDOW.total_seconds()
        return Airtime(
            calls_heard=len(whole),
            seconds_per_call=round(each_s, 1),
            measured=bool(whole),
            calls_per_hour=round(per_hour, 1),
            load=round(load, 3),
            share=round(min(1.0, sounded_s / WINDOW.total_seconds()), 3),
            advice=_advise(load, short_in_use),
        )

    def arrange(self, open_ones: OpenAnnouncements, *, fair: bool) -> list[Announcement]:
        """Return what is or will be spoken, first things first, by all that the book knows.

        See :func:`display.hall.announcing.arrange`.
        """
        if not any(item.priority == "scheduled" for item in open_ones):
            return arrange(open_ones, fair=fair, spoken=self.spoken)
        usual_s = self.measure(short_in_use=False).seconds_per_call
        with self._lock:
            calls = tuple(spoken.at for spoken in self._waits)
            last, spoken = self._ordinary, dict(self.spoken)
        turns = Turns(self._after_calls, self._after_s, now(), usual_s, last, calls)
        return arrange(open_ones, fair=fair, spoken=spoken, turns=turns)

    def waits(self, service: str) -> list[float]:
        """Return how long each call of a service waited for its first word in the last hour, s."""
        with self._lock:
            return [spoken.waited_s for spoken in self._waits if spoken.service == service]

    def _enter(self, event: Event, row: Announcement) -> None:
        at = parse(event.occurred_at)
        if row.silent or row.zone != self._zone or event.name in _NO_STEPS:
            return
        if row.kind == "call" and row.seq == row.queued_seq:
            self._called.append(at)
        if row.state == "started":
            self._begin(event, row, at)
        elif row.state in ENDINGS:
            self._end(row, at)

    def _begin(self, event: Event, row: Announcement, at: datetime) -> None:
        before = self._sounding.get(row.id)
        if before:  # said once more, or again after a loss
            self._heard.append(Heard(at, (before.duration_ms or 0) / 1000, whole_call=False))
        self._sounding[row.id] = row
        if row.priority == "scheduled":
            self._ordinary = at
        if row.kind == "call" and row.service:
            self.spoken[row.service] = event.seq
            # A replay after a loss is not a longer wait: the visitor heard the first attempt begin.
            if row.attempt == 1:
                waited_s = (at - parse(row.queued_at)).total_seconds()
                self._waits.append(Spoken(at, row.service, max(0.0, waited_s)))

    def _end(self, row: Announcement, at: datetime) -> None:
        begun = self._sounding.pop(row.id, None)
        if begun is None or begun.started_at is None:
            return
        whole_call = row.kind == "call" and row.state == "finished"
        seconds = (at - parse(begun.started_at)).total_seconds()
        if begun.duration_ms:  # what was interrupted, and is only now called off, did not sound on
            seconds = min(seconds, begun.duration_ms / 1000)
        self._heard.append(Heard(at, max(0.0, seconds), whole_call))

    def _forget(self) -> None:
        since = now() - WINDOW
        while self._heard and self._heard[0].at < since:
            self._heard.popleft()
        while self._waits and self._waits[0].at < since:
            self._waits.popleft()
        while self._called and self._called[0] < since:
            self._called.popleft()


def _newest(tx: Transaction) -> Iterator[Event]:
    """Yield the events of the last hour, newest first."""
    before, since, left = tx.seq + 1, now() - WINDOW, _MOST_EVENTS
    while page := tx.events_before(before, _PAGE):
        for event in page:
            if parse(event.occurred_at) < since or not left:
                return
            left -= 1
            yield event
        before = page[-1].seq


def _advise(load: float, short_in_use: bool) -> Advice:
    if load < _TIGHT:
        return "ample"
    if load < _FULL:
        return "tight"
    return "overloaded" if short_in_use else "use_short_form"
