"""The machine's clock is watched: it may be set, a machine may sleep, and clients are witnesses."""

from __future__ import annotations

import pytest

from display.hall.health.clock import STEADY_AFTER_S, ClockMonitor, is_vouched_for, told_drift_s


class Clocks:
    """A wall clock and a steady one that a test lets run."""

    def __init__(self) -> None:
        self.wall, self.steady = 1_800_000_000.0, 50.0
        self.watch = ClockMonitor(lambda: self.wall, lambda: self.steady)

    def run(self, seconds: float, jump: float = 0.0) -> float:
        """Let time pass, the wall clock being set by ``jump``; return what the watch says."""
        self.steady += seconds
        self.wall += seconds + jump
        self.watch.look()
        return self.watch.jumped_s


def test_a_clock_that_runs_is_well() -> None:
    """Also when it is slewed, half a millisecond a second."""
    clocks = Clocks()
    assert [clocks.run(1, jump=0.0005) for _ in range(5)] == [0.0] * 5


@pytest.mark.parametrize("jump", [3600.0, -86400.0])
def test_a_clock_that_was_set_is_told_until_it_ran_evenly(jump: float) -> None:
    """Forward or back; after ten minutes it is no trouble any more."""
    clocks = Clocks()
    assert clocks.run(1, jump=jump) == pytest.approx(jump)
    assert clocks.run(STEADY_AFTER_S - 1) == pytest.approx(jump)
    assert clocks.run(2) == 0.0


@pytest.mark.parametrize(
    ("drifts_ms", "told_s"),
    [
        ([], 0),
        ([900_000, 900_000], 0),
        ([900_000, 901_000, 899_500], 900),
        ([-7_200_000, -7_200_400, -7_201_000, 40], -7200.2),
        ([900_000, -400_000, 20, 0], 0),
        ([300, -800, 20_000], 0),
    ],
    ids=["nobody", "two", "three agree", "one is wrong", "all differ", "all about right"],
)
def test_the_servers_clock_is_doubted_when_most_clients_agree(drifts_ms, told_s) -> None:
    """One TV's clock says nothing; three that agree on another time do."""
    assert told_drift_s(drifts_ms) == pytest.approx(told_s)


def test_a_clock_behind_what_it_has_been_is_told_until_it_is_right() -> None:
    """However long it runs, and whatever it writes meanwhile."""
    clocks = Clocks()
    clocks.watch.remember(clocks.wall + 72_000)
    clocks.run(3600)
    assert clocks.watch.behind_s == pytest.approx(68_400)
    clocks.run(1, jump=68_400)
    assert clocks.watch.behind_s == 0


def test_a_clock_that_is_set_back_while_it_runs_stands_behind() -> None:
    """Until others say that it is right now."""
    clocks = Clocks()
    clocks.watch.remember(clocks.wall)
    clocks.run(1)
    clocks.run(1, jump=-7200)
    assert clocks.watch.behind_s == pytest.approx(7199, abs=2)
    clocks.watch.trust()
    assert clocks.watch.behind_s == 0


@pytest.mark.parametrize(
    ("drifts_ms", "vouched"),
    [([], False), ([5, 9], False), ([5, 9, -400], True), ([5, 9, -400, 9e6, 9e6, 9e6], False)],
)
def test_clients_vouch_for_the_clock_by_threes(drifts_ms: list[float], vouched: bool) -> None:
    """And most of them must."""
    assert is_vouched_for(drifts_ms) is vouched
