"""Fixtures of the acceptance tests: a hall that really runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.hall_process import HallProcess
from tests.acceptance.outputs.trials import Stages


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HallProcess]:
    """A running hall whose PA is captured in real time."""
    running = HallProcess(tmp_path)
    try:
        yield running.start()
    finally:
        running.stop()


@pytest.fixture(scope="module")
def shared_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    """A swift hall for the tests of a file that do not mind what others have called in it."""
    yield from _swift(tmp_path_factory.mktemp("hall"))


@pytest.fixture
def swift_hall(tmp_path: Path) -> Iterator[HallProcess]:
    """A running hall whose PA takes sound about twenty times as fast as a real one."""
    yield from _swift(tmp_path)


@pytest.fixture(scope="module")
def stages(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stages]:
    """The halls of a file whose outputs fall silent, on the sound server that it names."""
    open_ones = Stages(tmp_path_factory.mktemp("outputs"), request.module.SERVER)
    yield open_ones
    open_ones.close()


def _swift(folder: Path) -> Iterator[HallProcess]:
    running = HallProcess(folder, SDL_DISKAUDIODELAY="1", PANGGIL_CALL_EXPIRY_S="30")
    try:
        yield running.start()
    finally:
        running.stop()
