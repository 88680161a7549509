"""Every error has one shape (RFC 9457), tells what is wrong and nothing of the inside."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display.database import JournalUnavailable
from display.parts import Parts
from display.web.api.schemas.answer import ProblemAnswer
from tests.display.web.served_hall import Caller, api_of, token_of


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api", 404),
        ("GET", "/api/v1/calls", 405),
        ("DELETE", "/api/v1/state", 405),
        ("PUT", "/healthz", 405),
        ("POST", "/api/v1/calls", 401),
        ("GET", "/nothing", 404),
    ],
)
def test_error_is_a_problem(client: FlaskClient, method: str, path: str, status: int) -> None:
    """Status, media type and body agree."""
    answer = client.open(path, method=method)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert ProblemAnswer.model_validate(answer.json).status == status


def test_wrong_method_tells_the_right_ones(client: FlaskClient) -> None:
    """405 lists what the address takes."""
    assert "POST" in client.get("/api/v1/calls").headers["Allow"]


def test_browser_on_a_wrong_page_gets_a_page(client: FlaskClient) -> None:
    """A person gets a page in Indonesian, not JSON."""
    accepts = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    answer = client.get("/nothing", headers=accepts)
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "Halaman tidak ditemukan" in answer.text


def test_browser_on_the_api_gets_json(client: FlaskClient) -> None:
    """The API speaks JSON whoever asks."""
    answer = client.get("/api/v1/nothing", headers={"Accept": "text/html"})
    assert answer.mimetype == "application/problem+json"


def _failing(parts: Parts, error: Exception) -> FlaskClient:
    app: Flask = api_of(parts)
    app.testing = True

    @app.get("/fail")
    def fail() -> str:
        raise error

    return app.test_client()


def test_unforeseen_error_tells_nothing_of_the_inside(parts: Parts) -> None:
    """500 has the one shape and no trace, no class, no message of the inside."""
    answer = _failing(parts, RuntimeError("secret /etc/panggil")).get("/fail")
    assert ProblemAnswer.model_validate(answer.json).status == 500
    assert "secret" not in answer.text
    assert "RuntimeError" not in answer.text


def test_journal_that_is_away_is_503_with_retry(parts: Parts) -> None:
    """Nothing was kept: the caller is told to ask again."""
    answer = _failing(parts, JournalUnavailable("password=x")).get("/fail")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 1
    assert "password" not in answer.text


def test_wording_is_explained_in_english(parts: Parts, client: FlaskClient) -> None:
    """A ticket that cannot be read is explained with an example."""
    api = Caller(client, token_of(parts, "calls"))
    answer = api.call(ticket={"number": "??"}).json
    assert answer is not None
    assert answer["field"] == "ticket.number"
    assert "A-012" in answer["detail"]


def test_a_full_disk_is_507_with_words(parts: Parts, client: FlaskClient) -> None:
    """To ask again does not help by itself: somebody has to make room. Nothing was kept."""
    api = Caller(client, token_of(parts, "calls"))
    with parts.journal.database._writer.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # as many as it has, and no more
    answers = (api.call(ticket={"number": f"A-{number:03}"}) for number in range(1, 200))
    refused = next(answer for answer in answers if answer.status_code != 201)
    assert refused.status_code == 507
    assert "full" in ProblemAnswer.model_validate(refused.json).detail
    assert "Retry-After" not in refused.headers
