"""The parts of :mod:`tests.display.web.served_hall` as fixtures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from display.parts import Parts
from tests.display.web.served_hall import Caller, api_of, furnished, token_of


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    """A furnished hall."""
    with furnished(tmp_path) as parts:
        yield parts


@pytest.fixture
def client(parts: Parts) -> FlaskClient:
    """A client without a token."""
    return api_of(parts).test_client()


@pytest.fixture
def api(parts: Parts, client: FlaskClient) -> Caller:
    """A caller who may do everything that a queue system does."""
    return Caller(client, token_of(parts, "calls", "announcements", "read"))
