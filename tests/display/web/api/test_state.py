"""State, health and sounds: what everybody sees, staff ask, and a speaker fetches."""

from __future__ import annotations

import hashlib

import pytest
from flask.testing import FlaskClient

from audio import Sentence
from display.parts import Parts
from display.web.api.schemas.state import HealthAnswer, StateAnswer
from tests.display.web.served_hall import Caller, token_of


def test_state_is_the_documented_snapshot(api: Caller) -> None:
    """Every key of the real state stands in the document, and the other way round."""
    api.call(event_id="c1")
    api.post("/announcements", {"text": "Selamat pagi."})
    state = api.get("/state").json
    StateAnswer.model_validate(state)
    assert state is not None
    assert state["now_serving"][0]["ticket"] == {"number": "B-105"}
    assert {row["kind"] for row in state["announcements"]} == {"call", "message"}


def test_state_is_never_cached(client: FlaskClient) -> None:
    """A board of a minute ago is a wrong board."""
    assert client.get("/api/v1/state").headers["Cache-Control"] == "no-store"


def test_sound_comes_whole_and_for_ever(parts: Parts, client: FlaskClient) -> None:
    """A sound: WAV, the bytes of its name, to be cached for ever."""
    sound = parts.composer.compose(Sentence("", ()), chime="call")
    answer = Caller(client, token_of(parts, "speaker")).get(f"/sounds/{sound.sha256}")
    assert answer.status_code == 200
    assert answer.mimetype == "audio/wav"
    assert hashlib.sha256(answer.data).hexdigest() == sound.sha256
    assert "immutable" in answer.headers["Cache-Control"]
    answer.close()


@pytest.mark.parametrize(
    "name", ["0" * 64, "0" * 63, "..%2f..%2fpanggil.db", "%2e%2e", "A" * 64, "manifest.json"]
)
def test_nothing_but_sounds_comes_out(api: Caller, name: str) -> None:
    """A name that is no SHA-256 of a sound: 404."""
    assert api.get(f"/sounds/{name}").status_code == 404


def test_health_of_the_hall_is_for_who_may_read(parts: Parts, client: FlaskClient) -> None:
    """Device names and addresses are not for everybody, even on an open board."""
    assert client.get("/api/v1/health").status_code == 401
    answer = Caller(client, token_of(parts, "read")).get("/health")
    assert answer.json is not None
    told = HealthAnswer.model_validate(answer.json)
    assert [check.name for check in told.checks][:2] == ["pa", "voice"]
    assert all(check.sentence for check in told.checks)
    assert {bool(check.action) == (check.state != "good") for check in told.checks} == {True}
