"""The house of :mod:`tests.display.web.served_hall` as fixtures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from display.parts import House
from tests.display.web.served_hall import Caller, api_of, furnished, token_of


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A furnished house."""
    with furnished(tmp_path) as house:
        yield house


@pytest.fixture
def client(house: House) -> FlaskClient:
    """A client without a token."""
    return api_of(house).test_client()


@pytest.fixture
def api(house: House, client: FlaskClient) -> Caller:
    """A caller who may do everything that a queue system does."""
    return Caller(client, token_of(house, "calls", "announcements", "read"))
