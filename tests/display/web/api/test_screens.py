"""Screens over HTTP: a code, who claims it, what becomes of it, and what staff do afterwards."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from display.accounts import ScreenStore, Throttle
from display.clock import iso_after
from display.database import schema
from display.hall.screens import codes
from display.hall.screens import desk as desk_of_screens
from display.parts import Parts
from display.push import claimed_screen
from display.web.api.schemas.screens import (
    CodeAnswer,
    ScreenChangeAnswer,
    ScreensAnswer,
    WelcomeAnswer,
)
from tests.display.web.served_hall import Caller, happened, token_of

Answer = dict[str, Any]


@pytest.fixture
def nobody(client: FlaskClient) -> Caller:
    """A TV that staff do not know."""
    return Caller(client, None)


@pytest.fixture
def officer(parts: Parts, client: FlaskClient) -> Caller:
    """Somebody who may claim."""
    return Caller(client, token_of(parts, "announcements", "read"))


def new_code(tv: Caller) -> Answer:
    """Ask for a code as a TV does."""
    answer = tv.post("/screens/codes", {})
    assert answer.status_code == 201
    CodeAnswer.model_validate(answer.json)
    return answer.json or {}


def collected(tv: Caller, code: Answer) -> Answer:
    """Ask what became of a code."""
    answer = tv.post("/screens/token", {"secret": code["secret"]})
    assert answer.status_code == 200
    WelcomeAnswer.model_validate(answer.json)
    return answer.json or {}


def claimed(officer: Caller, tv: Caller, name: str = "TV pintu") -> tuple[Answer, str]:
    """Claim a new screen; return its row and its token."""
    code = new_code(tv)
    answer = officer.post("/screens", {"code": code["code"], "name": name})
    assert answer.status_code == 201, answer.json
    return (answer.json or {})["screen"], collected(tv, code)["token"]


def test_a_code_is_eight_letters_without_look_alikes(nobody: Caller) -> None:
    """None that is read as another, and no vowel, so that no word comes up."""
    code = new_code(nobody)["code"]
    assert len(code) == 8
    assert set(code) <= set("BCDFGHJKLMNPQRSTVWXZ")


def test_a_screen_is_claimed_by_what_it_shows(
    parts: Parts, officer: Caller, nobody: Caller
) -> None:
    """It waits; then it gets its token and its row; its secrets are kept as digests alone."""
    code = new_code(nobody)
    assert collected(nobody, code) == {"state": "waiting", "token": None, "screen": None}
    shown = f"{code['code'][:4]}-{code['code'][4:]}".lower()
    answer = officer.post("/screens", {"code": shown, "name": "TV pintu", "overscan": 2})
    ScreenChangeAnswer.model_validate(answer.json)
    screen = (answer.json or {})["screen"]
    assert (screen["name"], screen["zone"], screen["overscan"]) == ("TV pintu", "main", 2)
    welcome = collected(nobody, code)
    assert (welcome["state"], welcome["screen"]) == ("claimed", screen)
    listed = officer.get("/screens").json
    assert ScreensAnswer.model_validate(listed).model_dump()["screens"] == [screen]
    kept = [str(row.to_json()) for row in parts.accounts.tokens()]
    assert not [row for row in kept if welcome["token"] in row or code["secret"] in row]
    assert "token" not in str(happened(parts)[-1].data)


def test_a_lost_answer_is_asked_for_again(parts: Parts, officer: Caller, nobody: Caller) -> None:
    """The screen gets another token; the one that was lost opens nothing."""
    code = new_code(nobody)
    officer.post("/screens", {"code": code["code"], "name": "TV pintu"})
    first, second = collected(nobody, code)["token"], collected(nobody, code)["token"]
    assert first != second
    assert parts.allow(first, "screen") is None
    assert parts.allow(second, "screen") is not None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"code": "BCDF-GHJK", "name": "TV"}, "code"),
        ({"code": "BCDF", "name": "TV"}, "code"),
        ({"code": "AEIOU-123", "name": "TV"}, "code"),
        ({"code": "BCDF-GHJK"}, "name"),
        ({"code": "BCDF-GHJK", "name": "x" * 41}, "name"),
        ({"code": "BCDF-GHJK", "name": "TV", "overscan": 7}, "overscan"),
        ({"code": "BCDF-GHJK", "name": "TV", "size": 7}, "size"),
    ],
)
def test_what_is_wrong_is_named(officer: Caller, body: Answer, field: str) -> None:
    """422 with the field at fault."""
    answer = officer.post("/screens", body)
    assert (answer.status_code, (answer.json or {})["field"]) == (422, field)


def test_names_and_zones_are_the_halls(officer: Caller, nobody: Caller) -> None:
    """Two screens of one name would send people to the wrong one; the code stays free."""
    claimed(officer, nobody, "TV Pintu")
    code = new_code(nobody)["code"]
    for body, told in (({"name": "tv pintu"}, "taken"), ({"zone": "atas"}, "unknown_zone")):
        answer = officer.post("/screens", {"code": code, "name": "TV baru"} | body)
        assert (answer.status_code, (answer.json or {})["code"]) == (422, told)
    assert officer.post("/screens", {"code": code, "name": "TV baru"}).status_code == 201


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"layout": "service"}, "one_service"),
        ({"layout": "service", "services": ["dukcapil", "dinkes"]}, "one_service"),
        ({"services": ["tukang-cukur"]}, "unknown_service"),
        ({"layout": "counter"}, "no_counter"),
        ({"layout": "counter", "counter": "1000"}, "unknown_counter"),
        ({"layout": "cinema"}, None),
        ({"text_size": "tiny"}, None),
        ({"theme": "pink"}, None),
    ],
)
def test_a_look_that_cannot_be_shown_is_refused(
    officer: Caller, nobody: Caller, body: Answer, code: str | None
) -> None:
    """By the field at fault; the screen stays as it was."""
    screen = claimed(officer, nobody, "TV pintu")[0]
    answer = officer.put(f"/screens/{screen['id']}", body)
    assert answer.status_code == 422
    assert (answer.json or {}).get("code") == code
    assert officer.get("/screens").json == {"screens": [screen]}


def test_a_look_is_kept_in_the_journal(officer: Caller, nobody: Caller) -> None:
    """What is not given stays; the same again makes no event."""
    screen = claimed(officer, nobody, "TV pintu")[0]
    look = {"layout": "counter", "counter": "3", "services": ["dukcapil"], "theme": "dark"}
    first = (officer.put(f"/screens/{screen['id']}", look).json or {})["screen"]
    assert {name: first[name] for name in look} == look
    assert first["text_size"] == "normal"
    again = (officer.put(f"/screens/{screen['id']}", {"theme": "dark"}).json or {})["screen"]
    assert again == first


def test_a_code_is_claimed_once(officer: Caller, nobody: Caller) -> None:
    """The second is told."""
    code = new_code(nobody)["code"]
    officer.post("/screens", {"code": code, "name": "TV satu"})
    answer = officer.post("/screens", {"code": code, "name": "TV dua"})
    assert (answer.status_code, (answer.json or {})["code"]) == (422, "claimed_already")


def test_a_code_is_over_after_ten_minutes(
    parts: Parts, officer: Caller, nobody: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody claims it, and its screen asks for another."""
    code = new_code(nobody)
    assert code["expires_in_s"] == 600
    later = iso_after(601)
    monkeypatch.setattr("display.accounts.screen_store.iso_now", lambda: later)
    answer = officer.post("/screens", {"code": code["code"], "name": "TV"})
    assert (answer.json or {})["code"] == "unknown_code"
    assert collected(nobody, code)["state"] == "over"


def test_who_guesses_waits(parts: Parts, officer: Caller, client: FlaskClient) -> None:
    """Five wrong codes; then not even the right one, from that asker or address."""
    code = new_code(Caller(client, None))["code"]
    for _ in range(5):
        assert officer.post("/screens", {"code": "BCDFGHJK", "name": "TV"}).status_code == 422
    other = Caller(client, token_of(parts, "announcements"))
    for asker in (officer, other):
        answer = asker.post("/screens", {"code": code, "name": "TV"})
        assert (answer.status_code, (answer.json or {})["code"]) == (429, "too_often")
        assert 0 < int(answer.headers["Retry-After"]) <= 180


def test_one_address_gets_so_many_codes_and_the_hall_so_many(
    nobody: Caller, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flood fills neither the table nor anybody's time."""
    monkeypatch.setattr(desk_of_screens, "MOST_CODES", 2)
    new_code(nobody)
    new_code(nobody)
    assert nobody.post("/screens/codes", {}).status_code == 429
    monkeypatch.setattr(desk_of_screens, "MOST_CODES", 400)
    monkeypatch.setattr(parts.screens, "_asked", Throttle(most=1, within_s=600))
    new_code(nobody)
    answer = nobody.post("/screens/codes", {})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_a_code_that_another_screen_shows_is_not_given_twice(
    nobody: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another is drawn."""
    letters = itertools.chain("B" * 8, "B" * 8, itertools.repeat("C"))
    monkeypatch.setattr(codes.secrets, "choice", lambda _: next(letters))
    assert new_code(nobody)["code"] == "B" * 8
    assert new_code(nobody)["code"] == "C" * 8


def test_a_screen_is_renamed_and_told(parts: Parts, officer: Caller, nobody: Caller) -> None:
    """Each change and order is an event; the same again is none."""
    screen, _ = claimed(officer, nobody)
    address = f"/screens/{screen['id']}"
    changed = officer.put(address, {"name": "TV kiri"}).json or {}
    assert changed["screen"] == {**screen, "name": "TV kiri", "seq": changed["seq"]}
    assert (officer.put(address, {"name": "TV kiri"}).json or {})["seq"] == changed["seq"]
    for order in ("identify", "reload"):
        assert officer.post(f"{address}/{order}").status_code == 200
    names = [event.name for event in happened(parts)]
    assert names == [f"screen.{name}" for name in ("claimed", "changed", "identified", "reloaded")]


def test_a_revoked_screen_is_nobodys(
    parts: Parts, officer: Caller, nobody: Caller, client: FlaskClient
) -> None:
    """Its token opens nothing, in whatever way it comes; a second time there is none."""
    screen, token = claimed(officer, nobody)
    app = client.application
    with app.test_request_context(headers={"Cookie": f"panggil_claim={token}"}) as context:
        found = claimed_screen(context.request, parts)
        assert found
        assert found.id == screen["id"]
    headers = {"Authorization": officer._headers["Authorization"]}
    address = f"/api/v1/screens/{screen['id']}"
    assert client.delete(address, headers=headers).status_code == 200
    assert client.delete(address, headers=headers).status_code == 404
    for given in ({"Cookie": f"panggil_claim={token}"}, {"Authorization": f"Bearer {token}"}):
        with app.test_request_context(headers=given) as context:
            assert claimed_screen(context.request, parts) is None
    assert officer.get("/screens").json == {"screens": []}


def test_a_screens_token_is_good_for_nothing_else(
    officer: Caller, nobody: Caller, client: FlaskClient
) -> None:
    """It calls nobody, announces nothing, and claims no other screen."""
    _, token = claimed(officer, nobody)
    tv = Caller(client, token)
    code = new_code(nobody)["code"]
    for path, body in (
        ("/calls", {"ticket": {"number": "B-1"}, "service": "dukcapil", "counter": "3"}),
        ("/announcements", {"text": "Halo."}),
        ("/screens", {"code": code, "name": "TV"}),
    ):
        assert tv.post(path, body).status_code == 403
    assert tv.get("/screens").status_code == 403


@pytest.mark.parametrize("path", ["/screens/x", "/screens/x/identify", "/screens/x/reload"])
def test_a_screen_that_is_not_there_is_not_found(officer: Caller, path: str) -> None:
    """404 with its code."""
    ask: Callable[..., Any] = officer.put if path == "/screens/x" else officer.post
    answer = ask(path, {})
    assert (answer.status_code, answer.json["code"]) == (404, "unknown_screen")


def test_old_codes_go(parts: Parts, nobody: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table holds what is shown now."""
    new_code(nobody)
    later = iso_after(700)
    monkeypatch.setattr("display.accounts.screen_store.iso_now", lambda: later)
    ScreenStore(parts.journal.database)
    new_code(nobody)
    table = schema.screen_codes
    rows = parts.journal.database.read(lambda c: c.execute(table.select()).all())
    assert len(rows) == 1
