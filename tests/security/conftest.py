"""The whole application before a real parts: every room's routes, as a server mounts them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display.app import create_app
from display.parts import Parts
from tests.display.web.served_hall import Caller, furnished, token_of


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    """A furnished hall whose board is open to all, as by default."""
    with furnished(tmp_path) as parts:
        yield parts


@pytest.fixture
def app(parts: Parts) -> Flask:
    """The application with all rooms."""
    return create_app(parts)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client without a token."""
    return app.test_client()


@pytest.fixture
def api(parts: Parts, client: FlaskClient) -> Caller:
    """A caller who may do everything that a queue system does."""
    return Caller(client, token_of(parts, "calls", "announcements", "read"))
