"""Counting: the events of a journal, one after the other, become figures of days.

Nothing here reads a clock or a database: what is known before and the events alone decide, so that
a journal that is counted again gives the same figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

import structlog

from display.clock import parse
from display.database import Record
from display.hall.business_day import local_day
from display.hall.reasons import UNHEARD, VOICELESS
from display.hall.reports.measures import measure
from display.hall.reports.visits import Visit
from display.journal import Announcement, Call, Event
from display.json_object import JsonObject

Part = Literal["pa", "screen"]
log = structlog.get_logger(__name__)

_ENDS: Final = frozenset(
    f"announcement.{how}" for how in ("finished", "failed", "expired", "cancelled", "merged")
)
_VERDICTS: Final = frozenset({"announcement.heard", "announcement.not_heard"})
_LONGEST_OUTAGE: Final = timedelta(days=400)


class Cell(NamedTuple):
    """Where a figure belongs: the hall's own day and hour, a service and a counter."""

    day: str
    hour: int
    service: str
    counter: str


class Ending(NamedTuple):
    """How announcements of a day ended. ``kind`` is call or message, ``ending`` an ending of the
    journal, ``shown`` (as text only) or ``not_heard`` (the ear heard no chime)."""

    day: str
    kind: str
    ending: str
    reason: str


class Hour(NamedTuple):
    """An hour of a part of the hall: of its loudspeakers, or of one of its screens."""

    day: str
    part: Part
    subject: str
    hour: int


class Outage(NamedTuple):
    """For how long, in seconds, a part was out of order, and how often that began."""

    down_s: int = 0
    began: int = 0


@dataclass(frozen=True, slots=True)
class Known(Record):
    """What must be known of earlier events: the hall's time zone, and what is out of order.

    ``out`` is "part:subject" → since when, and the codes of the faults that say so.
    """

    timezone: str
    out: Mapping[str, JsonObject] = field(default_factory=dict)

    def day_of(self, moment: str) -> str:
        """Return the hall's own date of a moment of the journal, ISO."""
        return local_day(moment, self.timezone)

    def outages(self) -> Iterator[tuple[Part, str, str]]:
        """Yield part, subject and since when of everything that is out of order."""
        for key, out in self.out.items():
            part, _, subject = key.partition(":")
            yield "pa" if part == "pa" else "screen", subject, out["since"]


class Counted:
    """What some events add to the figures; made of what was known before them."""

    def __init__(self, known: Known, visits: Mapping[str, Visit]) -> None:
        self.known = known
        self.visits = dict(visits)
        """Every visit that the events were about, as it is now counted."""
        self.cells: dict[Cell, Counter[str]] = {}
        self.endings: Counter[Ending] = Counter()
        self.outages: dict[Hour, Outage] = {}
        self.day = ""
        """The latest day on which any of them happened."""
        self._zone = ZoneInfo(known.timezone)

    def take(self, event: Event) -> None:
        """Count one event, the next of the journal."""
        if event.name.startswith("ticket.") and "call" in event.data:
            self._count_visit(event, Call.from_json(event.data["call"]))
        elif event.name in _ENDS | _VERDICTS:
            self._count_announcement(event, Announcement.from_json(event.data["announcement"]))
        elif event.name in {"fault.raised", "fault.cleared"}:
            self._count_fault(event)
        elif event.name == "hall.changed" and "hall" in event.data:
            self.known = replace(self.known, timezone=event.data["hall"]["timezone"])
            self._zone = ZoneInfo(self.known.timezone)
        self.day = max(self.day, self._local(event.occurred_at)[0])

    def _count_visit(self, event: Event, call: Call) -> None:
        visit = self.visits.get(call.event_id)
        if visit is None and event.name == "ticket.called":
            day, hour = self._local(call.called_at)
            wait_s = _seconds(call.issued_at, call.called_at) if call.issued_at else None
            first = Visit(day, hour, call.service, call.counter, wait_s=wait_s)
            self._put(call.event_id, None, first)
        elif visit and not visit.is_over(self._local(event.occurred_at)[0]):
            after = replace(visit, missed=visit.missed or bool(event.data.get("unheard")))
            if call.state != visit.state:
                served = call.state == "served"
                took_s = _seconds(call.called_at, event.occurred_at) if served else None
                after = replace(after, state=call.state, service_s=took_s)
            self._put(call.event_id, visit, after)

    def _count_announcement(self, event: Event, row: Announcement) -> None:
        day, hour = self._local(row.queued_at or event.occurred_at)
        heard = _was_heard(row)
        if event.name in _ENDS:
            how = "shown" if row.silent and row.state == "finished" else row.state
            self.endings[Ending(day, row.kind, how, row.reason or "")] += 1
            if heard and row.kind == "call" and row.started_at and row.service and row.counter:
                took_s = _seconds(row.queued_at, row.started_at)
                self._add(Cell(day, hour, row.service, row.counter), measure("to_heard", took_s))
        elif event.name == "announcement.not_heard":
            self.endings[Ending(day, row.kind, "not_heard", "")] += 1
        visit = self.visits.get(row.event_id) if row.kind == "call" else None
        if visit is None or visit.is_over(self._local(event.occurred_at)[0]):
            return
        if heard:
            self._put(row.event_id, visit, replace(visit, heard=True))
        elif event.name == "announcement.not_heard":
            self._put(row.event_id, visit, replace(visit, heard=False, missed=True))
        elif _was_missed(row):
            self._put(row.event_id, visit, replace(visit, missed=True))

    def _count_fault(self, event: Event) -> None:
        fault = event.data["fault"]
        part = _part_of(fault["code"])
        if part is None:
            return
        key, out = f"{part}:{fault['subject']}", dict(self.known.out)
        standing = out.pop(key, None)
        codes = set(standing["codes"] if standing else ())
        since = standing["since"] if standing else event.occurred_at
        if event.name == "fault.raised":
            codes.add(fault["code"])
            if standing is None:
                day, hour = self._local(since)
                self._add_outage(Hour(day, part, fault["subject"], hour), 0, 1)
        else:
            codes.discard(fault["code"])
            if standing and not codes:
                for day, hour, down_s in hours_between(since, event.occurred_at, self._zone):
                    self._add_outage(Hour(day, part, fault["subject"], hour), down_s, 0)
        if codes:
            out[key] = {"since": since, "codes": sorted(codes)}
        self.known = replace(self.known, out=out)

    def _put(self, visit_id: str, before: Visit | None, after: Visit) -> None:
        """Count a visit as it is now, and no more as it was before."""
        self.visits[visit_id] = after
        change = after.figures()
        if before:
            change.subtract(before.figures())
        self._add(Cell(after.day, after.hour, after.service, after.counter), change)

    def _add(self, cell: Cell, change: Counter[str]) -> None:
        # update() and not +=, which would drop what is counted back.
        self.cells.setdefault(cell, Counter()).update(change)

    def _add_outage(self, hour: Hour, down_s: int, began: int) -> None:
        before = self.outages.get(hour, Outage())
        self.outages[hour] = Outage(before.down_s + down_s, before.began + began)

    def _local(self, moment: str) -> tuple[str, int]:
        local = parse(moment).astimezone(self._zone)
        return local.date().isoformat(), local.hour


def count(known: Known, visits: Mapping[str, Visit], events: Iterable[Event]) -> Counted:
    """Return what events add to the figures, after what was known before them.

    One that cannot be read is left out: it must not keep all that follow from being counted.
    """
    counted = Counted(known, visits)
    for event in events:
        try:
            counted.take(event)
        except (KeyError, TypeError, ValueError) as error:
            log.warning("event not counted", seq=event.seq, name=event.name, why=repr(error))
    return counted


def visits_of(events: Iterable[Event]) -> set[str]:
    """Return the ids of the visits that events tell something of."""
    found = set()
    for event in events:
        for kind in ("call", "announcement"):
            row = event.data.get(kind)
            if isinstance(row, dict) and row.get("kind", "call") == "call":
                found.add(row["event_id"])
    return found


def hours_between(since: str, until: str, zone: ZoneInfo) -> Iterator[tuple[str, int, int]]:
    """Yield day, hour and whole seconds of every hour of the hall's wall from one moment on."""
    at, end = parse(since), parse(until)
    at = max(at, end - _LONGEST_OUTAGE)
    while at < end:
        local = at.astimezone(zone)
        step = min(_next_hour(local) + at, end)
        yield local.date().isoformat(), local.hour, round((step - at).total_seconds())
        at = step


def _next_hour(local: datetime) -> timedelta:
    # By the wall's minutes, not by UTC's: some zones are half an hour off.
    return timedelta(hours=1) - timedelta(
        minutes=local.minute, seconds=local.second, microseconds=local.microsecond
    )


def _part_of(code: str) -> Part | None:
    """Return which part of the hall a fault puts out of order, if it does."""
    if code == "screen.missing":
        return "screen"
    silent = code.startswith("speaker.") and code != "speaker.stuttering"
    return "pa" if silent or code in {"zone.muted", "ear.not_heard"} else None


def _was_heard(row: Announcement) -> bool:
    """Say whether the hall heard the words of an announcement."""
    voiceless = row.silent or row.reason in VOICELESS
    return row.state == "finished" and not voiceless and row.heard is not False


def _was_missed(row: Announcement) -> bool:
    """Say whether an announcement was to be heard, and was not."""
    if row.state == "merged":
        return row.reason == UNHEARD
    return row.state in {"failed", "expired"} or row.reason in VOICELESS


def _seconds(since: str, until: str) -> int:
    return max(0, round((parse(until) - parse(since)).total_seconds()))
