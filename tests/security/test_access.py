"""Who may ask what: every route times nobody and each scope (ASVS 5.0, 8.2.1, 8.3.1).

The expected answers are written out here by hand, so that a change of the table in
``display/web/api/operations.py`` has to be said twice. A route that is not listed fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from display.accounts import SCOPES
from display.app import create_app
from display.parts import Parts
from display.web import OPERATIONS, PAGES
from display.web.api.schemas.answer import ProblemAnswer
from tests.display.web.served_hall import furnished, token_of

OPEN = {None, *SCOPES}
CALLS = {"calls", "admin"}
SPEAK = {"announcements", "admin"}
READ = {"read", "admin"}
VOICE = {"voice", "admin"}

ALLOWED: dict[tuple[str, str], set[Any]] = {
    ("POST", "/api/v1/calls"): CALLS,
    ("POST", "/api/v1/calls/<event_id>/recall"): CALLS,
    ("POST", "/api/v1/calls/<event_id>/serve"): CALLS,
    ("POST", "/api/v1/calls/<event_id>/no-show"): CALLS,
    ("POST", "/api/v1/calls/<event_id>/cancel"): CALLS,
    ("POST", "/api/v1/calls/<event_id>/transfer"): CALLS,
    ("POST", "/api/v1/calls/<event_id>/undo"): CALLS,
    ("GET", "/api/v1/counters/<counter_id>/next"): CALLS | READ,
    ("POST", "/api/v1/counters/<counter_id>/next"): CALLS,
    ("POST", "/api/v1/counters/<counter_id>/open"): CALLS,
    ("POST", "/api/v1/counters/<counter_id>/close"): CALLS,
    ("POST", "/api/v1/counters/<counter_id>/pause"): CALLS,
    ("PUT", "/api/v1/services/<service_id>/waiting"): CALLS,
    ("POST", "/api/v1/announcements"): SPEAK,
    ("POST", "/api/v1/announcements/<announcement_id>/cancel"): SPEAK,
    ("GET", "/api/v1/announcements"): READ,
    ("POST", "/api/v1/announcements/<announcement_id>/advance"): SPEAK,
    ("POST", "/api/v1/announcements/<announcement_id>/repeat"): SPEAK,
    ("POST", "/api/v1/announcements/preview"): SPEAK,
    ("POST", "/api/v1/voice/warm"): SPEAK,
    ("POST", "/api/v1/recordings"): SPEAK,
    ("GET", "/api/v1/recordings"): SPEAK | READ,
    ("DELETE", "/api/v1/recordings/<recording_id>"): SPEAK,
    ("GET", "/api/v1/queue"): READ,
    ("GET", "/api/v1/counters/<counter_id>/calls"): CALLS | READ,
    ("POST", "/api/v1/hold"): SPEAK,
    ("POST", "/api/v1/resume"): SPEAK,
    ("POST", "/api/v1/zones"): {"admin"},
    ("DELETE", "/api/v1/zones/<zone_id>"): {"admin"},
    ("PUT", "/api/v1/zones/<zone_id>"): SPEAK,
    ("GET", "/api/v1/zones/<zone_id>/speakers"): SPEAK | READ,
    ("POST", "/api/v1/zones/<zone_id>/speakers/<speaker_id>/use"): SPEAK,
    ("PUT", "/api/v1/hall"): {"admin"},
    ("GET", "/api/v1/screens"): SPEAK | READ,
    ("POST", "/api/v1/screens"): SPEAK,
    ("POST", "/api/v1/screens/codes"): OPEN,
    ("POST", "/api/v1/screens/token"): OPEN,
    ("PUT", "/api/v1/screens/<screen_id>"): SPEAK,
    ("DELETE", "/api/v1/screens/<screen_id>"): SPEAK,
    ("POST", "/api/v1/screens/<screen_id>/identify"): SPEAK,
    ("POST", "/api/v1/screens/<screen_id>/reload"): SPEAK,
    ("GET", "/api/v1/templates"): SPEAK | READ,
    ("PUT", "/api/v1/templates/<template_id>"): SPEAK,
    ("DELETE", "/api/v1/templates/<template_id>"): SPEAK,
    ("GET", "/api/v1/schedule"): SPEAK | READ,
    ("GET", "/api/v1/schedule/timeline"): SPEAK | READ,
    ("PUT", "/api/v1/schedule/<entry_id>"): SPEAK,
    ("DELETE", "/api/v1/schedule/<entry_id>"): SPEAK,
    ("POST", "/api/v1/schedule/<entry_id>/<due>/play"): SPEAK,
    ("POST", "/api/v1/schedule/<entry_id>/<due>/skip"): SPEAK,
    ("POST", "/api/v1/schedule/<entry_id>/<due>/move"): SPEAK,
    ("GET", "/api/v1/holidays"): SPEAK | READ,
    ("PUT", "/api/v1/holidays/<day>"): SPEAK,
    ("DELETE", "/api/v1/holidays/<day>"): SPEAK,
    ("POST", "/api/v1/faults/acknowledge"): SPEAK | CALLS,
    ("GET", "/api/v1/state"): READ,
    ("GET", "/api/v1/tickets"): READ,
    ("GET", "/api/v1/events"): READ,
    ("GET", "/api/v1/health"): READ,
    ("GET", "/api/v1/reports/period"): READ,
    ("GET", "/api/v1/sounds/<sha256>"): {"speaker", "read", "admin"},
    ("POST", "/api/v1/ear"): {"listen", "admin"},
    ("GET", "/api/v1/pronunciations"): {"read", "voice", "admin"},
    ("POST", "/api/v1/pronunciations/preview"): VOICE,
    ("PUT", "/api/v1/pronunciations/<written>"): VOICE,
    ("DELETE", "/api/v1/pronunciations/<written>"): VOICE,
    ("GET", "/api/v1/openapi.json"): OPEN,
    ("GET", "/healthz"): OPEN,
    ("GET", "/readyz"): OPEN,
    ("GET", "/metrics"): READ,
    ("GET", "/docs"): OPEN,
    ("GET", "/static/<path:filename>"): OPEN,
    ("GET", "/tv/screen.js"): OPEN,
    ("GET", "/phone.js"): OPEN,
    ("GET", "/qr.svg"): OPEN,
    ("GET", "/tv/colours.css"): OPEN,
    ("GET", "/logo/<name>"): OPEN,
}
"""Method and route -> who gets in when the board is closed to strangers (open_screens off)."""

GUARDED_BY_THEIR_ROOM = {
    *(("GET", "/"), ("GET", "/tv"), ("GET", "/ws")),
    ("GET", "/tv/sounds/<sha256>"),  # tests/acceptance/test_tv_speaks.py
}
"""Pages and the websocket: their rooms test them (tests/browser, tests/display/push)."""

WATCHED = {
    *(("GET", "/api/v1/state"), ("GET", "/api/v1/tickets")),
    *(("GET", "/api/v1/events"), ("GET", "/metrics")),
}

QUERY = {"/api/v1/tickets": {"number": "B-012"}}
"""What has to be asked along with an address."""


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """A hall whose board is closed to strangers."""
    with furnished(tmp_path_factory.mktemp("closed"), open_screens=False) as parts:
        yield parts


@pytest.fixture(scope="module")
def closed_app(closed: Parts) -> Flask:
    """Its application."""
    return create_app(closed)


@pytest.fixture(scope="module")
def tokens(closed: Parts) -> dict[Any, str]:
    """A token of each scope."""
    return {scope: token_of(closed, scope) for scope in SCOPES}


def routes(app: Flask) -> set[tuple[str, str]]:
    """Return every method and route that the application knows."""
    return {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def is_console(route: tuple[str, str]) -> bool:
    """Tell the pages of staff: they are tried by role in tests/security/test_roles.py."""
    return route[1].startswith("/console")


def test_every_route_is_listed_here(closed_app: Flask) -> None:
    """A new route has to say who may ask it."""
    known = {route for route in routes(closed_app) if not is_console(route)}
    assert known == set(ALLOWED) | GUARDED_BY_THEIR_ROOM


def test_every_route_is_declared_and_documented(closed_app: Flask) -> None:
    """The table that guards holds every route, and no route that does not exist."""
    declared = {(operation.method, operation.path) for operation in OPERATIONS}
    known = {route for route in routes(closed_app) if not is_console(route)}
    assert known == declared | {("GET", page) for page in PAGES}


@pytest.mark.parametrize(("method", "rule"), sorted(ALLOWED))
def test_only_who_is_listed_gets_in(
    closed_app: Flask, tokens: dict[Any, str], method: str, rule: str
) -> None:
    """Nobody: 401. A token of another scope: 403. One that is listed passes the guard."""
    client = closed_app.test_client()
    path = re.sub(r"<[^>]+>", "x", rule)
    for scope in (None, *SCOPES):
        headers = {"Authorization": f"Bearer {tokens[scope]}"} if scope else {}
        answer = client.open(path, method=method, headers=headers)
        if scope in ALLOWED[method, rule]:
            assert answer.status_code not in {401, 403}, scope
        elif scope is None:
            assert answer.status_code == 401
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
            ProblemAnswer.model_validate(answer.json)
        else:
            assert answer.status_code in {401, 403}, scope
        answer.close()


@pytest.mark.parametrize(("method", "rule"), sorted(WATCHED))
def test_open_board_may_be_watched_by_all(app: Flask, method: str, rule: str) -> None:
    """With open_screens on nobody needs a token to see what hangs on the wall."""
    query = QUERY.get(rule)
    assert app.test_client().open(rule, method=method, query_string=query).status_code == 200


@pytest.mark.parametrize(("method", "rule"), sorted(WATCHED))
def test_token_of_another_scope_does_not_close_an_open_board(
    app: Flask, parts: Parts, method: str, rule: str
) -> None:
    """A queue system with a token for calls may see what anybody may see."""
    headers = {"Authorization": f"Bearer {token_of(parts, 'calls')}"}
    answer = app.test_client().open(
        rule, method=method, headers=headers, query_string=QUERY.get(rule)
    )
    assert answer.status_code == 200


def test_events_refuse_in_the_one_shape(app: Flask) -> None:
    """The push room's errors look like all others."""
    answer = app.test_client().get("/api/v1/events?after=x")
    assert answer.status_code == 422
    assert ProblemAnswer.model_validate(answer.json).field == "after"


def test_undeclared_route_is_refused(parts: Parts) -> None:
    """A route that somebody forgets to declare is closed, whatever token comes."""
    app = create_app(parts)
    app.add_url_rule("/api/v1/forgotten", "forgotten", lambda: "secret")
    headers = {"Authorization": f"Bearer {token_of(parts, 'admin')}"}
    answer = app.test_client().get("/api/v1/forgotten", headers=headers)
    assert answer.status_code == 403
    assert "secret" not in answer.text


def test_token_of_another_hall_opens_nothing(tmp_path: Path) -> None:
    """A token belongs to one hall, an admin's too."""
    from display.accounts import issue_token
    from display.hall.setup import seed_hall

    with furnished(tmp_path) as parts:
        seed_hall(parts.journal, "muara")
        other = issue_token(parts.accounts, "muara", "t", ["admin"])
        headers = {"Authorization": f"Bearer {other}"}
        answer = create_app(parts).test_client().post("/api/v1/calls", json={}, headers=headers)
        assert answer.status_code == 401


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic YTpi", "Token x", "Bearer \xff\xfe", "bearer" + " x" * 9],
)
def test_malformed_header_is_unauthorised(app: Flask, header: str) -> None:
    """Whatever stands in ``Authorization``: 401, never 500."""
    headers = {"Authorization": header}
    assert app.test_client().post("/api/v1/calls", json={}, headers=headers).status_code == 401


def test_token_in_the_address_is_no_token(app: Flask, parts: Parts) -> None:
    """A secret in a URL ends in logs; the API does not take it there."""
    secret = token_of(parts, "calls")
    answer = app.test_client().post(f"/api/v1/calls?token={secret}&access_token={secret}", json={})
    assert answer.status_code == 401


def test_options_tells_methods_and_opens_nothing(app: Flask) -> None:
    """OPTIONS lists methods and lets no other site in (no CORS headers)."""
    answer = app.test_client().options("/api/v1/calls", headers={"Origin": "https://evil.example"})
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]
