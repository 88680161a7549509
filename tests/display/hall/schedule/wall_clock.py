"""A clock that a test sets: the hall's every look at the time is at it."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import pytest

from display import clock


class WallClock:
    """``moment`` is what the wall says; ``steady`` goes on evenly, whoever sets the wall."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment.astimezone(UTC)
        self.steady = 0.0

    def now(self) -> datetime:
        return self.moment

    def go_on(self, step: timedelta) -> None:
        """Let time pass."""
        self.moment += step
        self.steady += step.total_seconds()

    def set_by(self, step: timedelta) -> None:
        """Set the wall, forward or back, while no time passes."""
        self.moment += step

    def go_to(self, moment: datetime) -> None:
        """Let time pass until a moment."""
        self.go_on(moment - self.moment)

    def rule(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Be the clock of every module of the hall that looks at the time."""
        real = clock.now
        for name, module in list(sys.modules.items()):
            if name.startswith("display.") and getattr(module, "now", None) is real:
                monkeypatch.setattr(module, "now", self.now)
