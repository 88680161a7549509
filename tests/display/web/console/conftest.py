"""The console of a furnished house, and the browsers of its staff."""

from __future__ import annotations

import pytest
from flask import Flask

from display.app import create_app
from display.parts import House
from tests.security.staff import Staff, employ


@pytest.fixture
def app(house: House) -> Flask:
    """The application of a house with one person of every role."""
    employ(house)
    return create_app(house)


@pytest.fixture
def admin(app: Flask) -> Staff:
    """A browser in which the admin is signed in."""
    browser = Staff(app)
    browser.sign_in("admin")
    return browser
