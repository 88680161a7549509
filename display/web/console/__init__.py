"""The console of the staff: server-rendered pages in Indonesian, below ``/console``.

``pages`` is the table of what there is and who may open it; the guard knows it. Each family of
pages is a module with a blueprint of its own (:class:`~display.web.console.frame.Family`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from display.hall import outcome_table
from display.web.console import reports
from display.web.console.admin import account, audit, backups, sign_in, tokens, users
from display.web.console.formats import current_zone, device_words, moment_words
from display.web.console.frame import show
from display.web.console.guide import views as guide
from display.web.console.pages import NOW
from display.web.console.setup import (
    counters,
    hall,
    holidays,
    index,
    morning_check,
    poster,
    pronunciations,
    schedule,
    screens,
    services,
    setup_file,
    speaker,
    templates,
    zones,
)
from display.web.console.work import announce, history, now, pad
from display.web.console.work.outcomes import outcome_words
from display.web.edge.problems import register_problem_page

if TYPE_CHECKING:
    from flask import Flask

_FAMILIES = (
    *(sign_in, now, account, pad, announce, history),
    *(guide, index, hall, services, counters, templates, pronunciations, speaker, zones),
    *(setup_file, schedule, holidays, screens, poster, morning_check),
    *(users, tokens, backups, audit, reports),
)


def register_console(app: Flask) -> None:
    """Put every family of pages on ``app``, and the words that all their templates use."""
    moment = moment_words(current_zone)
    app.add_template_filter(moment, "moment")
    app.add_template_filter(outcome_words(moment), "outcome")
    app.jinja_env.globals["outcomes"] = outcome_table()
    app.add_template_filter(device_words, "device")
    register_problem_page(
        app, NOW, lambda problem: show("problem.html", problem.status, problem=problem)
    )
    for family in _FAMILIES:
        app.register_blueprint(family.blueprint)
