"""The hall counts by itself: start number, ranges, a new day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from display.hall import Conflict, Refused
from display.hall.calling import end_call
from display.parts import Parts
from tests.display.hall.pressing import coming, counts, press, served, tell


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch):
    """Set the hour of the hall's wall: UTC, seven hours behind it."""

    def set_to(text: str) -> None:
        moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
        for room in (
            "display.clock.now",
            "display.hall.business_day.now",
            "display.hall.calling.undo.now",
        ):
            monkeypatch.setattr(room, lambda: moment)

    return set_to


def test_a_service_counts_from_its_first_number(parts: Parts) -> None:
    """B-001, B-002, B-003, whichever of its counters asks."""
    press(parts, "3")
    press(parts, "4")
    press(parts, "3")
    assert (served(parts, "3"), served(parts, "4")) == ("B-003", "B-002")
    assert coming(parts) == "B-004"


def test_range_and_digits_are_the_services_own(parts: Parts) -> None:
    """From 500 in four digits."""
    counts(parts, first_number=500, last_number=599, digits=4)
    press(parts)
    assert served(parts) == "B-0500"


def test_a_used_up_range_is_said_plainly(parts: Parts) -> None:
    """After the last number nothing is called, and nothing begins again unasked."""
    counts(parts, first_number=1, last_number=2)
    press(parts)
    press(parts)
    with pytest.raises(Conflict, match="no number left after 2") as refused:
        press(parts)
    assert refused.value.code == "range_exhausted"
    assert served(parts) == "B-002"


def test_a_new_day_begins_afresh_by_the_halls_own_clock(parts: Parts, clock) -> None:
    """At midnight in Lahat, which is 17.00 UTC, the numbers begin again."""
    clock("2026-11-23T09:00:00")
    press(parts)
    press(parts)
    clock("2026-11-23T16:59:00")
    assert coming(parts) == "B-003"
    clock("2026-11-23T17:01:00")
    assert coming(parts) == "B-001"


def test_who_waited_yesterday_waits_no_more(parts: Parts, clock) -> None:
    """The list that a queue system told holds for its day."""
    clock("2026-11-23T02:00:00")
    tell(parts, "B-030", "B-031")
    clock("2026-11-24T02:00:00")
    assert coming(parts) == "B-001"


def test_a_service_may_count_on_through_the_days(parts: Parts, clock) -> None:
    """Where it does not begin afresh, tomorrow goes on."""
    counts(parts, resets_daily=False)
    clock("2026-11-23T02:00:00")
    press(parts)
    clock("2026-11-24T02:00:00")
    assert coming(parts) == "B-002"


def test_a_number_that_was_called_today_is_not_counted_again(parts: Parts) -> None:
    """A chosen number is passed over when the counting comes to it."""
    press(parts, number="B-002")
    press(parts)
    press(parts)
    assert served(parts) == "B-003"


@pytest.mark.parametrize("typed", ["B-040", "b40", "40", "040"])
def test_a_chosen_number_may_be_typed_as_people_do(parts: Parts, typed: str) -> None:
    """Bare figures are a number of the counter's service."""
    placed = press(parts, number=typed, go_on=True)
    assert "B-040" in placed.caption or "B-40" in placed.caption


def test_the_counting_goes_on_after_a_chosen_number_when_asked(parts: Parts) -> None:
    """go_on: the numbers between are skipped."""
    press(parts, number="B-040", go_on=True)
    assert coming(parts) == "B-041"


def test_else_the_counting_stays_where_it_was(parts: Parts) -> None:
    """A chosen number is an exception."""
    press(parts)
    press(parts, number="B-040")
    assert coming(parts) == "B-002"


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"number": "B-0412", "go_on": True}, "number"),
        ({"number": "A-012", "go_on": True}, "number"),
        ({"number": "empat"}, "number"),
        ({"go_on": True}, "go_on"),
        ({"service": "dinkes"}, "service"),
        ({"expected": "?"}, "expected"),
    ],
)
def test_nonsense_is_refused_by_field(parts: Parts, asked: dict[str, object], field: str) -> None:
    """And nothing is called."""
    counts(parts, last_number=100)
    with pytest.raises(Refused) as refused:
        press(parts, **asked)
    assert refused.value.field == field
    assert served(parts) is None


def test_a_call_taken_back_leaves_its_number_free(parts: Parts) -> None:
    """A cancelled call never was."""
    placed = press(parts, number="B-002")
    end_call(parts.hall, placed.event_id, "cancelled")
    press(parts)
    assert coming(parts) == "B-002"


@pytest.mark.parametrize(
    ("prefix", "typed", "called"),
    [
        ("KIA", "kia9", "KIA-9"),
        ("KIA", "9", "KIA-009"),
        ("4K", "4K-10", "4K-10"),
        ("", "007", "007"),
        ("A1", "a1-001", "A1-001"),
    ],
)
def test_any_ticket_may_be_chosen(parts: Parts, prefix: str, typed: str, called: str) -> None:
    """A typed number of the service is called as the service prints it, any other as typed."""
    counts(parts, prefix=prefix)
    press(parts, number=typed)
    assert served(parts) == called


@pytest.mark.parametrize("typed", ["A1-001", "12-B"])
def test_a_ticket_that_no_service_prints_is_refused_on_the_pad(parts: Parts, typed: str) -> None:
    """Refused on the pad, whatever its letters and figures."""
    with pytest.raises(Refused) as refused:
        press(parts, number=typed)
    assert refused.value.code == "unknown_prefix"


def test_a_waiting_list_has_any_tickets(parts: Parts) -> None:
    """As printed, in the order told."""
    tell(parts, "KIA-12", "UMUM 7", "4K-10", "12345")
    called = []
    for _ in range(4):
        press(parts)
        called.append(served(parts))
    assert called == ["KIA-12", "UMUM 7", "4K-10", "12345"]
