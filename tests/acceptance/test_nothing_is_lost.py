"""In short: processes die at any moment, and no promise breaks."""

from __future__ import annotations

import pytest

from tests.acceptance.hall_process import HallProcess
from tests.acceptance.storm import run_storm


@pytest.mark.timeout(420)
def test_kills_lose_nothing(swift_hall: HallProcess) -> None:
    """Acknowledged calls stand once, seq has no hole, all ends, screens equal the snapshot."""
    outcome = run_storm(swift_hall, kills=6, rate=5, seconds=15, seed=7)
    assert outcome.acknowledged
    assert outcome.broken == []
