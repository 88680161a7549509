"""The ear's report over HTTP: who may, what is refused, what is answered."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from display.audit import AuditFilter
from display.hall.announcing import start_announcement
from display.parts import Parts
from display.web.api.schemas.ear import EarAnswer
from tests.display.web.served_hall import token_of

TOLD = {"name": "aula", "state": "listening", "microphone": "USB"}
JUDGED = {"announcement_id": "x", "attempt": 1, "verdict": "heard"}


def post(client: FlaskClient, parts: Parts, body: dict[str, Any], scope: str = "listen") -> Any:
    headers = {"Authorization": f"Bearer {token_of(parts, scope)}"}
    return client.post("/api/v1/ear", json=body, headers=headers)


def test_an_ear_reports_and_is_told_what_to_listen_for(client: FlaskClient, parts: Parts) -> None:
    """With a token of its own scope; the hall has an ear from then on."""
    answer = post(client, parts, TOLD)
    assert answer.status_code == 200
    assert EarAnswer.model_validate(answer.json).expected == []
    assert parts.ears.ear
    assert parts.ears.ear.microphone == "USB"
    (zone,) = parts.journal.snapshot(parts.hall.id)["zones"]
    assert zone["has_ear"] is True


@pytest.mark.parametrize("scope", ["read", "speaker", "calls"])
def test_another_scope_does_not_do(client: FlaskClient, parts: Parts, scope: str) -> None:
    """A screen's token must not silence a fault."""
    assert post(client, parts, TOLD, scope).status_code == 403


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"state": "deaf"}, "state"),
        ({"name": ""}, "name"),
        ({"sound": "AAAA"}, "sound"),
        ({"zone": "lantai-2"}, "zone"),
        ({"microphone": "x" * 121}, "microphone"),
        ({"judgements": [JUDGED] * 17}, "judgements"),
        ({"judgements": [{**JUDGED, "verdict": "perhaps"}]}, "judgements.0.verdict"),
        ({"judgements": [{**JUDGED, "over_noise_db": 1e9}]}, "judgements.0.over_noise_db"),
        ({"judgements": [{**JUDGED, "attempt": -1}]}, "judgements.0.attempt"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_by_its_field(
    client: FlaskClient, parts: Parts, more: dict[str, Any], field: str
) -> None:
    """There is no field for sound."""
    answer = post(client, parts, {**TOLD, **more})
    assert (answer.status_code, answer.json["field"]) == (422, field)


def test_a_second_ear_is_refused(client: FlaskClient, parts: Parts) -> None:
    """Two would contradict each other."""
    post(client, parts, TOLD)
    answer = post(client, parts, {**TOLD, "name": "lain"})
    assert (answer.status_code, answer.json["code"]) == (409, "ear_taken")


def test_the_limits_of_following_are_checked(client: FlaskClient, parts: Parts) -> None:
    """The quietest cannot be above the loudest."""
    headers = {"Authorization": f"Bearer {token_of(parts, 'announcements')}"}
    asked = {"follows_noise": True, "quietest": 80, "loudest": 60}
    answer = client.put("/api/v1/zones/main", json=asked, headers=headers)
    assert (answer.status_code, answer.json["field"]) == (422, "quietest")
    answer = client.put("/api/v1/zones/main", json={**asked, "loudest": 90}, headers=headers)
    assert answer.json["zone"]["follows_noise"] is True


def test_metrics_tell_of_an_ear_where_there_is_one(client: FlaskClient, parts: Parts) -> None:
    """State and verdicts; the level when something was heard."""
    assert "panggil_ear_state" not in client.get("/metrics").text
    post(client, parts, TOLD)
    text = client.get("/metrics").text
    assert 'panggil_ear_state{state="listening"} 1.0' in text
    assert 'panggil_ear_verdicts_total{verdict="not_heard"} 0.0' in text


def test_a_verdict_is_nobodys_doing(client: FlaskClient, parts: Parts) -> None:
    """The audit log is of people; a verdict a minute would hide what they did."""
    headers = {"Authorization": f"Bearer {token_of(parts, 'calls')}"}
    call = {"ticket": {"number": "B-001"}, "service": "dukcapil", "counter": "3"}
    placed = client.post("/api/v1/calls", json=call, headers=headers).json
    parts.hall.write(lambda tx: start_announcement(tx, placed["announcement_id"], 1))
    judged = {**JUDGED, "announcement_id": placed["announcement_id"], "over_noise_db": 8.0}
    assert post(client, parts, {**TOLD, "judgements": [judged]}).status_code == 200
    (row,) = parts.journal.snapshot(parts.hall.id)["announcements"]
    assert (row["heard"], row["over_noise_db"]) == (True, 8.0)
    actions = {entry.what for entry in parts.audit.entries(parts.hall.id, AuditFilter(), 50)}
    assert "ticket.called" in actions
    assert not {action for action in actions if action.startswith("announcement.")}
