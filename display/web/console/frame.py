"""What every family of the console's pages shares: the words of the frame, and careful headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import werkzeug
from flask import Blueprint, Response, current_app, g, render_template, request

from display.audit import current_actor, mark_of
from display.web.console.guide.steps import guide_band
from display.web.console.pages import NOW, current_of, find_page, navigation, page_of
from display.web.edge.session_cookie import csrf_token

ROLE_NAMES = {"admin": "Admin", "officer": "Petugas", "clerk": "Loket", "viewer": "Pengamat"}
"""What staff call the roles."""


View = TypeVar("View", bound=Callable[..., werkzeug.Response])


class Family(Blueprint):
    """A family of pages, a module each; its endpoints are ``console_NAME.VIEW``."""

    def __init__(self, name: str) -> None:
        super().__init__(f"console_{name}", __name__)
        self.after_request(_careful)

    def page(self, view: View) -> View:
        """Serve ``view`` at the address and with the methods of its row in the table of pages.

        Raises ``KeyError`` for a view without a row, when its module is loaded.
        """
        row = page_of(f"{self.name}.{view.__name__}")
        # Who types the address of the first page may end it with a slash.
        strict = row.path != NOW
        self.add_url_rule(row.path, view_func=view, methods=row.methods, strict_slashes=strict)
        return view


def show(template: str, status: int = 200, **words: object) -> Response:
    """Return a page of ``templates/console`` with everything that its frame needs."""
    person = g.get("person")
    pages = navigation(person.role) if person else []
    # A mistyped address has no route, and its page of a problem is drawn in the same frame.
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
        "guide": guide_band(),
        "sender": mark_of(actor.sender) if (actor := current_actor()) else "",
    }
    body = render_template(f"console/{template}", **(frame | words))
    return _careful(Response(body, status, mimetype="text/html"))


def _careful(response: Response) -> Response:
    """Keep pages of staff out of caches; they alone may ask for the microphone."""
    if response.mimetype == "text/html":
        response.headers["Cache-Control"] = "no-store"
    response.headers["Permissions-Policy"] = "camera=(), microphone=(self), geolocation=()"
    return response
