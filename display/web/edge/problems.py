"""Errors at the edge: every one leaves as ``application/problem+json`` (RFC 9457) or a plain page.

``detail`` is one plain English sentence; ``errors`` names every field at fault, ``field`` the
first; ``code`` is a word for programs where the status alone does not tell cases apart, ``facts``
what the sentence names. What went wrong inside is logged, never told.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus

import structlog
from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from audio import WordingError
from display.database import JournalFull, JournalUnavailable
from display.errors import PanggilError
from display.hall import (
    Busy,
    Conflict,
    HallError,
    NoRoom,
    NotFound,
    Refused,
    TooOften,
    VoiceAway,
)
from display.journal import DuplicateEvent
from display.web.edge.problem import FieldError, Problem

log = structlog.get_logger(__name__)

RenderProblem = Callable[[Problem], Response]
"""Draws the page of a problem, for a person in front of a browser."""

# A journal that is busy or restarting is back within seconds.
_RETRY_AFTER_S = 1


def register_problems(app: Flask) -> None:
    """Give every error of ``app``, foreseen or not, the one shape."""
    app.register_error_handler(Problem, answer_problem)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(PanggilError, _answer_ours)
    app.register_error_handler(Exception, _answer_unforeseen)


def answer_problem(problem: Problem) -> Response:
    """Return the response for ``problem``: JSON, or a page for a browser that opened a page."""
    if _wants_page():
        return _page(problem)
    body = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "field": problem.errors[0].field if problem.errors else None,
        "code": problem.code,
        "facts": problem.facts,
        "errors": [error._asdict() for error in problem.errors],
    }
    response = Response(
        json.dumps(body), problem.status, problem.headers, mimetype="application/problem+json"
    )
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _wants_page() -> bool:
    """Tell whether a person in front of a browser asked; the API speaks JSON to everybody."""
    if request.path.startswith("/api/") or request.path in {"/ws", "/healthz", "/readyz"}:
        return False
    # The first wins a tie: a program that accepts everything (curl sends */*) gets JSON.
    kinds = ["application/problem+json", "text/html"]
    return request.accept_mimetypes.best_match(kinds) == "text/html"


def register_problem_page(app: Flask, prefix: str, render: RenderProblem) -> None:
    """Let ``render`` draw the page of a problem at the addresses below ``prefix``."""
    _pages_of(app)[prefix] = render


def _page(problem: Problem) -> Response:
    for prefix, render in _pages_of(current_app).items():
        if request.path.startswith(prefix):
            shown = render(problem)
            shown.headers.update(problem.headers)
            return shown
    page = render_template("problem.html", status=problem.status)
    return Response(page, problem.status, problem.headers, mimetype="text/html")


def _pages_of(app: Flask) -> dict[str, RenderProblem]:
    pages: dict[str, RenderProblem] = app.extensions.setdefault("panggil_problem_pages", {})
    return pages


_SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address does not take that method; the header Allow lists those it takes.",
    413: "The request is too large; at most 64 KB are read.",
    415: "Send JSON with the header Content-Type: application/json.",
}


def _answer_http(error: HTTPException) -> Response:
    """Translate what Flask and Werkzeug raise; redirects pass as they are."""
    code = error.code or 500
    if code < 400:
        response = error.get_response()
        return Response(response.get_data(), code, response.headers)
    detail = _SENTENCES.get(code) or _first_sentence(error)
    # Without type and length of Werkzeug's own HTML page; Allow of a 405 and the like stay.
    headers = {
        name: value
        for name, value in error.get_headers()
        if name.lower() not in {"content-type", "content-length"}
    }
    return answer_problem(Problem(code, detail, headers=headers))


def _first_sentence(error: HTTPException) -> str:
    return (error.description or HTTPStatus(error.code or 500).phrase).split("\n")[0]


_STATUSES: Mapping[type[HallError], int] = {NotFound: 404, NoRoom: 507, VoiceAway: 503}


def _answer_ours(error: PanggilError) -> Response:
    """Translate the errors of the layers below by their kind."""
    if isinstance(error, Refused):
        message = _english(error)
        errors = [FieldError(error.field, message)]
        return answer_problem(
            Problem(422, message, errors=errors, code=error.code, facts=error.facts)
        )
    if isinstance(error, Conflict):
        return answer_problem(Problem(409, str(error), code=error.code, facts=error.facts))
    if isinstance(error, HallError) and type(error) in _STATUSES:
        return answer_problem(Problem(_STATUSES[type(error)], str(error), code=error.code))
    if isinstance(error, (Busy, TooOften)):
        headers = {"Retry-After": str(error.retry_after_s)}
        status = 503 if isinstance(error, Busy) else 429
        return answer_problem(Problem(status, str(error), headers=headers, code=error.code))
    if isinstance(error, DuplicateEvent):
        return answer_problem(Problem(409, "This event_id belongs to something else."))
    if isinstance(error, JournalFull):
        return _answer_full(error)
    if isinstance(error, JournalUnavailable):
        return _answer_unavailable(error)
    return _answer_unforeseen(error)


def _answer_unavailable(error: PanggilError) -> Response:
    """503: nothing was kept, the caller may ask again with the same ``event_id``."""
    log.error("journal unavailable", error=str(error), path=request.path)
    return answer_problem(
        Problem(
            503,
            "The journal cannot be written right now; nothing was kept. Ask again in a moment.",
            headers={"Retry-After": str(_RETRY_AFTER_S)},
        )
    )


def _answer_full(error: JournalFull) -> Response:
    """507: nothing was kept, and nothing will be before somebody has made room."""
    log.error("no room for the journal", error=str(error), path=request.path)
    return answer_problem(
        Problem(
            507,
            "The disk of the database is full; nothing was kept. Free some space, then ask again.",
        )
    )


def _answer_unforeseen(error: Exception) -> Response:
    """500: the log tells everything, the answer nothing."""
    log.error("request failed", method=request.method, path=request.path, exc_info=error)
    return answer_problem(Problem(500, "This went wrong inside the server; its log tells why."))


# Wording speaks Indonesian, for the people who type into the console; programs get English.
_WORDING = {
    "number": "Write the number as it is printed: at most two letters and one to four figures, "
    "for example A-012.",
    "expected": "Write the number as it is printed, for example A-012.",
    "next": "Write each ticket as it is printed, for example A-012.",
    "ticket.number": "Write the ticket as it is printed: at most two letters and one to four "
    "figures, for example A-012.",
    "written": "Write 2 to 64 characters: Latin letters, figures, dots, hyphens or spaces, with "
    "at least one letter.",
    "spoken": "This has no words that can be spoken, or more than 200 characters.",
    "text": "This text has nothing that can be spoken.",
}


def _english(error: Refused) -> str:
    if isinstance(error.__cause__, WordingError):
        return _WORDING.get(error.field, "This cannot be spoken.")
    return error.message
