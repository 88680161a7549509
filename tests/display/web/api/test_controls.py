"""Steering the hall's voice over HTTP: each door once, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from display.hall.faults.faults import NO_DEVICE, raise_fault
from display.parts import Parts
from display.web.api.schemas.announcements import (
    AcknowledgedAnswer,
    HistoryAnswer,
    QueueAnswer,
    TemplateChangeAnswer,
    TemplatesAnswer,
    ZoneChangeAnswer,
)
from display.web.api.schemas.answer import Answer
from tests.display.changing import change_settings
from tests.display.web.served_hall import Caller, happened, token_of

API = "/api/v1"


class Staff(Caller):
    """A caller who may put and delete as well."""

    def put(self, path: str, body: Any) -> Any:
        """Put ``body`` as JSON."""
        return self._client.put(API + path, headers=self._headers, json=body)

    def delete(self, path: str) -> Any:
        """Delete a path."""
        return self._client.delete(API + path, headers=self._headers)


@pytest.fixture
def staff(parts: Parts, client: FlaskClient) -> Staff:
    """An officer."""
    return Staff(client, token_of(parts, "calls", "announcements", "read"))


def checked(answer: Any, model: type[Answer], status: int = 200) -> dict[str, Any]:
    """Return the body of an answer that has the status and the form that are documented."""
    assert answer.status_code == status, answer.json
    model.model_validate(answer.json)
    return dict(answer.json)


def test_hold_and_resume(parts: Parts, staff: Staff) -> None:
    """With a reason or without a body at all; the zone is answered."""
    held = checked(staff.post("/hold", {"reason": "Salat Jumat"}), ZoneChangeAnswer)
    assert (held["zone"]["held"], held["zone"]["held_reason"]) == (True, "Salat Jumat")
    assert checked(staff.post("/resume"), ZoneChangeAnswer)["zone"]["held"] is False
    assert checked(staff.post("/hold"), ZoneChangeAnswer)["zone"]["held_reason"] is None
    assert [event.name for event in happened(parts)] == [
        "calls.held", "calls.resumed", "calls.held"
    ]  # fmt: skip


def test_zone_is_changed_in_part(staff: Staff) -> None:
    """What is not given stays; nothing given changes nothing."""
    body = {"volume": 40, "short_form": "never"}
    zone = checked(staff.put("/zones/main", body), ZoneChangeAnswer)["zone"]
    assert (zone["volume"], zone["short_form"], zone["fair"]) == (40, "never", True)
    assert checked(staff.put("/zones/main", {}), ZoneChangeAnswer)["zone"] == zone


@pytest.mark.parametrize(
    ("path", "body", "status", "field"),
    [
        ("/zones/main", {"volume": 101}, 422, "volume"),
        ("/zones/main", {"volume": -1}, 422, "volume"),
        ("/zones/main", {"volume": "loud"}, 422, "volume"),
        ("/zones/main", {"fair": 1}, 422, "fair"),
        ("/zones/main", {"short_form": "maybe"}, 422, "short_form"),
        ("/zones/main", {"held": True}, 422, "held"),
        ("/zones/none", {"volume": 1}, 404, None),
        ("/templates/t", {"name": "T"}, 422, "text"),
        ("/templates/t", {"name": "T", "text": "{umur}"}, 422, "text"),
        ("/templates/t", {"name": "T", "text": "ya", "priority": "loud"}, 422, "priority"),
        ("/templates/T", {"name": "T", "text": "ya"}, 422, "template_id"),
    ],
)
def test_bad_changes_are_refused(
    parts: Parts, staff: Staff, path: str, body: Any, status: int, field: str | None
) -> None:
    """The field is named, nothing is kept."""
    answer = staff.put(path, body)
    assert (answer.status_code, answer.json["field"]) == (status, field)
    assert happened(parts) == []


def test_templates_are_made_and_taken_away(staff: Staff) -> None:
    """Each with what its fields take."""
    body = {"name": "Senam", "text": "Senam pagi pukul {jam}."}
    made = checked(staff.put("/templates/senam", body), TemplateChangeAnswer, 201)
    (field,) = made["template"]["fields"]
    assert (field["name"], field["kind"]) == ("jam", "time")
    checked(staff.put("/templates/senam", body), TemplateChangeAnswer)
    rows = checked(staff.get("/templates"), TemplatesAnswer)["templates"]
    assert rows[-1]["id"] == "senam"
    gone = checked(staff.delete("/templates/senam"), TemplateChangeAnswer)
    assert gone["template"] is None
    assert staff.delete("/templates/senam").json["code"] == "unknown_template"


def test_a_template_is_announced_with_its_fields(staff: Staff) -> None:
    """An error names the field as the form has it."""
    path, body = "/announcements", {"template": "nomor-terakhir", "fields": {"jam": "15:00"}}
    answer = staff.post(path, body)
    assert answer.json is not None
    assert answer.json["caption"] == "Pengambilan nomor antrean berakhir pukul 15.00."
    wrong = staff.post(path, body | {"fields": {"jam": "sore"}}).json
    assert wrong is not None
    assert (wrong["status"], wrong["field"], wrong["code"]) == (422, "fields.jam", "bad_time")
    unknown = staff.post(path, {"template": "none"}).json
    assert unknown is not None
    assert (unknown["field"], unknown["code"]) == ("template", "unknown_template")


def test_queue_and_history(staff: Staff) -> None:
    """What waits is in the one, what has ended in the other."""
    call = staff.call()
    placed = staff.post("/announcements", {"text": "Silakan menunggu."})
    assert call.json is not None
    assert placed.json is not None
    queue = checked(staff.get("/queue"), QueueAnswer)
    ids = [call.json["announcement_id"], placed.json["announcement_id"]]
    assert [item["id"] for item in queue["waiting"]] == ids
    assert queue["waiting"][0]["ticket"] == {"number": "B-105"}
    for announcement_id in ids:
        staff.post(f"/announcements/{announcement_id}/cancel")
    heard = checked(staff.get("/announcements?limit=1"), HistoryAnswer)
    assert [row["id"] for row in heard["announcements"]] == ids[1:]
    more = checked(staff.get(f"/announcements?before={heard['before']}"), HistoryAnswer)
    assert [row["id"] for row in more["announcements"]] == ids[:1]
    calls = checked(staff.get("/announcements?kind=call"), HistoryAnswer)
    assert [row["kind"] for row in calls["announcements"]] == ["call"]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "before=-1", "before=1e3", "kind=all"]
)
def test_bad_questions_are_refused_by_name(staff: Staff, query: str) -> None:
    """422 with the name of the parameter."""
    answer = staff.get(f"/announcements?{query}")
    assert answer.json is not None
    assert (answer.status_code, answer.json["field"]) == (422, query.partition("=")[0])


def test_move_up_and_repeat(staff: Staff) -> None:
    """By the id of the announcement; one that nobody knows is 404."""
    first = staff.post("/announcements", {"text": "Silakan menunggu."}).json
    assert first is not None
    path = f"/announcements/{first['announcement_id']}"
    assert staff.post(f"{path}/advance").status_code == 200
    again = staff.post(f"{path}/repeat", {"event_id": "again"})
    assert (again.status_code, staff.post(f"{path}/repeat", {"event_id": "again"}).status_code) == (
        201,
        200,
    )
    staff.post(f"{path}/cancel")
    refused = staff.post(f"{path}/advance")
    assert refused.json is not None
    assert (refused.status_code, refused.json["code"]) == (409, "not_waiting")
    for step in ("advance", "repeat", "cancel"):
        assert staff.post(f"/announcements/none/{step}").status_code == 404


def test_a_crowd_is_told_when_to_come_again(parts: Parts, staff: Staff) -> None:
    """503 with Retry-After, for calls and announcements alike."""

    change_settings(parts, queue_limit=1)
    staff.call()
    for answer in (
        staff.call(ticket={"number": "B-106"}),
        staff.post("/announcements", {"text": "Ya."}),
    ):
        assert answer.json is not None
        assert (answer.status_code, answer.json["code"]) == (503, "queue_full")
        assert int(answer.headers["Retry-After"]) > 0


def test_a_fault_is_taken_care_of(parts: Parts, staff: Staff) -> None:
    """Under the name of whoever asks."""
    body = {"code": NO_DEVICE.code, "subject": "main"}
    missing = staff.post("/faults/acknowledge", body)
    assert missing.json is not None
    assert (missing.status_code, missing.json["code"]) == (404, "fault_cleared")
    raise_fault(parts.hall, NO_DEVICE, "main")
    taken = checked(staff.post("/faults/acknowledge", body), AcknowledgedAnswer)
    assert taken["fault"]["acknowledged_by"] == "test"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/hold"),
        ("POST", "/resume"),
        ("PUT", "/zones/main"),
        ("PUT", "/templates/t"),
        ("DELETE", "/templates/buka"),
        ("POST", "/faults/acknowledge"),
        ("POST", "/announcements/a/repeat"),
        ("POST", "/announcements/a/advance"),
    ],
)
def test_who_only_reads_may_not_steer(
    parts: Parts, client: FlaskClient, method: str, path: str
) -> None:
    """403; and nobody at all is 401."""
    reader = {"Authorization": f"Bearer {token_of(parts, 'read')}"}
    assert client.open(API + path, method=method, headers=reader, json={}).status_code == 403
    assert client.open(API + path, method=method, json={}).status_code == 401
    assert happened(parts) == []
