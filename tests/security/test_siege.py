"""The short form of the siege: a fiftieth of the attackers, for seconds; no time is judged."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="attacks from 127.0.0.2 and on")
def test_a_small_siege_costs_no_call_and_no_screen_its_place() -> None:
    """Every call is answered 201, and all screens are equal in the end."""
    command = [sys.executable, "-m", "tests.security.siege", "--seconds", "4", "--scale", "0.02"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert "| siege |" in run.stdout, run.stderr
    broken = [line for line in run.stdout.splitlines() if line.startswith("NOT KEPT")]
    assert [line for line in broken if "calls" in line or "screens" in line] == []
