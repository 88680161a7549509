"""A hall's schedule by a clock that is set, for weeks or years, with nights without power.

Whatever happens, every time at which an entry falls due is said once or skipped with its reason,
and nothing is said later than its entry allows.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from display.clock import parse
from display.hall.schedule import EntryRequest, Scheduler, set_entry
from display.hall.schedule.calendar import take_calendar
from display.hall.schedule.calendar_reader import calendar_of
from display.hall.setup import HallRequest, change_profile
from display.journal import Holiday, Occurrence, ScheduleEntry
from display.parts import Parts
from tests.display.hall.schedule.wall_clock import WallClock

HOURS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-15:00")
ENTRIES = {
    "buka": {"at": "08:00", "text": "Pelayanan dibuka."},
    "lagu": {"at": "10:00", "text": "Hadirin dimohon berdiri.", "on_closed_days": True},
    "jumat": {"prayer": "zuhur", "offset_min": -10, "weekdays": ("fri",), "hold_min": 60},
    "larut": {"at": "02:30", "weekdays": ("sun", "wed"), "on_closed_days": True},
    "ingat": {"at": "09:00", "until": "14:00", "every_min": 150, "weekdays": ("mon", "thu")},
}
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
JUMPS = (HOUR, -HOUR, DAY, -DAY)


PLACES = {
    "Asia/Jakarta": (-3.79, 103.54),
    "Asia/Makassar": (-5.14, 119.43),
    "Asia/Jayapura": (-2.53, 140.72),
    "Europe/Amsterdam": (52.37, 4.9),
}


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Europe/Amsterdam"])
def test_five_weeks(parts: Parts, monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """Over Nyepi and Idul Fitri, and the beginning of summer time where there is one."""
    _try(parts, monkeypatch, zone, date(2026, 3, 9), 35)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("zone", PLACES)
def test_two_years(parts: Parts, monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """In Indonesia's three zones, and in one that has summer time."""
    _try(parts, monkeypatch, zone, date(2026, 1, 1), 730)


def _try(parts: Parts, monkeypatch: pytest.MonkeyPatch, zone: str, first: date, days: int) -> None:
    begin = datetime(first.year, first.month, first.day, tzinfo=ZoneInfo(zone))
    clock = WallClock(begin)
    clock.rule(monkeypatch)
    place = dict(zip(("latitude", "longitude"), PLACES[zone], strict=True)) | {"timezone": zone}
    change_profile(parts.hall, HallRequest.model_validate({**place, "hours": HOURS}))
    for year in (2026, 2027):
        rows = [Holiday(**row) for row in calendar_of(year)]
        parts.hall.write(lambda tx, y=year, r=rows: take_calendar(tx, y, "test", r))
    for name, about in ENTRIES.items():
        asked = {"name": name, "text": "Perhatian.", "late_min": 10, **about}
        set_entry(parts.hall, name, EntryRequest.model_validate(asked))
    said = _live(parts, clock, begin + days * DAY)
    _judge(parts, said, begin, days)


def _live(parts: Parts, clock: WallClock, end: datetime) -> list[tuple[str, str, datetime]]:
    """Let time pass; returns what was announced as (entry, due, when by the wall)."""
    dice = random.Random(7)
    scheduler = Scheduler(parts.hall, lambda: clock.steady)
    said: list[tuple[str, str, datetime]] = []
    position = parts.journal.position(parts.hall.id)[1]
    wrong_by = timedelta()
    while clock.moment < end:
        scheduler.tick()
        for event in parts.journal.events(parts.hall.id, position, 1000):
            position = event.seq
            if event.name == "schedule.announced":
                row = event.data["occurrence"]
                said.append((row["entry"], row["due"], clock.moment))
        _end_all(parts)
        position = parts.journal.position(parts.hall.id)[1]
        chance = dice.random()
        if chance < 0.01:
            scheduler = Scheduler(parts.hall, lambda: clock.steady)
        elif chance < 0.02:  # a night without power, or a weekend
            clock.go_on(dice.choice((HOUR, 9 * HOUR, 3 * DAY)))
            scheduler = Scheduler(parts.hall, lambda: clock.steady)
        elif chance < 0.03 and not wrong_by:
            wrong_by = dice.choice(JUMPS)
            clock.set_by(wrong_by)
            continue
        elif chance < 0.25 and wrong_by:
            clock.set_by(-wrong_by)
            wrong_by = timedelta()
            continue
        clock.go_on(_to_next(scheduler, clock, dice))
    return said


def _to_next(scheduler: Scheduler, clock: WallClock, dice: random.Random) -> timedelta:
    """Return how long nothing is due; whoever ticked each second would find nothing to do."""
    step = scheduler.next_look() - clock.moment
    return min(max(step, timedelta(seconds=1)), timedelta(hours=dice.uniform(1, 30)))


def _end_all(parts: Parts) -> None:
    """Take what was announced for heard."""
    from display.hall.announcing import end_announcement

    def work(tx):
        for row in list(tx.open_announcements()):
            end_announcement(tx, row.id, "finished")

    if parts.hall.read(lambda tx: len(tx.open_announcements())):
        parts.hall.write(work)


def _judge(parts: Parts, said: list[tuple[str, str, datetime]], begin: datetime, days: int) -> None:
    entries = {row.id: row for row in parts.hall.read(lambda tx: tx.all(ScheduleEntry))}
    rows: dict[tuple[str, str], Occurrence] = {}
    for offset in range(days + 2):
        day = (begin.date() + offset * DAY).isoformat()
        for row in parts.hall.read(lambda tx, d=day: tx.occurrences_of(d)):
            rows[row.entry, row.due] = row
    times = Counter((entry, due) for entry, due, _ in said)
    assert set(times.values()) == {1}, "something was said twice"
    for entry, due, when in said:
        row = rows[entry, due]
        late = when - parse(row.at)
        assert timedelta() <= late <= entries[entry].late_min * MINUTE, (entry, due, late)
    assert {key for key, row in rows.items() if row.state == "announced"} == set(times)
    assert all(row.reason for row in rows.values() if row.state == "skipped")
    assert _expected(begin, days) <= set(rows), "something was lost"
    reasons = Counter(row.reason for row in rows.values())
    assert {"holiday", "closed", "late"} <= set(reasons)
    # It is a schedule that speaks, not one that finds a reason for everything.
    missed = reasons["late"] + reasons["clock"]
    assert len(times) > 2 * missed


def _expected(begin: datetime, days: int) -> set[tuple[str, str]]:
    """Return the times that nobody needs a rule to name: those of plain times of the day."""
    found: set[tuple[str, str]] = set()
    for offset in range(days - 2):
        day = begin.date() + offset * DAY
        name = day.isoformat()
        found |= {("buka", f"{name}T08:00"), ("lagu", f"{name}T10:00")}
        if day.weekday() in (0, 3):
            found |= {("ingat", f"{name}T{at}") for at in ("09:00", "11:30", "14:00")}
        if day.weekday() in (2, 6):
            wall = datetime(day.year, day.month, day.day, 2, 30, tzinfo=begin.tzinfo)
            # On the night when the clocks go forward there is no half past two.
            real = wall.astimezone(UTC).astimezone(begin.tzinfo)
            found.add(("larut", real.strftime("%Y-%m-%dT%H:%M")))
    return found
