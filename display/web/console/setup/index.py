"""The page that leads to everything that can be set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, g
from werkzeug import Response

from display.web.console.frame import console_blueprint, show
from display.web.console.pages import settings_pages

if TYPE_CHECKING:
    from display.parts import Parts


def settings_blueprint(parts: Parts) -> Blueprint:
    """Return the index of settings."""
    blueprint = console_blueprint("setup")

    @blueprint.get("/pengaturan")
    def index() -> Response:
        return show("setup/index.html", entries=settings_pages(g.person.role))

    return blueprint
