"""The page that leads to everything that can be set up."""

from __future__ import annotations

from flask import g
from werkzeug import Response

from display.web.console.frame import Family, show
from display.web.console.pages import settings_pages

blueprint = Family("setup")


@blueprint.page
def index() -> Response:
    """Show what the person may set up, each with a sentence on what it is."""
    return show("setup/index.html", entries=settings_pages(g.person.role))
