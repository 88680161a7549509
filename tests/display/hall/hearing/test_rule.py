"""Two announcements in a row that nobody heard are a fault; whoever is heard is repaired."""

from __future__ import annotations

from typing import Any

import pytest

from display.hall.hearing import Hearing, hearing_of
from display.hall.hearing.rule import REMEMBERED


def row(at: int, heard: bool | None, **more: Any) -> dict[str, Any]:
    """Return the row of an announcement that began at a minute and sounded for ten seconds."""
    return {
        "started_at": f"2026-01-05T02:{at:02d}:00.000Z",
        "ended_at": f"2026-01-05T02:{at:02d}:10.000Z",
        "duration_ms": 10_000,
        "state": "finished",
        "priority": "call",
        "until_ended": False,
        "heard": heard,
        "over_noise_db": 8.0 if heard else None,
        "heard_delay_ms": 120 if heard else None,
        **more,
    }


def after(story: str) -> Hearing:
    """Return what follows from announcements heard (h), not heard (n) and not judged (u)."""
    verdicts = {"h": True, "n": False, "u": None}
    return hearing_of(row(at, verdicts[letter]) for at, letter in enumerate(story))


@pytest.mark.parametrize(
    ("story", "fault"),
    [
        ("", False),
        ("n", False),
        ("hhn", False),
        ("nhn", False),
        ("nn", True),
        ("hnnn", True),
        ("nnh", False),
        ("nnhn", False),
        ("nun", True),  # what is not judged neither counts nor excuses
        ("uuuu", False),
        ("nnu", True),
    ],
)
def test_which_stories_are_a_fault(story: str, fault: bool) -> None:
    """One alone may have met a slammed door."""
    assert after(story).is_fault is fault


@pytest.mark.parametrize(
    ("story", "last"), [("", False), ("h", True), ("hn", False), ("nu", False)]
)
def test_only_being_heard_ends_it(story: str, last: bool) -> None:
    """Silence of the ear clears nothing."""
    assert after(story).heard_last is last


def test_it_counts_by_when_they_began() -> None:
    """A snapshot has them by their place in the queue: an urgent one overtook the others."""
    rows = [row(2, True), row(1, False), row(0, False)]
    assert hearing_of(rows).missed == 0


@pytest.mark.parametrize(
    "more",
    [
        {"state": "failed"},
        {"state": "expired"},
        {"state": "cancelled"},
        {"state": "started", "ended_at": None},
        # Told of 5 s late: the ear listened at the wrong moment.
        {"ended_at": "2026-01-05T02:01:05.000Z"},
    ],
    ids=str,
)
def test_what_may_not_have_been_there_to_hear_is_no_miss(more: dict[str, Any]) -> None:
    """Nor does it excuse: the misses before it stand."""
    assert hearing_of([row(0, False), row(1, False, **more)]).missed == 1


def test_an_emergency_that_is_said_again_and_again_counts_at_once() -> None:
    """It has no end until staff end it, and must not wait for that."""
    standing = {"state": "started", "ended_at": None, "until_ended": True}
    assert hearing_of([row(0, False), row(1, False, **standing)]).is_fault


def test_the_level_is_the_median_of_the_last_ones_heard() -> None:
    """One door that slams moves it little; levels of long ago are forgotten."""
    levels = (7.0, 30.0, 8.0)
    hearing = hearing_of(row(at, True, over_noise_db=level) for at, level in enumerate(levels))
    assert hearing.over_noise_db == 8.0
    assert len(after("h" * (REMEMBERED + 3)).levels) == REMEMBERED
    assert after("hnnu").over_noise_db == 8.0
    assert after("n").over_noise_db is None
