"""The console of a furnished hall, and the browsers of its staff."""

from __future__ import annotations

import pytest
from flask import Flask

from display.app import create_app
from display.parts import Parts
from tests.security.staff import Staff, employ


@pytest.fixture
def app(parts: Parts) -> Flask:
    """The application of a hall with one person of every role."""
    employ(parts)
    return create_app(parts)


@pytest.fixture
def admin(app: Flask) -> Staff:
    """A browser in which the admin is signed in."""
    return _signed_in(app, "admin")


@pytest.fixture
def officer(app: Flask) -> Staff:
    """A browser in which an officer is signed in."""
    return _signed_in(app, "officer")


def _signed_in(app: Flask, name: str) -> Staff:
    browser = Staff(app)
    browser.sign_in(name)
    return browser
