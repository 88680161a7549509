"""The demo's morning is a plausible one, and always the same for the same seed."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from display.commands.demo.morning import Act, Desk, Morning

DESKS = [Desk(str(n + 1), f"s{n // 2}", "ABCDEF"[n // 2]) for n in range(12)]
FOUR_HOURS_S = 4 * 3600.0


def played(seed: int = 1, until_s: float = FOUR_HOURS_S) -> list[Act]:
    return list(Morning(DESKS, seed).acts(until_s))


def test_the_same_seed_plays_the_same_morning():
    """A demo can be shown twice."""
    assert played(7) == played(7)
    assert played(7) != played(8)


def test_a_morning_has_everything_a_hall_has():
    """Calls at every counter, recalls, people served, people gone home, announcements."""
    acts = played()
    kinds = Counter(act.kind for act in acts)
    assert set(kinds) == {"call", "recall", "serve", "no_show", "announce"}
    assert {act.desk for act in acts if act.desk} == set(DESKS)
    assert 300 < kinds["call"] < 900  # 12 counters, 4 hours, about four minutes a visitor
    assert kinds["no_show"] < kinds["call"] / 5


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_every_visitor_is_called_first_and_ends_once(seed):
    """A recall or an end never comes before its call, and nothing comes after the end."""
    lives: dict[int, list[str]] = {}
    for act in played(seed, 3600):
        if act.kind != "announce":
            lives.setdefault(act.visit, []).append(act.kind)
    for life in lives.values():
        assert life[0] == "call"
        assert "call" not in life[1:]
        assert not {"serve", "no_show"} & set(life[:-1])


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_time_goes_forward_and_numbers_follow_each_other(seed):
    """Each service hands out 001, 002, ... in order of time; a counter serves one at a time."""
    acts = played(seed, 3600)
    assert [act.at_s for act in acts] == sorted(act.at_s for act in acts)
    for service, prefix in {(desk.service, desk.prefix) for desk in DESKS}:
        tickets = [a.ticket for a in acts if a.kind == "call" and a.desk.service == service]
        assert tickets == [f"{prefix}-{n + 1:03d}" for n in range(len(tickets))]
