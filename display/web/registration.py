"""Mounts this room on an application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from display.web.api.description import docs_page, openapi
from display.web.api.operations import FAMILIES
from display.web.console import register_console
from display.web.edge.current import put_parts
from display.web.edge.problems import register_problems
from display.web.edge.proxies import register_proxies
from display.web.edge.session_cookie import register_cookie
from display.web.edge.sharing import register_sharing
from display.web.guard import register_guard

if TYPE_CHECKING:
    from flask import Flask

    from display.parts import Parts


def register_web(app: Flask, parts: Parts) -> None:
    """Put guard, errors, API, document and health on ``app``. Call it before other rooms mount."""
    # Answers in the order of their schemas, and in UTF-8 as they are: for people who read along.
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    put_parts(app, parts)
    register_problems(app)
    register_cookie(app, parts)
    # After the cookie: the guard asks who is signed in.
    register_guard(app, parts)
    register_sharing(app, parts.settings.allowed_origins)
    register_proxies(app, parts.settings.trusted_proxies)
    for family in FAMILIES:
        app.register_blueprint(family.blueprint)
    for page in (openapi, docs_page):
        app.register_blueprint(page.blueprint)
    register_console(app)
