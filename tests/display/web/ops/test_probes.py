"""Liveness and readiness."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from display.loop import Loop
from display.parts import Parts


def test_alive(client: FlaskClient) -> None:
    """A process that answers is alive."""
    assert client.get("/healthz").json == {"status": "alive"}


def test_ready_when_every_part_is(client: FlaskClient) -> None:
    """Journal, hub and announcer are well: 200."""
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json and answer.json["status"]) == (200, "ready")


def test_not_ready_without_hub(parts: Parts, client: FlaskClient) -> None:
    """A hub that stands still: 503 naming it."""
    parts.hub.stop()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["checks"]["hub"] == "stopped"


def test_not_ready_with_a_stuck_announcer(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An announcer that takes no turns: 503 naming it."""
    monkeypatch.setattr(Loop, "late_s", 60.0)
    answer = client.get("/readyz")
    assert answer.json is not None
    assert (answer.status_code, answer.json["checks"]["announcer"]) == (503, "stuck")


def test_not_ready_without_journal(parts: Parts, client: FlaskClient) -> None:
    """A journal that cannot be read: 503 naming it, and still alive."""
    parts.journal.close()
    for path in parts.settings.data.glob("panggil.db*"):
        path.unlink()
    parts.settings.data.joinpath("panggil.db").mkdir()
    answer = client.get("/readyz")
    assert answer.json is not None
    assert (answer.status_code, answer.json["checks"]["journal"]) == (503, "unreachable")
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("part", "told", "word"),
    [("disk", "disk", "full"), ("database", "journal", "locked")],
)
def test_who_can_keep_nothing_is_not_ready(
    parts: Parts, client: FlaskClient, part: str, told: str, word: str
) -> None:
    """A board may still be shown, but no call taken."""
    setattr(parts.monitor.writing, part, word)
    answer = client.get("/readyz")
    assert answer.json is not None
    assert (answer.status_code, answer.json["checks"][told]) == (503, word)
