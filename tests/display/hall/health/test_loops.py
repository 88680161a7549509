"""A part of the server that stands still is a fault that staff see by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from display.hall.health.loops import LATE_S, TITLES
from display.hall.leading import Leadership
from display.loop import Loop
from display.parts import Parts


def told(parts: Parts) -> list[tuple[str, str]]:
    """Return code and subject of the faults that stand of loops."""
    faults = parts.journal.snapshot(parts.hall.id)["faults"]
    return [(row["code"], row["subject"]) for row in faults if row["code"] == "server.stopped"]


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, float], None]:
    """Make the loop of that name late by so many seconds."""
    seconds: dict[str, float] = {}
    monkeypatch.setattr(Loop, "late_s", property(lambda loop: seconds.get(loop.name, 0.0)))

    def make_late(name: str, late_s: float) -> None:
        seconds[name] = late_s

    return make_late


@pytest.mark.parametrize("name", sorted(TITLES.keys() - {"leadership"}))
@pytest.mark.parametrize("late_s", [LATE_S + 1, float("inf")], ids=["hangs", "dead"])
def test_each_loop_that_hangs_or_died_is_a_fault_until_it_comes_round(
    parts: Parts, late: Callable[[str, float], None], name: str, late_s: float
) -> None:
    """Nobody would notice otherwise that the schedule is silent, or that no backup is made."""
    late(name, late_s)
    parts.monitor.look()
    parts.monitor.look()
    assert told(parts) == [("server.stopped", name)]
    (fault,) = [
        row
        for row in parts.journal.snapshot(parts.hall.id)["faults"]
        if row["code"] == "server.stopped"
    ]
    assert TITLES[name] in fault["sentence"]
    late(name, 0.0)
    parts.monitor.look()
    assert told(parts) == []


def test_what_is_late_once_is_no_fault(parts: Parts, late: Callable[[str, float], None]) -> None:
    """After a database that was locked, or a machine that slept, all are late for a moment."""
    for name in TITLES:
        late(name, LATE_S + 100)
    parts.monitor.look()
    for name in TITLES:
        late(name, 0.0)
    parts.monitor.look()
    assert told(parts) == []


def test_a_new_server_clears_the_fault_of_the_one_before(
    parts: Parts, late: Callable[[str, float], None]
) -> None:
    """It was started anew for that very fault."""
    late("schedule", float("inf"))
    parts.monitor.look()
    parts.monitor.look()
    late("schedule", 0.0)
    parts.monitor.take_over()  # knows nothing, as after a start
    parts.monitor.look()
    assert told(parts) == []


def test_every_loop_of_a_server_has_a_title(parts: Parts) -> None:
    """What looks after the lease exists beside others alone, on PostgreSQL."""
    names = [loop.name for loop in (*parts.loops, Leadership(parts.journal, "x", "here").loop)]
    assert sorted(names) == sorted(TITLES)
