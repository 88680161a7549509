"""What becomes of each time at which an entry falls due: said, skipped with its reason, or moved.

An occurrence is named by its entry and its time on the hall's wall. Its row and the announcement
that it makes are written in one transaction, under the journal's lock and the leader's fence: that
is why it is said once, whatever the clock does, whoever is restarted and however many servers there
are. An idempotency key would be forgotten after two days, which a clock may jump over.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from display.clock import iso, parse
from display.hall.announcing import (
    AnnouncementRequest,
    draft_announcement,
    fields_of,
    hold_calls_until,
    queue_draft,
    the_zone,
)
from display.hall.errors import Busy, Refused
from display.hall.schedule.recurrence import Due
from display.journal import Occurrence, ScheduleEntry, ScheduleMark, Template

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.outcome import Placed
    from display.hall.reasons import SkipReason
    from display.hall.schedule.surroundings import Surroundings
    from display.journal import Event, Transaction

PASSED_OVER: Final = frozenset({"late", "clock"})
"""Reasons of what was not said because its time had gone by: it may come again."""


def is_open(tx: Transaction, entry: ScheduleEntry, due: Due, around: Surroundings) -> bool:
    """Say whether something is still to become of a time at which an entry fell due."""
    row = tx.get(Occurrence, entry.id, due.key)
    if row is None:
        return True
    # Passed over while the clock was ahead, and now it is that time again: it was never said.
    passed_over = row.state == "skipped" and row.reason in PASSED_OVER
    return passed_over and around.now <= due.at + timedelta(minutes=entry.late_min)


def draft_request(
    tx: Transaction, entry: ScheduleEntry, begin: datetime, around: Surroundings
) -> AnnouncementRequest:
    """Return what an entry asks to be said that is due at ``begin``, without an end.

    The hour of a break that has no other (``{jam}``) is that of its end.
    """
    fields = dict(entry.fields)
    template = tx.get(Template, entry.template) if entry.template else None
    names = {field.name for field in fields_of(template.text)} if template else set()
    if entry.hold_min and "jam" in names and "jam" not in fields:
        end = (begin + timedelta(minutes=entry.hold_min)).astimezone(around.zone)
        fields["jam"] = f"{end:%H.%M}"
    return AnnouncementRequest.model_validate(
        {
            "text": entry.text,
            "template": entry.template,
            "fields": (fields or None) if entry.template else None,
            "recording": entry.recording,
            "priority": entry.priority,
            "zones": (entry.zone,),
            "repeat": entry.repeat,
            "chime": entry.chime,
            "hold_calls": entry.hold_calls,
        }
    )


def announce_now(
    hall: HallContext,
    tx: Transaction,
    entry: ScheduleEntry,
    begin: datetime,
    latest: datetime,
    around: Surroundings,
    event_id: str,
) -> Placed:
    """Journal the announcement of an entry that was due at ``begin`` and expires at ``latest``.

    Raises :class:`Refused` for what cannot be said, and :class:`Busy` when too much waits.
    """
    asked = draft_request(tx, entry, begin, around)
    asked = asked.model_copy(update={"expires_at": iso(latest)})
    row = draft_announcement(hall, tx, asked)
    if row.priority == "emergency":
        # Its template was made one since: an alarm must never go off by itself.
        raise Refused("priority", "No emergency is announced by the schedule.", code="emergency")
    placed = queue_draft(hall, tx, replace(row, event_id=event_id), event_id)
    end = begin + timedelta(minutes=entry.hold_min)
    if end > around.now:
        hold_calls_until(tx, entry.zone, iso(end), entry.name)
    return placed


class Settler:
    """Lets something become of what is due, in one transaction, in the order of its times."""

    def __init__(self, hall: HallContext, tx: Transaction, around: Surroundings) -> None:
        self._hall, self._tx, self._around = hall, tx, around
        self._settled = around.settled
        self.waits: dict[tuple[str, str], SkipReason] = {}
        """What cannot be said yet, and is still within its time -> why."""

    def settle(self, entry: ScheduleEntry, due: Due, begin: datetime, if_late: SkipReason) -> None:
        """Say, skip or keep waiting what is due at ``begin``: ``due`` itself, unless it was moved.

        ``if_late`` is the reason when its time has gone by.
        """
        was_moved = due.key in entry.moved
        against = None if was_moved else self._around.reason_against(entry, due)
        if against is None and self._around.now > begin + timedelta(minutes=entry.late_min):
            against = if_late
        if against:
            self.skip(entry, due, begin, against)
            return
        waits = self._waits(entry)
        if waits is None:
            waits = self._say(entry, due, begin)
        if waits:
            self.waits[entry.id, due.key] = waits
            self._settled = min(self._settled, begin)

    def skip(self, entry: ScheduleEntry, due: Due, begin: datetime, reason: SkipReason) -> None:
        """Journal that a time of an entry goes by unsaid."""
        row = Occurrence(entry.id, due.key, entry.name, "skipped", iso(begin), reason=reason)
        self._record(entry, row, begin)

    def _waits(self, entry: ScheduleEntry) -> SkipReason | None:
        """Return what an entry has to wait for, None for nothing."""
        if self._tx.open_announcements().emergencies:
            return "emergency"
        if not the_zone(self._tx, entry.zone).held:
            return None
        # During a break nobody talks into the quiet for which it was made; a second break may.
        template = self._tx.get(Template, entry.template) if entry.template else None
        priority = entry.priority or (template.priority if template else "")
        holds = entry.hold_calls
        if holds is None:
            holds = bool(template and template.hold_calls)
        return None if priority == "urgent" or holds or entry.hold_min else "held"

    def _say(self, entry: ScheduleEntry, due: Due, begin: datetime) -> SkipReason | None:
        """Announce it; returns what it has to wait for, None when it is done with."""
        latest = begin + timedelta(minutes=entry.late_min)
        # "~" cannot stand in a key from outside: nobody can take this id beforehand.
        key = f"{entry.id}~{due.key}"
        if self._tx.event(key):  # of an entry that had this id before
            key = f"{key}:{uuid4().hex[:8]}"
        try:
            placed = announce_now(*(self._hall, self._tx, entry, begin, latest, self._around, key))
        except Busy:
            return "queue_full"
        except Refused:
            self.skip(entry, due, begin, "refused")
            return None
        said = Occurrence(
            *(entry.id, due.key, entry.name, "announced", iso(begin)),
            announcement=placed.announcement_id,
        )
        self._record(entry, said, begin)
        return None

    def _record(self, entry: ScheduleEntry, row: Occurrence, begin: datetime) -> None:
        if not self.waits:
            self._settled = max(self._settled, begin)
        mark = ScheduleMark(self._tx.hall, iso(self._settled))
        record(self._tx, entry, row, mark=mark)


def record(
    tx: Transaction,
    entry: ScheduleEntry,
    row: Occurrence,
    *,
    mark: ScheduleMark | None = None,
    event_id: str | None = None,
) -> Event:
    """Journal what became of an occurrence; an entry forgets what it had moved, unless it moves."""
    moved = {key: at for key, at in entry.moved.items() if key != row.due}
    if row.state == "moved":
        moved[row.due] = row.at
    data = {"occurrence": row.to_json()}
    if moved != entry.moved:
        data["schedule_entry"] = replace(entry, moved=moved).to_json()
    if mark:
        data["schedule_mark"] = mark.to_json()
    key = event_id or f"{row.entry}~{row.due}~{row.state}:{uuid4().hex[:8]}"
    return tx.append(f"schedule.{row.state}", data, key)


def give_up(
    tx: Transaction, entry: ScheduleEntry, around: Surroundings, reason: SkipReason
) -> None:
    """Journal as skipped what was due of an entry before it changes or goes, and is not settled."""
    for due in around.dues_from(entry, around.unsettled_from(entry)):
        if due.at > around.now:
            break
        if due.key not in entry.moved and is_open(tx, entry, due, around):
            row = Occurrence(entry.id, due.key, entry.name, "skipped", iso(due.at), reason=reason)
            record(tx, entry, row)


def moved_dues(entry: ScheduleEntry) -> list[tuple[Due, datetime]]:
    """Return the times of an entry that staff have moved, each with the moment it moved to."""
    return [(Due(key, parse(at)), parse(at)) for key, at in entry.moved.items()]
