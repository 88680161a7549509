"""Mounts this room on an application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from display.web.api.announcements import announcements_blueprint
from display.web.api.calls import api_blueprint
from display.web.api.counters import pad_blueprint
from display.web.api.docs_page import docs_blueprint
from display.web.api.openapi import openapi_blueprint
from display.web.api.pronunciations import pronunciations_blueprint
from display.web.api.recordings import recordings_blueprint
from display.web.api.zones import steering_blueprint
from display.web.console import register_console
from display.web.edge.problems import register_problems
from display.web.edge.session_cookie import register_cookie
from display.web.guard import register_guard
from display.web.ops.metrics import metrics_blueprint
from display.web.ops.probes import health_blueprint

if TYPE_CHECKING:
    from flask import Flask

    from display.parts import Parts


def register_web(app: Flask, parts: Parts) -> None:
    """Put guard, errors, API, document and health on ``app``. Call it before other rooms mount."""
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    register_problems(app)
    register_cookie(app, parts)
    register_guard(app, parts)
    app.register_blueprint(api_blueprint(parts))
    app.register_blueprint(pad_blueprint(parts))
    app.register_blueprint(announcements_blueprint(parts))
    app.register_blueprint(steering_blueprint(parts))
    app.register_blueprint(pronunciations_blueprint(parts))
    app.register_blueprint(recordings_blueprint(parts))
    app.register_blueprint(openapi_blueprint())
    app.register_blueprint(health_blueprint(parts))
    app.register_blueprint(metrics_blueprint(parts))
    app.register_blueprint(docs_blueprint())
    register_console(app, parts)
