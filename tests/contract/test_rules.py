"""The rules of calling, on either database: yesterday, one counter, the unheard, a slip.

Each rule has its cases in ``tests/display/hall/calling``; here is one of each, for what the two
databases might do differently: compare texts, order rows, keep moments, bring back what stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from display.assembly import assemble
from display.audit import Actor, acting
from display.clock import parse
from display.hall import Conflict, Refused
from display.hall.announcing.queue import start_announcement
from display.hall.calling import CallRequest, end_call, place_call, undo_call
from display.hall.setup import seed_hall
from display.journal import Call, open_journal
from display.parts import Parts
from display.settings import load_settings
from tests.display.hall.asking import call, state_of
from tests.display.hall.pressing import coming, counts, happened, press, served

# 22.50 in Lahat, where the day ends at 17.00 UTC.
EVENING, MIDNIGHT = "2026-11-28T15:50:00.000Z", "2026-11-28T17:00:00.000Z"
Clock = Callable[[str], None]


@pytest.fixture
def parts(database_url: str, tmp_path: Path) -> Iterator[Parts]:
    """A furnished hall; nothing of it turns by itself."""
    journal = open_journal(database_url)
    seed_hall(journal, "lahat")
    settings = replace(load_settings({}), data=tmp_path, database_url=database_url, hall="lahat")
    parts = assemble(settings, journal, version="test")
    if parts.lead:
        parts.lead._look()
    yield parts
    parts.voice.close()
    journal.close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the hall's clock."""

    def put(text: str) -> None:
        moment: datetime = parse(text)
        for module in ("display.clock", "display.hall.business_day", "display.hall.calling.undo"):
            monkeypatch.setattr(f"{module}.now", lambda: moment)

    put(EVENING)
    return put


def recent(parts: Parts) -> list[tuple[str, str]]:
    """Return ticket and counter of the recent calls, newest first."""
    rows = parts.journal.snapshot(parts.hall.id)["recent_calls"]
    return [(row["ticket"]["number"], row["counter"]) for row in rows]


def test_a_key_is_its_senders_and_its_contents(parts: Parts) -> None:
    """1: the same again is the first answer, other content a refusal that names the call."""

    def post(sender: str, number: str) -> tuple[bool, int]:
        body = {"event_id": "1", "ticket": number, "service": "dukcapil", "counter": "3"}
        with acting(Actor(sender, "token", id=sender)):
            placed = place_call(parts.hall, CallRequest.model_validate(body))
        return placed.created, placed.seq

    first = post("kiosk", "B-001")
    assert post("kiosk", "B-001") == (False, first[1])
    with pytest.raises(Conflict) as refused:
        post("kiosk", "B-002")
    assert (refused.value.code, refused.value.facts["ticket"]) == ("event_id_taken", "B-001")
    assert post("other", "B-002")[0]


def test_yesterday_is_over(parts: Parts, clock: Clock) -> None:
    """2: from the hall's midnight on nothing of it is served or recent, whatever its end."""
    open_visit = call(parts, "B-001")
    end_call(parts.hall, call(parts, "B-002", "4").event_id, "served")
    counts(parts, "dpmptsp", resets_daily=False)
    call(parts, "A-001", "1", "dpmptsp")
    parts.day_end.look()
    assert len(recent(parts)) == 3
    clock(MIDNIGHT)
    assert parts.day_end.look() == 2
    assert (served(parts), recent(parts)) == (None, [("A-001", "1")])
    assert state_of(parts, open_visit) == ("merged", "left_over")
    assert happened(parts).count("ticket.left_over") == 1
    assert parts.day_end.look() == 0
    assert coming(parts) == "B-001"


@pytest.mark.parametrize("by_pad", [True, False])
def test_one_ticket_is_at_one_counter(parts: Parts, by_pad: bool) -> None:
    """3: called elsewhere it leaves the first, called here again it is a recall."""

    def to(counter: str) -> str:
        placed = press(parts, counter, number="B-001") if by_pad else call(parts, "B-001", counter)
        return placed.event_id

    first = to("3")
    second = to("4")
    assert (served(parts, "3"), served(parts, "4")) == (None, "B-001")
    to("4")
    states = [parts.hall.read(lambda tx, one=one: tx.get(Call, one)) for one in (first, second)]
    assert [(row.state, row.count) for row in states if row] == [("moved", 1), ("called", 2)]
    assert recent(parts) == [("B-001", "4")]


def test_where_two_services_print_a_number_the_service_decides(parts: Parts) -> None:
    """3: two visitors, both served."""
    for service in ("dukcapil", "dinkes"):
        counts(parts, service, prefix="")
    call(parts, "12", "3", "dukcapil")
    call(parts, "12", "5", "dinkes")
    assert sorted(recent(parts)) == [("12", "3"), ("12", "5")]


def test_who_was_not_heard_is_not_struck_off(parts: Parts) -> None:
    """4: the pad may have it refused, the API carries it out and says so."""
    placed = press(parts)
    with pytest.raises(Conflict) as refused:
        press(parts, refuse_if=("unheard",))
    assert refused.value.code == "unheard"
    assert served(parts) == "B-001"
    assert end_call(parts.hall, placed.event_id, "no_show").unheard
    assert state_of(parts, placed) == ("merged", "unheard")


def test_a_slip_of_the_hand_is_asked_about_or_taken_back(parts: Parts) -> None:
    """5: letters that nobody has, a long jump, and an undo while it sounds."""
    press(parts)
    with pytest.raises(Refused) as letters:
        press(parts, number="X-012")
    with pytest.raises(Conflict) as jump:
        press(parts, number="B-090", refuse_if=("far_jump",))
    assert (letters.value.code, jump.value.code) == ("unknown_prefix", "far_jump")
    slip = press(parts, number="B-090")
    parts.hall.write(lambda tx: start_announcement(tx, slip.announcement_id or "", 1))
    undo_call(parts.hall, slip.event_id)
    assert (served(parts), recent(parts)) == ("B-001", [("B-001", "3")])
    assert state_of(parts, slip) == ("cancelled", "undone")
    waiting = parts.hall.read(lambda tx: tx.open_announcements())
    assert [row.ticket for row in waiting] == ["B-001"]


def test_counting_begins_anew_within_a_day(parts: Parts) -> None:
    """5: after a test before opening no number is skipped."""
    for _ in range(3):
        press(parts)
    press(parts, number="1", go_on=True)
    numbers = [served(parts)]
    for _ in range(3):
        press(parts)
        numbers.append(served(parts))
    assert numbers == ["B-001", "B-002", "B-003", "B-004"]
