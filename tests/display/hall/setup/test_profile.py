"""What the hall says of itself: set by field, live, and nothing that screens cannot follow."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from display.hall import Conflict
from display.hall.setup import HallRequest, change_profile
from display.journal import Hall
from display.parts import Parts
from tests.display.hall.pressing import happened


def change(parts: Parts, **changes: Any) -> Hall:
    return change_profile(parts.hall, HallRequest.model_validate(changes)).thing


def test_what_is_not_given_stays(parts: Parts) -> None:
    """And what changes nothing is no event."""
    change(parts, name="Puskesmas Mawasangka", second_line="Dinas Kesehatan")
    kept = change(parts, place="Buton Tengah")
    assert (kept.name, kept.place) == ("Puskesmas Mawasangka", "Buton Tengah")
    before = happened(parts)
    change(parts, second_line="Dinas Kesehatan")
    assert happened(parts) == before


@pytest.mark.parametrize(
    ("written", "zone", "minutes"),
    [
        ("wita", "Asia/Makassar", 480),
        ("WIT", "Asia/Jayapura", 540),
        ("WIB", "Asia/Jakarta", 420),
        ("Asia/Kathmandu", "Asia/Kathmandu", 345),
    ],
)
def test_a_time_zone_is_known_by_its_indonesian_name_and_by_iana(
    parts: Parts, written: str, zone: str, minutes: int
) -> None:
    """The state tells how far the hall is ahead of UTC, and so does the event of a change."""
    change(parts, timezone="UTC")
    change(parts, timezone=written)
    hall = parts.journal.snapshot(parts.hall.id)["hall"]
    assert (hall["timezone"], hall["utc_offset_min"]) == (zone, minutes)
    (last,) = parts.journal.events(parts.hall.id, hall["seq"] - 1)
    assert (last.name, last.data["hall"]) == ("hall.changed", hall)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("08.00–15.00", "08:00-15:00"),
        ("8-12, 13.00 - 15.30", "08:00-12:00, 13:00-15:30"),
        ("08.00 s/d 12.00 dan 13.00 sampai 24.00", "08:00-12:00, 13:00-24:00"),
    ],
)
def test_hours_are_read_as_people_write_them(parts: Parts, written: str, kept: str) -> None:
    """A day that is closed is not named."""
    assert change(parts, hours={"mon": written, "sun": "tutup"}).hours == {"mon": kept}


def test_indonesian_is_always_there_and_english_where_it_is_wanted(parts: Parts) -> None:
    """Each once, Indonesian first; what is not given stays."""
    assert change(parts, place="Lahat").languages == ("id",)
    assert change(parts, languages=["en", "id", "en"]).languages == ("id", "en")
    assert change(parts, name="Mal").languages == ("id", "en")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, ("name",)),
        ({"name": "x" * 81}, ("name",)),
        ({"timezone": "Asia/Lahat"}, ("timezone",)),
        ({"timezone": "../etc/passwd"}, ("timezone",)),
        ({"hours": {"senin": "08:00-15:00"}}, ("hours", "senin", "[key]")),
        ({"hours": {"mon": "pagi"}}, ("hours", "mon")),
        ({"hours": {"mon": "15:00-08:00"}}, ("hours", "mon")),
        ({"hours": {"mon": "08:00-12:00, 11:00-15:00"}}, ("hours", "mon")),
        ({"hours": {"mon": "08:60-12:00"}}, ("hours", "mon")),
        ({"hours": {"mon": "08:00-24:01"}}, ("hours", "mon")),
        ({"running_text": "x" * 301}, ("running_text",)),
        ({"nama": "x"}, ("nama",)),
        ({"languages": ["en"]}, ("languages",)),
        ({"languages": ["id", "jv"]}, ("languages", 1)),
    ],
)
def test_what_screens_cannot_show_is_refused_by_field(
    changes: dict[str, Any], field: tuple[str, ...]
) -> None:
    """Before anything is journalled."""
    with pytest.raises(ValidationError) as refused:
        HallRequest.model_validate(changes)
    assert [error["loc"] for error in refused.value.errors()] == [field]


def test_a_repeat_gets_the_first_answer(parts: Parts) -> None:
    """And the key with another content is refused."""
    first = change_profile(parts.hall, HallRequest(name="Satu", event_id="k1"))
    change(parts, name="Dua")
    again = change_profile(parts.hall, HallRequest(name="Satu", event_id="k1"))
    assert (again.created, again.seq, again.thing) == (False, first.seq, first.thing)
    with pytest.raises(Conflict):
        change_profile(parts.hall, HallRequest(name="Tiga", event_id="k1"))
