"""Fixtures of the tests of the commands."""

from __future__ import annotations

import pytest
import structlog

from tests.display.commands.running import Run


@pytest.fixture
def start(tmp_path):
    """Return a starter of `panggil run` in the test's folder; all of it dies with the test."""
    runs: list[Run] = []

    def starter(*more: str, **options) -> Run:
        runs.append(Run(tmp_path, *more, **options))
        return runs[-1]

    yield starter
    for run in runs:
        run.clear()


@pytest.fixture(autouse=True)
def _own_logs():
    """A command sets up the logs of its process; here that is the process of all tests."""
    yield
    structlog.reset_defaults()
