"""The end of the day: yesterday's calls are over on the board, in the lists and in the journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from display.clock import parse
from display.hall.calling import end_call
from display.hall.calling.day_end import PAGE
from display.parts import Parts
from display.web.screen.view import view_of
from tests.display.hall.asking import call, state_of
from tests.display.hall.pressing import counts, happened, served

# 22.50 in Lahat, where the day ends at 17.00 UTC.
EVENING = "2026-11-28T15:50:00.000Z"
Clock = Callable[[str], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the hall's clock."""

    def put(text: str) -> None:
        moment: datetime = parse(text)
        for module in ("display.clock", "display.hall.business_day", "display.hall.calling.undo"):
            monkeypatch.setattr(f"{module}.now", lambda: moment)

    put(EVENING)
    return put


def boards(parts: Parts) -> tuple[list[str], list[str], str | None]:
    """Return what is served, what was called lately, and the big ticket."""
    state: Any = parts.journal.snapshot(parts.hall.id)
    view = view_of({**state, "server_time": EVENING, "speaker": {"state": "ready"}})
    serving, recent = (
        [row["ticket"]["number"] for row in state[place]]
        for place in ("now_serving", "recent_calls")
    )
    return serving, recent, view.call.number if view.call else None


def test_what_was_called_yesterday_is_over(parts: Parts, clock: Clock) -> None:
    """Neither served nor recent nor large, whether its visit was ended or not."""
    placed = call(parts, "B-001")
    end_call(parts.hall, call(parts, "B-002", "4").event_id, "served")
    parts.day_end.look()
    assert boards(parts)[:2] == (["B-001"], ["B-002", "B-001"])
    clock("2026-11-28T16:59:59.900Z")
    assert parts.day_end.look() == 0
    clock("2026-11-28T17:00:00.000Z")
    assert parts.day_end.look() == 2
    assert boards(parts) == ([], [], None)
    assert happened(parts)[-3:] == ["ticket.left_over", "announcement.merged", "ticket.over"]
    assert state_of(parts, placed) == ("merged", "left_over")


def test_a_day_ends_once(parts: Parts, clock: Clock) -> None:
    """Also for the second of two servers, and for one that starts."""
    call(parts, "B-001")
    clock("2026-11-28T17:00:00.000Z")
    parts.day_end.look()
    seq = parts.hall.read(lambda tx: tx.seq)
    type(parts.day_end)(parts.hall).look()
    assert parts.hall.read(lambda tx: tx.seq) == seq


def test_what_is_called_today_stays(parts: Parts, clock: Clock) -> None:
    """A recall after midnight is of today."""
    clock("2026-11-28T17:00:01.000Z")
    call(parts, "B-001")
    parts.day_end.look()
    assert boards(parts) == (["B-001"], ["B-001"], "B-001")


def test_a_service_that_goes_on_from_day_to_day_keeps_its_calls(parts: Parts, clock: Clock) -> None:
    """Others' are over."""
    counts(parts, resets_daily=False)
    call(parts, "B-001")
    call(parts, "A-001", "1", "dpmptsp")
    clock("2026-11-29T02:00:00.000Z")
    parts.day_end.look()
    assert boards(parts)[:2] == (["B-001"], ["B-001"])


def test_more_than_one_page_of_open_visits_ends(parts: Parts, clock: Clock) -> None:
    """A queue system that never ends a visit leaves hundreds, which no board shows."""
    numbers = [f"B-{number:03d}" for number in range(1, PAGE + 3)]
    roomy = replace(parts.hall, settings=replace(parts.hall.settings, queue_limit=1000))
    for number in numbers:
        call(replace(parts, hall=roomy), number)
    clock("2026-11-28T17:00:00.000Z")
    parts.day_end.look()
    assert parts.hall.read(lambda tx: tx.open_calls()) == []
    assert happened(parts).count("ticket.left_over") == len(numbers)


def test_a_clock_that_is_set_back_ends_nothing(parts: Parts, clock: Clock) -> None:
    """What was called by a clock that was a day ahead is served on."""
    clock("2026-11-29T15:50:00.000Z")
    call(parts, "B-001")
    parts.day_end.look()
    clock(EVENING)
    assert parts.day_end.look() == 0
    assert served(parts) == "B-001"


@pytest.mark.parametrize(
    ("timezone", "hours"), [("Asia/Makassar", 8), ("Asia/Jayapura", 9), ("Pacific/Kiritimati", 14)]
)
def test_the_day_is_that_of_the_halls_zone(
    parts: Parts, clock: Clock, timezone: str, hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not that of the machine, and not that of UTC."""
    monkeypatch.setattr("display.journal.transaction.Transaction.timezone", lambda self: timezone)
    midnight = parse("2026-11-29T00:00:00.000Z") - timedelta(hours=hours)
    clock((midnight - timedelta(seconds=1)).isoformat())
    call(parts, "B-001")
    assert parts.day_end.look() == 0
    clock(midnight.isoformat())
    assert parts.day_end.look() == 1
    assert served(parts) is None


def test_a_server_that_was_off_at_midnight_shows_nothing_of_the_day_before(
    parts: Parts, clock: Clock
) -> None:
    """Its board is clear as soon as it has started."""
    call(parts, "B-001")
    clock("2026-11-30T01:00:00.000Z")
    parts.day_end.start()
    assert boards(parts) == ([], [], None)
    parts.day_end.stop()
