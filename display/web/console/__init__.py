"""The console of the staff: server-rendered pages in Indonesian, below ``/console``.

``pages`` is the table of what there is and who may open it; the guard knows it. Each family of
pages is a blueprint of its own (:func:`~display.web.console.frame.console_room`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from display.web.console.admin.account import account_room
from display.web.console.admin.audit import audit_room
from display.web.console.admin.sign_in import door_room
from display.web.console.admin.tokens import tokens_room
from display.web.console.admin.users import users_room
from display.web.console.formats import device_words, moment_words, zone_of
from display.web.console.frame import show
from display.web.console.setup.counters import counters_room
from display.web.console.setup.index import settings_room
from display.web.console.setup.services import services_room
from display.web.console.setup.templates import templates_room
from display.web.console.work.announce import announcing_room
from display.web.console.work.history import history_room
from display.web.console.work.now import start_room
from display.web.console.work.outcomes import outcome_words
from display.web.console.work.pad import pad_room
from display.web.edge.problems import register_problem_page

if TYPE_CHECKING:
    from flask import Flask

    from display.parts import Parts

_ROOMS = (
    *(door_room, start_room, account_room),
    pad_room,
    *(services_room, counters_room),
    *(announcing_room, history_room, templates_room),
    *(settings_room, users_room, tokens_room, audit_room),
)


def register_console(app: Flask, parts: Parts) -> None:
    """Put every family of pages on ``app``, and the words that all their templates use."""
    moment = moment_words(zone_of(parts))
    app.add_template_filter(moment, "moment")
    app.add_template_filter(outcome_words(moment), "outcome")
    app.add_template_filter(device_words, "device")
    register_problem_page(
        app, "/console", lambda problem: show("problem.html", problem.status, problem=problem)
    )
    for make in _ROOMS:
        app.register_blueprint(make(parts))
