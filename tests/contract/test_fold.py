"""The fold: a screen that applied every event holds what the snapshot says."""

from __future__ import annotations

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from display.journal import Hall, Journal, fold
from tests.contract import rows

few = st.sampled_from("abcde")
many = st.integers(0, 30).map(str)
names = count()

calls = st.builds(
    lambda id, state, over: ("ticket.called", {"call": rows.call(id, state=state, over=over)}),
    many,
    st.sampled_from(["called", "served", "no_show", "cancelled"]),
    st.sampled_from([False, False, True]),
)
servings = st.builds(
    lambda id, ticket: ("ticket.called", {"now_serving": rows.serving(id, ticket)}),
    few,
    st.sampled_from([None, "B-001", "B-002"]),
)
announcements = st.builds(
    lambda id, state: ("announcement.queued", {"announcement": rows.announcement(id, state)}),
    st.integers(0, 40).map(str),
    st.sampled_from(["preparing", "queued", "started", *["finished", "failed", "merged"] * 3]),
)
faults = st.builds(
    lambda code, subject, state: (
        "fault.raised", {"fault": rows.fault(code, subject, state=state)}
    ),
    few,
    few,
    st.sampled_from(["raised", "cleared"]),
)  # fmt: skip
counters = st.builds(
    lambda id, position, gone: (
        "counter.changed", {"counter": rows.counter(id, gone, position=position)}
    ),
    few,
    st.integers(0, 3),
    st.booleans(),
)  # fmt: skip
services = st.builds(
    lambda id, position, gone: (
        "service.changed", {"service": rows.service(id, gone, position=position)}
    ),
    few,
    st.integers(0, 3),
    st.booleans(),
)  # fmt: skip
zones = st.builds(
    lambda id, volume: ("zone.changed", {"zone": rows.zone(id, volume=volume)}),
    few,
    st.integers(0, 100),
)
halls = st.builds(
    lambda name, zone: ("hall.changed", {"hall": rows.hall(name, zone)}),
    few,
    st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]),
)
waits = st.builds(
    lambda id, count: ("service.waiting", {"waiting": rows.waiting(id, count=count)}),
    few,
    st.integers(0, 9),
)
together = st.builds(lambda one, other: (one[0], {**one[1], **other[1]}), calls, servings)
plain = st.just(("service.waiting", {"count": 3, "caption": "menunggu"}))
kinds = st.one_of(
    *(calls, announcements, together, servings, faults, counters, services, zones, waits, plain),
    halls,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(kinds, max_size=30)
    | st.lists(st.one_of(calls, announcements), min_size=40, max_size=90)
)
def test_folding_every_event_gives_the_snapshot(journal: Journal, steps) -> None:
    """For any events whatever, folded one by one from the empty hall; also over the bounds."""
    hall = f"hall-{next(names)}"
    journal.create_hall(Hall(hall, "", "", "Asia/Jakarta"))
    state = journal.snapshot(hall)
    for _, data in steps:
        if "hall" in data:
            data["hall"]["id"] = hall
    events = journal.write(hall, lambda tx: [tx.append(name, data) for name, data in steps])
    for event in events:
        state = fold(state, event.as_message())
    assert state == journal.snapshot(hall)


def test_a_repeated_event_changes_nothing(journal: Journal) -> None:
    """At the seam of snapshot and live events a repeat is tolerated."""
    journal.write("lahat", lambda tx: tx.append("ticket.called", {"call": rows.call()}))
    state = journal.snapshot("lahat")
    (event,) = journal.events("lahat", 0)
    assert fold(state, event.as_message()) == state


def test_folding_leaves_the_state_before_it_alone(journal: Journal) -> None:
    """The fold is pure."""
    before = journal.snapshot("lahat")
    journal.write("lahat", lambda tx: tx.append("ticket.called", {"call": rows.call()}))
    (event,) = journal.events("lahat", 0)
    assert fold(before, event.as_message())["recent_calls"] != before["recent_calls"]
    assert before["recent_calls"] == []
