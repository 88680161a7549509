"""What every family of the console's pages shares: the words of the frame, and careful headers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, g, render_template, request

from display.web.console.pages import NOW, current_of, find_page, navigation
from display.web.edge.session_cookie import csrf_token

ROLE_NAMES = {"admin": "Admin", "officer": "Petugas", "clerk": "Loket", "viewer": "Pengamat"}
"""What staff call the roles."""


def console_blueprint(name: str) -> Blueprint:
    """Return a blueprint below ``/console``; its endpoints are ``console_NAME.VIEW``."""
    blueprint = Blueprint(f"console_{name}", __name__, url_prefix=NOW)
    blueprint.after_request(_careful)
    return blueprint


def show(template: str, status: int = 200, **words: Any) -> Response:
    """Return a page of ``templates/console`` with everything that its frame needs."""
    person = g.get("person")
    pages = navigation(person.role) if person else []
    rule = request.url_rule.rule if request.url_rule else ""
    frame = {
        "status": status,
        "person": person,
        "role_name": ROLE_NAMES.get(person.role, "") if person else "",
        "nav": pages,
        "here": current_of(request.path, pages),
        "page": find_page(rule),
        "version": current_app.extensions["panggil"].version,
        "csrf_token": csrf_token,
    }
    body = render_template(f"console/{template}", **(frame | words))
    return _careful(Response(body, status, mimetype="text/html"))


def _careful(response: Response) -> Response:
    """Keep pages of staff out of caches; they alone may ask for the microphone."""
    if response.mimetype == "text/html":
        response.headers["Cache-Control"] = "no-store"
    response.headers["Permissions-Policy"] = "camera=(), microphone=(self), geolocation=()"
    return response
