"""The console of the staff: server-rendered pages in Indonesian, below ``/console``.

``pages`` is the table of what there is and who may open it; the guard knows it. Each family of
pages is a blueprint of its own (:func:`~display.web.console.frame.console_blueprint`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from display.hall import outcome_table
from display.web.console.admin.account import account_blueprint
from display.web.console.admin.audit import audit_blueprint
from display.web.console.admin.sign_in import sign_in_blueprint
from display.web.console.admin.tokens import tokens_blueprint
from display.web.console.admin.users import users_blueprint
from display.web.console.formats import device_words, moment_words, zone_of
from display.web.console.frame import show
from display.web.console.pages import NOW
from display.web.console.setup import speaker
from display.web.console.setup.counters import counters_blueprint
from display.web.console.setup.index import settings_blueprint
from display.web.console.setup.services import services_blueprint
from display.web.console.setup.templates import templates_blueprint
from display.web.console.work.announce import announce_blueprint
from display.web.console.work.history import history_blueprint
from display.web.console.work.now import now_blueprint
from display.web.console.work.outcomes import outcome_words
from display.web.console.work.pad import pad_blueprint
from display.web.edge.problems import register_problem_page

if TYPE_CHECKING:
    from flask import Flask

    from display.parts import Parts

_FAMILIES = (
    *(sign_in_blueprint, now_blueprint, account_blueprint),
    pad_blueprint,
    *(services_blueprint, counters_blueprint),
    *(announce_blueprint, history_blueprint, templates_blueprint),
    *(settings_blueprint, users_blueprint, tokens_blueprint, audit_blueprint),
)


def register_console(app: Flask, parts: Parts) -> None:
    """Put every family of pages on ``app``, and the words that all their templates use."""
    moment = moment_words(zone_of(parts))
    app.add_template_filter(moment, "moment")
    app.add_template_filter(outcome_words(moment), "outcome")
    app.jinja_env.globals["outcomes"] = outcome_table()
    app.add_template_filter(device_words, "device")
    register_problem_page(
        app, NOW, lambda problem: show("problem.html", problem.status, problem=problem)
    )
    for make in _FAMILIES:
        app.register_blueprint(make(parts))
    app.register_blueprint(speaker.blueprint)
