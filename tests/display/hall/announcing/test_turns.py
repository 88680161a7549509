"""Ordinary announcements have their turns between calls, however many calls there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from display.clock import iso
from display.hall.announcing import Turns, arrange
from display.journal import Announcement

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


def item(name: str, at: int, ago_s: float = 0, **changes: str | bool) -> Announcement:
    """Return a call that was queued some seconds before noon."""
    values = {"kind": "call", "priority": "call", "state": "queued", "service": "a", **changes}
    queued_at = iso(NOON - timedelta(seconds=ago_s))
    made = Announcement(id=name, event_id=name, zone="main", caption="", **values)  # type: ignore[arg-type]
    return replace(made, queued_at=queued_at, queued_seq=at)


def message(name: str, at: int, ago_s: float = 0, **changes: str | bool) -> Announcement:
    """Return an ordinary announcement."""
    return item(name, at, ago_s, **{"kind": "message", "priority": "scheduled", **changes})


def turns(*heard_s: float, last_s: float | None = None) -> Turns:
    """Return turns of 90 s or 4 calls; ``heard_s``: how long ago calls began, a call takes 12 s."""
    calls = tuple(NOON - timedelta(seconds=ago) for ago in heard_s)
    last = None if last_s is None else NOON - timedelta(seconds=last_s)
    return Turns(4, 90, NOON, 12, last, calls)


def order(now: Turns, *items: Announcement) -> str:
    """Return the order, by name."""
    return " ".join(one.id for one in arrange(items, fair=True, spoken={}, turns=now))


CALLS = [item(f"c{n}", n) for n in range(9)]


def test_one_that_has_just_come_waits_for_some_calls() -> None:
    """Four, here."""
    assert order(turns(), message("m", 20), *CALLS).split()[:6] == [
        "c0",
        "c1",
        "c2",
        "c3",
        "m",
        "c4",
    ]


def test_calls_that_were_spoken_meanwhile_count() -> None:
    """Not those of before it came."""
    assert order(turns(30, 20, 10), message("m", 20, ago_s=25), *CALLS).split()[2] == "m"


def test_one_that_has_waited_long_goes_next() -> None:
    """However few calls were spoken: they may have been long."""
    assert order(turns(), message("m", 20, ago_s=95), *CALLS).split()[0] == "m"


def test_time_that_will_pass_counts() -> None:
    """After 70 s two calls of 12 s bring it to 90."""
    assert order(turns(), message("m", 20, ago_s=70), *CALLS).split()[2] == "m"


def test_of_many_none_holds_up_the_calls() -> None:
    """After each the counting begins anew, over what has been heard as well."""
    many = [message(f"m{n}", 20 + n, ago_s=500) for n in range(3)]
    told = order(turns(last_s=300), *many, *CALLS)
    assert told == "m0 c0 c1 c2 c3 m1 c4 c5 c6 c7 m2 c8"
    assert order(turns(last_s=5), *many, *CALLS).split()[4] == "m0"


def test_what_goes_before_calls_goes_before_turns() -> None:
    """An emergency, what holds calls, the urgent, and a call that was interrupted."""
    overdue = message("m", 20, ago_s=500)
    urgent = message("u", 30, priority="urgent")
    alarm = message("e", 31, priority="emergency")
    anthem = message("h", 32, hold_calls=True)
    cut = item("cut", 33, state="started")
    assert order(turns(), overdue, *CALLS[:1], urgent, alarm, anthem, cut) == "e h u cut m c0"


def test_what_cannot_be_spoken_yet_takes_no_turn() -> None:
    """Its voice is being made; fillers go when nobody is called."""
    unready, idle = message("m", 20, 500, state="preparing"), message("i", 9, 500, priority="idle")
    assert order(turns(), unready, idle, *CALLS[:2]) == "c0 c1 m i"


@pytest.mark.parametrize("load", [0.8, 1.42, 3.0])
def test_at_any_load_nobody_waits_long(load: float) -> None:
    """An hour of calls that come faster than they are spoken, an announcement every five minutes:
    each begins within 105 s, and calls have nine tenths of the time."""
    call_s, calls, waiting = 11.0, 0, []
    moment, heard, last, waits = NOON, [], None, []  # type: ignore[var-annotated]
    end = NOON + timedelta(hours=1)
    arrivals = sorted(
        [(NOON + timedelta(seconds=n * call_s / load), "call") for n in range(int(327 * load))]
        + [(NOON + timedelta(minutes=5 * n), "message") for n in range(12)]
    )
    while moment < end:
        while arrivals and arrivals[0][0] <= moment:
            at, kind = arrivals.pop(0)
            made = item if kind == "call" else message
            waiting.append(replace(made(f"{kind}{at}", len(waiting)), queued_at=iso(at)))
        now = Turns(6, 90, moment, call_s, last, tuple(heard))
        told = arrange(waiting, fair=True, spoken={}, turns=now)
        if not told:
            moment += timedelta(seconds=1)
            continue
        first = told[0]
        waiting.remove(first)
        if first.kind == "message":
            waits.append((moment - datetime.fromisoformat(first.queued_at)).total_seconds())
            last = moment
        else:
            heard.append(moment)
            calls += 1
        moment += timedelta(seconds=call_s)
    assert len(waits) >= 11
    assert max(waits) <= 105
    assert calls >= 0.9 * min(load, 1.0) * 327 - 12
