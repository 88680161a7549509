"""What the hall says by itself: at its time, once, in the quiet that it needs, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from display.clock import iso, parse
from display.hall import Conflict, FollowUpRequest, Refused
from display.hall.announcing import HoldRequest, end_announcement, hold_calls, the_zone
from display.hall.schedule import (
    EntryRequest,
    HolidayRequest,
    MoveRequest,
    Scheduler,
    move_occurrence,
    play_now,
    read_timeline,
    remove_holiday,
    set_entry,
    set_holiday,
    skip_occurrence,
)
from display.hall.schedule.calendar import take_calendar
from display.hall.schedule.calendar_reader import calendar_of
from display.hall.schedule.prayer_times import computed_times
from display.hall.setup import HallRequest, change_profile
from display.journal import Announcement, Holiday, Occurrence
from display.parts import Parts
from tests.display.hall.asking import say
from tests.display.hall.schedule.wall_clock import WallClock

MINUTE = timedelta(minutes=1)
Start = Callable[[], Scheduler]


def enter(parts: Parts, entry_id: str = "buka", **about: Any) -> None:
    """Make an entry."""
    asked = {"name": entry_id, "at": "08:00", "text": "Silakan menuju loket 9.", **about}
    if asked.get("template"):
        del asked["text"]
    set_entry(parts.hall, entry_id, EntryRequest.model_validate(asked))


def became(parts: Parts, due: str, entry_id: str = "buka") -> tuple[str, str | None] | None:
    """Return state and reason of an occurrence on the morning of the clock."""
    key = f"2026-11-23T{due}"
    row = parts.hall.read(lambda tx: tx.get(Occurrence, entry_id, key))
    return (row.state, row.reason) if row else None


def announced(parts: Parts) -> list[Announcement]:
    return list(parts.hall.read(lambda tx: tx.open_announcements()))


def at(clock: WallClock, hour: int, minute: int) -> None:
    """Let it be that time of the clock's morning in Lahat."""
    clock.go_to(datetime(2026, 11, 23, hour - 7, minute, tzinfo=UTC))


def test_it_is_said_at_its_time_and_ends_before_it_would_be_too_late(
    parts: Parts, clock: WallClock, start: Start
) -> None:
    """Not a second before; once, however often anybody looks and whoever is restarted."""
    enter(parts, late_min=7)
    scheduler = start()
    clock.go_to(datetime(2026, 11, 23, 0, 59, 59, tzinfo=UTC))
    assert scheduler.tick() == 0
    at(clock, 8, 0)
    assert scheduler.tick() == 1
    (said,) = announced(parts)
    assert parse(str(said.expires_at)) == clock.moment + 7 * MINUTE
    assert [one.tick() for one in (scheduler, start(), start())] == [0, 0, 0]
    assert became(parts, "08:00") == ("announced", None)


def test_a_night_without_power(parts: Parts, clock: WallClock, start: Start) -> None:
    """What is still in time is said after the start; the rest is told as late, each by itself."""
    enter(parts, "ingat", at="08:00", until="12:00", every_min=60, late_min=10)
    start().tick()
    at(clock, 11, 5)
    assert start().tick() == 4
    hours = ("08:00", "09:00", "10:00")
    assert [became(parts, hour, "ingat") for hour in hours] == [("skipped", "late")] * 3
    assert became(parts, "11:00", "ingat") == ("announced", None)


def test_what_a_clock_passed_over_by_mistake_is_said_after_all(
    parts: Parts, clock: WallClock, start: Start
) -> None:
    """It was set an hour ahead, and back; nothing is said twice."""
    enter(parts)
    scheduler = start()
    scheduler.tick()
    clock.set_by(60 * MINUTE)
    scheduler.tick()
    assert became(parts, "08:00") == ("skipped", "clock")
    clock.set_by(-60 * MINUTE)
    scheduler.tick()
    at(clock, 8, 0)
    scheduler.tick()
    assert became(parts, "08:00") == ("announced", None)
    clock.set_by(-10 * MINUTE)
    scheduler.tick()
    clock.go_on(10 * MINUTE)
    scheduler.tick()
    assert len(announced(parts)) == 1


@pytest.mark.parametrize(("reason", "minutes"), [("held", 3), ("held", 6), ("emergency", 6)])
def test_it_waits_for_quiet_as_long_as_it_may(
    parts: Parts, clock: WallClock, start: Start, reason: str, minutes: int
) -> None:
    """Calls are held, or an emergency stands: then it is said late, or skipped for that reason."""
    enter(parts)
    if reason == "held":
        hold_calls(parts.hall, HoldRequest(reason="Sambutan"))
    else:
        alarm = say(parts, priority="emergency")
    scheduler = start()
    at(clock, 8, 0)
    scheduler.tick()
    assert became(parts, "08:00") is None
    clock.go_on(minutes * MINUTE)
    scheduler.tick()
    if minutes > 5:
        assert became(parts, "08:00") == ("skipped", reason)
        return
    from display.hall.announcing import ResumeRequest, resume_calls

    resume_calls(parts.hall, ResumeRequest())
    scheduler.tick()
    assert became(parts, "08:00") == ("announced", None)
    assert reason == "held" or alarm


def test_an_anthem_that_holds_the_calls_itself_waits_for_no_hold(
    parts: Parts, clock: WallClock, start: Start
) -> None:
    """Its template says so; a reminder waits meanwhile."""
    enter(parts, "lagu", template="indonesia-raya")
    enter(parts, "ingat")
    hold_calls(parts.hall, HoldRequest(reason="Upacara"))
    at(clock, 8, 0)
    start().tick()
    assert became(parts, "08:00", "lagu") == ("announced", None)
    assert became(parts, "08:00", "ingat") is None


def test_a_break_holds_the_calls_and_lets_them_go_on(
    parts: Parts, clock: WallClock, start: Start
) -> None:
    """Its template's hour is that of its end; a clock that is set back ends it as well."""
    enter(parts, "jumat", template="salat-jumat", at="11:50", hold_min=70)
    scheduler = start()
    at(clock, 11, 50)
    scheduler.tick()
    (said,) = announced(parts)
    assert "pukul 13.00" in said.caption
    zone = parts.hall.read(the_zone)
    assert (zone.held, zone.held_reason) == (True, "jumat")
    assert zone.held_until == iso(clock.moment + 70 * MINUTE)
    at(clock, 12, 59)
    scheduler.tick()
    assert parts.hall.read(the_zone).held
    at(clock, 13, 0)
    scheduler.tick()
    zone = parts.hall.read(the_zone)
    assert (zone.held, zone.held_until) == (False, None)


def test_a_closed_hall_says_nothing(parts: Parts, clock: WallClock, start: Start) -> None:
    """On a holiday, on a weekday without hours, and when it is switched off: each is told."""
    change_profile(parts.hall, HallRequest.model_validate({"hours": {"tue": "8-15"}}))
    enter(parts)
    enter(parts, "lagu", on_closed_days=True)
    enter(parts, "mati", enabled=False)
    at(clock, 8, 1)
    start().tick()
    assert became(parts, "08:00") == ("skipped", "closed")
    assert became(parts, "08:00", "lagu") == ("announced", None)
    assert became(parts, "08:00", "mati") == ("skipped", "disabled")
    enter(parts, "rapat", at="09:00")
    set_holiday(parts.hall, "2026-11-23", HolidayRequest(name="Pemilihan kepala daerah"))
    at(clock, 9, 0)
    start().tick()
    assert became(parts, "09:00", "rapat") == ("skipped", "holiday")


def test_staff_move_skip_and_play_one_occurrence(
    parts: Parts, clock: WallClock, start: Start
) -> None:
    """Only this one; the timeline tells all of it, and who did it."""
    enter(parts)
    enter(parts, "lagu", at="10:00")
    enter(parts, "tutup", at="15:00")
    due = "2026-11-23T"
    move_occurrence(parts.hall, "buka", f"{due}08:00", MoveRequest(at="08:30"), "Rina")
    skip_occurrence(parts.hall, "lagu", f"{due}10:00", FollowUpRequest(), "Rina")
    scheduler = start()
    at(clock, 8, 0)
    scheduler.tick()
    play_now(parts.hall, "tutup", f"{due}15:00", FollowUpRequest(), "Rina")
    at(clock, 8, 30)
    scheduler.tick()
    at(clock, 15, 0)
    scheduler.tick()
    items = parts.hall.read(read_timeline)["items"]
    assert [(one["entry"], one["state"], one["reason"], one["by"]) for one in items] == [
        ("tutup", "announced", None, "Rina"),
        ("buka", "announced", None, None),
        ("lagu", "skipped", "staff", "Rina"),
    ]
    with pytest.raises(Conflict):
        play_now(parts.hall, "buka", f"{due}08:00", FollowUpRequest())
    tomorrow = parts.hall.read(lambda tx: read_timeline(tx, date(2026, 11, 24)))["items"]
    assert [one["due"][11:] for one in tomorrow] == ["08:00", "10:00", "15:00"]


def test_the_timeline_tells_whether_it_was_heard(
    parts: Parts, clock: WallClock, start: Start
) -> None:
    """By the outcome of its announcement, in the words of the history."""
    enter(parts)
    at(clock, 8, 0)
    start().tick()
    (said,) = announced(parts)
    item = parts.hall.read(read_timeline)["items"][0]
    assert (item["said"], item["heard"]) == ("menunggu giliran", None)
    parts.hall.write(lambda tx: end_announcement(tx, said.id, "failed", reason="muted"))
    item = parts.hall.read(read_timeline)["items"][0]
    assert (item["said"], item["heard"]) == ("tidak terdengar: keluaran suara dibisukan", False)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"at": None}, "at"),
        ({"every_min": 60}, "until"),
        ({"every_min": 3, "until": "09:00", "late_min": 1}, "every_min"),
        ({"every_min": 30, "until": "09:00", "late_min": 30}, "late_min"),
        ({"until": "09:00"}, "every_min"),
        ({"prayer": "zuhur"}, "prayer"),
        ({"dates": ("2026-11-24",), "weekdays": ("mon",)}, "weekdays"),
        ({"template": "gempa"}, "template"),
        ({"template": "nomor-terakhir"}, "fields.jam"),
        ({"template": "tidak-ada"}, "template"),
        ({"recording": "x", "text": None}, "recording"),
        ({"text": None}, "text"),
        ({"zone": "taman"}, "zones"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    parts: Parts, clock: WallClock, wrong: dict[str, Any], field: str
) -> None:
    """Also what could not be said: found out now, not when its time comes."""
    with pytest.raises(Refused) as refused:
        enter(parts, **wrong)
    assert refused.value.field == field


def test_screens_hear_of_the_holidays_of_the_coming_week(
    parts: Parts, clock: WallClock, start: Start
) -> None:
    """In the hall's own row, told once, and gone when the day is over."""
    for day in ("2026-11-25", "2026-12-09"):
        set_holiday(parts.hall, day, HolidayRequest(name="Libur"))
    scheduler = start()
    scheduler.tick()
    seq = parts.journal.position(parts.hall.id)[1]
    scheduler.tick()
    assert parts.journal.position(parts.hall.id)[1] == seq
    assert parts.hall.read(lambda tx: tx.about()).closed_days == {"2026-11-25": "Libur"}
    clock.go_on(timedelta(days=3))
    scheduler.tick()
    assert parts.hall.read(lambda tx: tx.about()).closed_days == {}


def test_noon_in_lahat() -> None:
    """The Ministry's method: the sun's noon, rounded up, and two minutes of caution."""
    times = computed_times(-3.79, 103.54, "Asia/Jakarta", date(2026, 11, 27))
    assert f"{times['zuhur']:%H.%M}" == "11.56"
    assert (
        list(times)
        == ["subuh", "zuhur", "asar", "magrib", "isya"]
        == sorted(times, key=lambda name: times[name])
    )


def test_ten_minutes_before_friday_noon(parts: Parts, clock: WallClock, start: Start) -> None:
    """By the prayer of that day, with the hall's own minutes."""
    place = {"latitude": -3.79, "longitude": 103.54, "prayer_minutes": {"zuhur": 1}}
    change_profile(parts.hall, HallRequest.model_validate(place))
    enter(parts, "jumat", at=None, prayer="zuhur", offset_min=-10, weekdays=("fri",))
    clock.go_to(datetime(2026, 11, 27, 4, 47, tzinfo=UTC))
    start().tick()
    row = parts.hall.read(lambda tx: tx.get(Occurrence, "jumat", "2026-11-27T11:47"))
    assert row is not None
    assert row.state == "announced"


def test_a_calendar_is_taken_over_but_for_what_staff_have_set(parts: Parts) -> None:
    """Feasts whose date is only expected say so; what staff took away does not come back."""
    days = [Holiday(**row) for row in calendar_of(2027)]
    parts.hall.write(lambda tx: take_calendar(tx, 2027, "1", days))

    def row(day: str) -> Holiday:
        found = parts.hall.read(lambda tx: tx.get(Holiday, day))
        assert found
        return found

    fitri = row("2027-03-10")
    assert (fitri.name, fitri.estimated, fitri.joint_leave) == ("Hari Raya Idul Fitri", True, False)
    assert row("2027-03-12").joint_leave
    set_holiday(parts.hall, "2027-03-10", HolidayRequest(name="Idul Fitri, menurut keputusan"))
    remove_holiday(parts.hall, "2027-03-12")
    parts.hall.write(lambda tx: take_calendar(tx, 2027, "2", days[:-1]))
    assert row("2027-03-10").name == "Idul Fitri, menurut keputusan"
    assert not row("2027-03-12").closed
    gone = days[-1].day
    assert parts.hall.read(lambda tx: tx.get(Holiday, gone)) is None
