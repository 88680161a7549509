"""Announcements over HTTP."""

from __future__ import annotations

import pytest

from display.parts import Parts
from tests.display.web.served_hall import Caller, happened

TEXT = {"text": "Perhatian, layanan ditutup pukul dua belas.", "event_id": "a1"}


def test_text_is_journalled_with_its_caption(parts: Parts, api: Caller) -> None:
    """A text: 201, and its announcement stands in the journal."""
    answer = api.post("/announcements", TEXT)
    assert answer.status_code == 201
    assert answer.json is not None
    row = happened(parts)[0].data["announcement"]
    assert (row["id"], row["text"]) == (answer.json["announcement_id"], TEXT["text"])


def test_same_event_id_again_gives_first_answer(parts: Parts, api: Caller) -> None:
    """A repeat: 200, the same body, nothing new."""
    first, again = api.post("/announcements", TEXT), api.post("/announcements", TEXT)
    assert (again.status_code, again.json) == (200, first.json)
    assert len(happened(parts)) == 1


def test_cancel_ends_it_once(parts: Parts, api: Caller) -> None:
    """Cancelling: 200, twice the same, one ending."""
    placed = api.post("/announcements", TEXT).json
    assert placed is not None
    path = f"/announcements/{placed['announcement_id']}/cancel"
    assert [api.post(path).status_code, api.post(path).status_code] == [200, 200]
    assert [event.name for event in happened(parts)].count("announcement.cancelled") == 1


def test_cancel_keeps_its_key(api: Caller) -> None:
    """The same key again is the same answer; for another announcement it is refused."""
    first, second = (api.post("/announcements", {"text": "Halo."}).json for _ in range(2))
    assert first
    assert second
    path, asked = f"/announcements/{first['announcement_id']}/cancel", {"event_id": "stop"}
    answers = [api.post(path, asked) for _ in range(2)]
    assert [(each.status_code, each.json) for each in answers] == [(200, answers[0].json)] * 2
    other = api.post(f"/announcements/{second['announcement_id']}/cancel", asked)
    assert (other.status_code, (other.json or {})["code"]) == (409, "event_id_taken")


def test_unknown_announcement_is_not_found(api: Caller) -> None:
    """An id that no announcement has: 404."""
    assert api.post("/announcements/nothing/cancel").status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "   "}, "text"),
        ({"text": "x" * 1501}, "text"),
        ({"text": 5}, "text"),
        ({"priority": "shout"}, "priority"),
        ({"repeat": 4}, "repeat"),
        ({"repeat": "1"}, "repeat"),
        ({"repeat": 1.5}, "repeat"),
        ({"chime": 3}, "chime"),
        ({"zones": []}, "zones"),
        ({"zones": ["nowhere"]}, "zones"),
        ({"zones": "main"}, "zones"),
        ({"expires_at": "tomorrow"}, "expires_at"),
        ({"expires_at": "2001-01-01T00:00:00Z"}, "expires_at"),
        ({"expires_at": "2001-01-01T00:00:00"}, "expires_at"),
        ({"expires_at": "2099-01-01T00:00:00Z"}, "expires_at"),
        ({"expires_at": "9999-12-31T23:59:59-23:59"}, "expires_at"),
        ({"expires_at": "0001-01-01T00:00:00+23:59"}, "expires_at"),
        ({"expires_in_s": -1}, "expires_in_s"),
        ({"expires_in_s": 1e300}, "expires_in_s"),
        ({"loud": True}, "loud"),
        ({"event_id": "with space"}, "event_id"),
    ],
)
def test_bad_field_is_named(
    parts: Parts, api: Caller, change: dict[str, object], field: str
) -> None:
    """A field that cannot be used: 422 naming it, nothing journalled."""
    answer = api.post("/announcements", TEXT | change)
    assert answer.json is not None
    assert (answer.status_code, answer.json["field"]) == (422, field)
    assert happened(parts) == []


def test_a_text_has_up_to_1500_letters(parts: Parts, api: Caller) -> None:
    """All of it is kept and shown."""
    text = ("Mohon perhatian. " * 100)[:1500].strip().ljust(1500, "a")
    answer = api.post("/announcements", {"text": text})
    assert answer.status_code == 201
    row = happened(parts)[0].data["announcement"]
    assert (row["text"], len(row["caption"])) == (text, 1500)
