"""A hall whose clock a test sets, and its scheduler, whose ticks the test takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from display.hall.schedule import Scheduler
from display.parts import Parts
from tests.display.hall.schedule.wall_clock import WallClock


@pytest.fixture
def clock(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> WallClock:
    """Monday, 23 November 2026, 07.30 in Lahat."""
    clock = WallClock(datetime(2026, 11, 23, 0, 30, tzinfo=UTC))
    clock.rule(monkeypatch)
    return clock


@pytest.fixture
def start(parts: Parts, clock: WallClock) -> Callable[[], Scheduler]:
    """Start a scheduler: anew, as after a restart."""
    return lambda: Scheduler(parts.hall, lambda: clock.steady)
