"""The scheduler: looks once a second at what is due, and lets the journal say what became of it.

Only the hall's leader does. What it remembers is no more than when to look at which entry again; it
is found anew from the journal at a start, when anything of it changes, and when the clock is set.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

import structlog

from display.clock import now, parse
from display.hall.announcing import resume_held_calls
from display.hall.schedule.calendar import read_calendars
from display.hall.schedule.closed_days import are_told, tell_closed_days
from display.hall.schedule.entries import begin_again
from display.hall.schedule.occurrences import Settler, is_open, moved_dues
from display.hall.schedule.surroundings import SET_BACK, Surroundings, surroundings
from display.journal import ScheduleEntry, Zone
from display.loop import Loop

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.reasons import SkipReason
    from display.hall.schedule.recurrence import Due
    from display.journal import Hall, Transaction

log = structlog.get_logger(__name__)

BEAT_S: Final = 1.0
PAGE: Final = 50
"""Occurrences that are settled in one transaction: after a week without power there are hundreds.
"""
CALENDAR_AFTER_S: Final = 30.0
"""A start is not held up by reading the calendar of holidays."""
_LEAP_S: Final = 30.0
_NOTHING_FOR: Final = timedelta(days=1)
_UNTRUSTED: Final = timedelta(days=7)


class _Look(NamedTuple):
    """When an entry is to be looked at again, as long as it and the hall are these."""

    entry: ScheduleEntry
    hall: Hall
    at: datetime


class _Item(NamedTuple):
    """Something that is due: an entry, which of its times, and the moment."""

    at: datetime
    entry: ScheduleEntry
    due: Due


class Scheduler:
    """Says what is due, once, never later than allowed; ``steady`` is a clock that nobody sets."""

    def __init__(self, hall: HallContext, steady: Callable[[], float] = time.monotonic) -> None:
        self._hall, self._steady = hall, steady
        self._looks: dict[str, _Look] = {}
        self._waits: dict[tuple[str, str], SkipReason] = {}
        self._seen: tuple[datetime, float] | None = None
        self._leap: tuple[datetime, datetime] | None = None
        self._year = 0
        self._began = steady()
        self.loop = Loop("schedule", self._look, beat_s=BEAT_S, first_s=0.0)

    def start(self) -> None:
        """Begin to look, once a second."""
        self._began = self._steady()
        self.loop.start()

    def stop(self) -> None:
        """Stop looking."""
        self.loop.stop()

    def tick(self) -> int:
        """Let something become of what is due; returns of how many occurrences.

        Does nothing while another server leads the hall.
        """
        if not self._hall.leads:
            self._looks.clear()  # whoever led meanwhile has settled what was remembered here
            self._seen = None
            return 0
        self._watch_clock()
        if not self._hall.read(are_told):
            self._hall.write(tell_closed_days)
        due, holds = self._hall.read(self._find_due)
        if not due and not holds:
            return 0
        return self._hall.write(lambda tx: self._settle(tx, {entry.id for entry in due}))

    def next_look(self) -> datetime:
        """Return when something is due next, as far as is known."""
        return min((look.at for look in self._looks.values()), default=now())

    def _watch_clock(self) -> None:
        """Notice a clock that was set since the last look: then all is looked at anew."""
        moment, steady = now(), self._steady()
        if self._seen:
            before, steady_before = self._seen
            step = (moment - before).total_seconds() - (steady - steady_before)
            if abs(step) >= _LEAP_S:
                self._looks.clear()
                self._leap = (before, moment) if step > 0 else None
        self._seen = moment, steady

    def _find_due(self, tx: Transaction) -> tuple[list[ScheduleEntry], bool]:
        """Return the entries to be looked at now, and whether a hold has come to its end."""
        hall, moment = tx.about(), now()
        entries = tx.all(ScheduleEntry)
        due = [entry for entry in entries if self._is_due(entry, hall, moment)]
        holds = any(
            zone.held_until
            and not parse(str(zone.held_since)) - SET_BACK <= moment < parse(zone.held_until)
            for zone in tx.all(Zone)
        )
        return due, holds

    def _is_due(self, entry: ScheduleEntry, hall: Hall, moment: datetime) -> bool:
        look = self._looks.get(entry.id)
        return look is None or (look.entry, look.hall) != (entry, hall) or look.at <= moment

    def _settle(self, tx: Transaction, wanted: set[str]) -> int:
        resume_held_calls(tx)
        around = surroundings(tx)
        looked_at = [row for row in tx.all(ScheduleEntry) if row.id in wanted]
        entries = [begin_again(tx, row, around) for row in looked_at]
        entries = [row for row in entries if parse(row.since) <= around.now]
        items = merge(*(self._open_items(tx, row, around) for row in entries), key=itemgetter(0))
        settler = Settler(self._hall, tx, around)
        page = list(islice(items, PAGE))
        for item in page:
            key = (item.entry.id, item.due.key)
            # The entry as it stands now: an item before it may have changed what it has moved.
            entry = tx.get(ScheduleEntry, item.entry.id) or item.entry
            if_late = self._waits.get(key) or self._reason_late(item)
            settler.settle(entry, item.due, item.at, if_late)
        self._waits = settler.waits
        self._plan(tx, wanted, around, again=len(page) == PAGE)
        return len(page) - len(settler.waits)

    def _open_items(
        self, tx: Transaction, entry: ScheduleEntry, around: Surroundings
    ) -> Iterator[_Item]:
        """Yield what is due of an entry and not settled, in order."""
        moved = sorted(_Item(at, entry, due) for due, at in moved_dues(entry) if at <= around.now)
        usual = (
            _Item(due.at, entry, due)
            for due in _until(around.dues_from(entry, around.unsettled_from(entry)), around.now)
            if due.key not in entry.moved and is_open(tx, entry, due, around)
        )
        return merge(moved, usual, key=itemgetter(0))

    def _reason_late(self, item: _Item) -> SkipReason:
        leap = self._leap
        return "clock" if leap and leap[0] < item.at <= leap[1] else "late"

    def _plan(
        self, tx: Transaction, wanted: set[str], around: Surroundings, *, again: bool
    ) -> None:
        """Remember when to look at each entry next; ``again``: more is due than was settled."""
        hall, waiting = tx.about(), {entry for entry, _ in self._waits}
        entries = {row.id: row for row in tx.all(ScheduleEntry)}
        for gone in self._looks.keys() - entries.keys():
            del self._looks[gone]
        for entry_id in wanted & entries.keys():
            entry = entries[entry_id]
            at = around.now
            if not again and entry_id not in waiting:
                at = _next_look(entry, around)
            self._looks[entry_id] = _Look(entry, hall, at)

    def _look(self) -> None:
        settled = self.tick()
        if settled:
            log.info("the schedule was settled", occurrences=settled)
        if self._hall.leads and self._steady() - self._began >= CALENDAR_AFTER_S:
            self._read_calendars()

    def _read_calendars(self) -> None:
        year = now().year
        if year == self._year:
            return
        self._year = year  # first: a calendar that cannot be read is not tried every second
        # By itself: a slow machine reads for seconds, and what is due meanwhile must not wait.
        threading.Thread(target=self._read, args=(year,), name="calendar", daemon=True).start()

    def _read(self, year: int) -> None:
        try:
            read_calendars(self._hall, year)
        except Exception:
            log.exception("the calendar of holidays was not read")


def _until(dues: Iterator[Due], moment: datetime) -> Iterator[Due]:
    for due in dues:
        if due.at > moment:
            return
        yield due


def _next_look(entry: ScheduleEntry, around: Surroundings) -> datetime:
    """Return when an entry falls due next, at the latest a day from now."""
    latest = around.now + _NOTHING_FOR
    after = around.now + timedelta(microseconds=1)
    begin = max(after, parse(entry.since))
    if begin - around.now > _UNTRUSTED:
        return latest
    usual = (due.at for due in around.dues_from(entry, begin) if due.key not in entry.moved)
    moved = [at for _, at in moved_dues(entry) if at > around.now]
    return min(next(usual, latest), latest, *moved)
