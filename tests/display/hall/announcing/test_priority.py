"""The order in which what waits is spoken."""

from __future__ import annotations

from typing import Any

import pytest

from display.hall.announcing.priority import arrange, hold_of, speakable
from display.journal import Announcement, OpenAnnouncements, Zone


def item(name: str, at: int, **changes: Any) -> Announcement:
    values = {"kind": "call", "priority": "call", "state": "queued", "service": "a", **changes}
    return Announcement(id=name, event_id=name, zone="main", caption="", queued_seq=at, **values)


def message(name: str, at: int, priority: str = "scheduled", **changes: Any) -> Announcement:
    return item(name, at, kind="message", priority=priority, service=None, **changes)


def order(*items: Announcement, fair: bool = True, **spoken: int) -> str:
    return " ".join(one.id for one in arrange(items, fair=fair, spoken=spoken))


def test_priority_goes_before_age() -> None:
    """An urgent announcement goes before fifty queued calls, an emergency before both."""
    calls = [item(f"c{n}", n) for n in range(50)]
    urgent = message("urgent", 60, "urgent")
    emergency = message("emergency", 70, "emergency")
    told = order(*calls, message("idle", 0, "idle"), urgent, emergency).split()
    assert told[:3] == ["emergency", "urgent", "c0"]
    assert told[-1] == "idle"


def test_services_take_turns() -> None:
    """A service that calls ten times as often does not starve the other."""
    busy = [item(f"b{n}", n, service="busy") for n in range(10)]
    rare = [item("r0", 50, service="rare"), item("r1", 51, service="rare")]
    assert order(*busy, *rare, busy=7).split()[:5] == ["r0", "b0", "r1", "b1", "b2"]


def test_turns_begin_with_the_service_that_was_heard_longest_ago() -> None:
    """Also over what was spoken before; a service never heard goes first."""
    waiting = [item(name, n, service=name) for n, name in enumerate("abc")]
    assert order(*waiting, a=30, b=20, c=10) == "c b a"
    assert order(*waiting, a=30, b=20) == "c b a"


def test_without_turns_calls_go_by_age() -> None:
    """The hall may switch them off."""
    busy = [item(f"b{n}", n, service="busy") for n in range(3)]
    assert order(*busy, item("r", 9, service="rare"), fair=False, busy=7) == "b0 b1 b2 r"


def test_within_a_service_calls_keep_their_order() -> None:
    """Whatever the turns."""
    waiting = [item(f"{name}{n}", 2 * n, service=name) for n in range(3) for name in "xy"]
    told = order(*waiting).split()
    assert [one for one in told if one[0] == "x"] == ["x0", "x1", "x2"]


def test_what_staff_moved_up_goes_first_in_its_priority_only() -> None:
    """The later it was moved up, the sooner it goes; it never passes a higher priority."""
    waiting = [item("a", 1), item("b", 2, ahead=1), item("c", 3, ahead=2)]
    assert order(*waiting, message("u", 9, "urgent")) == "u c b a"


def test_what_was_interrupted_goes_on_first() -> None:
    """Before what staff moved up: the hall has heard the beginning."""
    assert order(item("a", 1), item("b", 2, ahead=1), item("cut", 3, state="started")) == "cut b a"


def test_what_holds_calls_goes_next() -> None:
    """After emergencies, before everything urgent; but only when its voice is there."""
    anthem = message("anthem", 9, hold_calls=True)
    urgent, alarm = message("urgent", 1, "urgent"), message("alarm", 10, "emergency")
    assert order(item("a", 1), urgent, anthem, alarm) == "alarm anthem urgent a"
    unready = message("anthem", 9, hold_calls=True, state="preparing")
    assert order(item("a", 1), unready) == "a anthem"


def test_the_real_thing_goes_before_a_drill() -> None:
    """However old the drill is; several that stand are heard in turn."""
    drill = message("drill", 1, "emergency", drill=True)
    heard = message("heard", 2, "emergency", started_at="2026-11-23T02:00:00.000Z")
    assert order(drill, heard, message("new", 3, "emergency")) == "new heard drill"


def test_text_only_has_no_place() -> None:
    """Nobody says it."""
    assert order(message("text", 1, silent=True), item("a", 2)) == "a"


@pytest.mark.parametrize(
    ("open_ones", "held", "hold"),
    [
        ([], False, ""),
        ([], True, "staff"),
        ([message("m", 1, hold_calls=True)], True, "announcement"),
        ([message("m", 1, hold_calls=True, state="preparing")], False, ""),
        ([message("m", 1, "emergency", state="preparing")], True, "emergency"),
        ([message("m", 1, "emergency", silent=True, state="started")], False, "emergency"),
    ],
)
def test_what_holds_the_calls(open_ones: list[Announcement], held: bool, hold: str) -> None:
    """The journal alone says it: nothing can be forgotten and hold the hall for ever."""
    assert hold_of(OpenAnnouncements(open_ones), Zone("main", "", held=held)) == hold


def test_what_may_be_spoken_in_a_hold() -> None:
    """Staff hold calls, not announcements; an emergency holds everything else."""
    waiting = [item("a", 1), message("m", 2), message("e", 3, "emergency"), message("p", 4)]
    waiting[3] = message("p", 4, state="preparing")
    assert [one.id for one in speakable(waiting, "")] == ["a", "m", "e"]
    assert [one.id for one in speakable(waiting, "staff")] == ["m", "e"]
    assert [one.id for one in speakable(waiting, "announcement")] == ["m", "e"]
    assert [one.id for one in speakable(waiting, "emergency")] == ["e"]
