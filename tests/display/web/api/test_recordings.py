"""Recordings over HTTP: brought, listed, taken away; refused in words that staff can act on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from display.hall.announcing.queue import end_announcement
from display.parts import Parts
from display.web.api.recordings import LARGEST_SOUND
from display.web.api.schemas.answer import ProblemAnswer
from display.web.api.schemas.recordings import RecordingChangeAnswer, RecordingsAnswer
from display.web.edge.upload import Uploads
from tests.audio.recordings.sounds import file_of, murmur
from tests.display.web.served_hall import Caller, happened

SPEECH = file_of(murmur())


def bring(api: Caller, data: bytes = SPEECH, query: str = "name=Jingle", **more: Any) -> Any:
    """Post a sound."""
    headers = {"Content-Type": "audio/wav", **more.pop("headers", {})}
    return api.post(f"/recordings?{query}", data=data, headers=headers, **more)


def kept(parts: Parts) -> list[Path]:
    """Return every file below the folder of recordings."""
    folder = parts.settings.data / "recordings"
    return [path for path in folder.rglob("*") if path.is_file()]


def problem(response: TestResponse, status: int, code: str) -> dict[str, Any]:
    """Check that this is a problem of that code, in the documented form."""
    assert response.status_code == status, response.json
    body = dict(response.json or {})
    ProblemAnswer.model_validate(body)
    assert body["code"] == code
    return body


def test_a_sound_is_kept_and_journalled(api: Caller, parts: Parts) -> None:
    """Who it is from, how long it is, and the file under its own name."""
    response = bring(api, query="name=Indonesia+Raya&source=upload")

    assert response.status_code == 201
    RecordingChangeAnswer.model_validate(response.json)
    row = response.json["recording"]
    assert (row["name"], row["source"]) == ("Indonesia Raya", "upload")
    assert 2_000 < row["duration_ms"] < 2_400
    assert [path.name for path in kept(parts)] == [f"{row['id']}.wav"]
    (event,) = happened(parts)
    assert event.name == "recording.added"
    assert event.data["recording"] == row


def test_recordings_are_listed_newest_first(api: Caller) -> None:
    """With the room that they take and may take."""
    bring(api, query="name=one&source=microphone")
    bring(api, file_of(murmur(1.0)), query="name=two")

    body = api.get("/recordings").json
    RecordingsAnswer.model_validate(body)
    assert [row["name"] for row in body["recordings"]] == ["two", "one"]
    assert body["limit_bytes"] == 500_000_000
    assert 300_000 < body["used_bytes"] < 400_000


def test_the_same_sound_is_kept_once(api: Caller, parts: Parts) -> None:
    """A second time gives what was kept the first time."""
    first = bring(api)
    second = bring(api, query="name=Other")

    assert (second.status_code, second.json) == (200, first.json)
    assert len(happened(parts)) == 1


def test_the_same_key_gives_the_first_answer(api: Caller) -> None:
    """For the same sound and name; with another it is refused, without judging it."""
    headers = {"Idempotency-Key": "k-1"}
    first = bring(api, headers=headers)
    again = bring(api, headers=headers)

    assert (again.status_code, again.json) == (200, first.json)
    problem(bring(api, b"something else", headers=headers), 409, "event_id_taken")
    problem(bring(api, query="name=Other", headers=headers), 409, "event_id_taken")


def test_a_key_of_something_else_is_refused(api: Caller) -> None:
    """The key of a call is no key of a recording."""
    api.call(event_id="k-2")
    problem(bring(api, headers={"Idempotency-Key": "k-2"}), 409, "event_id_taken")


REFUSED = {
    "nothing": (b"", "empty"),
    "a text": (b"hello " * 100, "not_sound"),
    "a phone's own format": (b"\x00\x00\x00\x18ftypM4A " + bytes(500), "not_sound"),
    "half a file": (SPEECH[: len(SPEECH) // 2], "cut_off"),
    "rubbish that begins well": (b"OggS" + os.urandom(4_000), "cut_off"),
    "silence": (file_of(0 * murmur()), "silent"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_sound_is_refused(api: Caller, parts: Parts, name: str) -> None:
    """The field is the sound, the code tells which case, and nothing is kept of it."""
    data, code = REFUSED[name]
    body = problem(bring(api, data), 422, code)

    assert body["field"] == "sound"
    assert kept(parts) == []
    assert happened(parts) == []


@pytest.mark.parametrize("query", ["", "name=", f"name={'x' * 81}", "name=a&source=radio"])
def test_a_field_at_fault_is_named(api: Caller, query: str) -> None:
    """A recording needs a name, and comes from a microphone or a file."""
    response = bring(api, query=query)
    assert response.status_code == 422
    assert response.json["field"] == ("source" if "radio" in query else "name")


def test_a_field_given_twice_is_refused(api: Caller) -> None:
    """Who reads which one would be chance."""
    assert bring(api, query="name=a&name=b").json["errors"][0]["message"] == "is given twice"


def test_json_is_no_sound(api: Caller) -> None:
    """A form or JSON is told so before it is read."""
    problem(bring(api, b"{}", headers={"Content-Type": "application/json"}), 415, "not_sound")


def test_too_much_is_refused_before_it_is_read(api: Caller, parts: Parts) -> None:
    """By the length that it says to have."""
    said = {"CONTENT_LENGTH": str(200 * 1024 * 1024)}
    problem(bring(api, b"RIFF", environ_overrides=said), 413, "too_large")
    assert kept(parts) == []


def test_too_much_without_a_length_is_cut(
    api: Caller, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chunked body says no length: it is counted."""
    monkeypatch.setattr("display.web.api.recordings.LARGEST_SOUND", 100_000)
    problem(bring(api), 413, "too_large")
    assert kept(parts) == []
    assert LARGEST_SOUND > 100 * 10**6


def test_other_bodies_stay_small(api: Caller) -> None:
    """The larger bound holds for sounds alone."""
    assert api.post("/announcements", data=b"x" * 70_000).status_code == 413


def test_a_full_folder_is_told(api: Caller, parts: Parts) -> None:
    """The hall's own limit, before anything is received."""
    parts.recordings._folder.limit_bytes = 1000
    problem(bring(api), 507, "folder_full")
    assert kept(parts) == []

    parts.recordings._folder.limit_bytes = 500_000
    assert bring(api).status_code == 201
    problem(bring(api, file_of(murmur(5.0))), 507, "folder_full")
    assert len(kept(parts)) == 1


def test_a_full_disk_is_told(api: Caller, parts: Parts) -> None:
    """Nothing half-stored, and the server goes on."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        problem(bring(api), 507, "disk_full")
        problem(bring(api, file_of(murmur(), "opus")), 507, "disk_full")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert kept(parts) == []
    assert bring(api).status_code == 201


def test_who_says_nothing_loses_the_place() -> None:
    """A phone that left the network does not keep others out for ever."""
    uploads = Uploads(most=1, silent_s=0.0)
    first = uploads._take_place()
    uploads._take_place()
    with pytest.raises(Exception, match="too slowly"):
        uploads._beat(first)


def test_a_recording_is_taken_away(api: Caller, parts: Parts) -> None:
    """Its row and its file; a second time there is nothing to take."""
    row = bring(api).json["recording"]
    assert delete(api, row["id"]).status_code == 200
    assert kept(parts) == []
    assert api.get("/recordings").json["recordings"] == []
    assert happened(parts)[-1].data["recording"]["removed"] is True
    problem(delete(api, row["id"]), 404, "unknown_recording")


def test_what_waits_to_be_played_is_kept(api: Caller, parts: Parts) -> None:
    """Until its announcement has ended."""
    row = bring(api).json["recording"]
    placed = api.post("/announcements", {"recording": row["id"]})
    assert placed.status_code == 201, placed.json
    problem(delete(api, row["id"]), 409, "recording_waits")

    announcement_id = placed.json["announcement_id"]
    parts.hall.write(lambda tx: end_announcement(tx, announcement_id, "cancelled", reason="asked"))
    assert delete(api, row["id"]).status_code == 200


def test_reading_and_bringing_need_their_scopes(parts: Parts, client: Any) -> None:
    """Who may only look may not bring, and nobody without a token does anything."""
    from tests.display.web.served_hall import token_of

    looker = Caller(client, token_of(parts, "read"))
    assert looker.get("/recordings").status_code == 200
    assert bring(looker).status_code == 403
    assert delete(looker, "0" * 64).status_code == 403
    assert bring(Caller(client, None)).status_code == 401


def delete(api: Caller, recording_id: str) -> Any:
    """Take a recording away."""
    return api._client.delete(f"/api/v1/recordings/{recording_id}", headers=api._headers)
