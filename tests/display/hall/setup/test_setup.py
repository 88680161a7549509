"""Set-up of services and counters: each change an event, nothing taken away that is in use."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from display.hall import Conflict, NotFound, Refused
from display.hall.setup import (
    CounterRequest,
    ServiceRequest,
    add_counter,
    add_service,
    alike_prefixes,
    change_counter,
    change_service,
    move_counter,
    move_service,
    remove_counter,
    remove_service,
)
from display.hall.speech import coming_phrases
from display.journal import Service
from display.parts import Parts
from tests.display.hall.pressing import happened, press, served

SAMSAT = {
    **{"name": "Sistem Administrasi Manunggal Satu Atap", "short_name": "Samsat"},
    **{"prefix": "G", "colour": "#095a49"},
}


def service(**changes: Any) -> ServiceRequest:
    return ServiceRequest.model_validate(SAMSAT | changes)


def counter(**changes: Any) -> CounterRequest:
    return CounterRequest.model_validate({"name": "Loket 13", "services": ("dinkes",)} | changes)


def ids(parts: Parts, what: str) -> list[str]:
    return [row["id"] for row in parts.journal.snapshot(parts.hall.id)[what]]


def test_a_new_service_is_the_last_and_gets_an_id_of_its_name(parts: Parts) -> None:
    """And its id stays, whatever it is called later."""
    made = add_service(parts.hall, service())
    assert ids(parts, "services")[-1] == made.id == "samsat"
    change_service(parts.hall, "samsat", service(short_name="Samsat Keliling"))
    assert ids(parts, "services")[-1] == "samsat"
    again = add_service(parts.hall, service(name="Samsat Lama", short_name="Samsat", prefix="H"))
    assert again.id == "samsat-2"


def test_what_the_voice_needs_is_made_ahead(parts: Parts) -> None:
    """A new name is among the phrases to come."""
    add_service(parts.hall, service(short_name="Samsat Keliling"))
    phrases = parts.hall.read(coming_phrases)
    assert any("Samsat Keliling" in phrase for phrase in phrases)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"prefix": "B"}, "prefix"),
        ({"first_number": 100, "last_number": 99}, "last_number"),
        ({"last_number": 1000}, "digits"),
        ({"short_name": "🙂"}, "short_name"),
        ({"short_name": "DUKCAPIL"}, "short_name"),
        ({"name": "dinas  kesehatan"}, "name"),
        ({"aliases": ("dinkes",)}, "aliases"),
    ],
)
def test_what_does_not_go_together_is_refused_by_field(
    parts: Parts, changes: dict[str, Any], field: str
) -> None:
    """And nothing is journalled."""
    with pytest.raises(Refused) as refused:
        add_service(parts.hall, service(**changes))
    assert refused.value.field == field
    assert happened(parts) == []


@pytest.mark.parametrize("prefix", ["", "KIA", "4K", "UMUM", "A1", "GIGI1"])
def test_a_prefix_is_up_to_five_letters_or_figures(parts: Parts, prefix: str) -> None:
    """And its tickets are counted with it."""
    add_service(parts.hall, service(prefix=prefix))
    change_counter(parts.hall, "3", counter(name="Loket 3", services=("samsat",)))
    press(parts, "3")
    assert served(parts, "3") == (f"{prefix}-001" if prefix else "001")


@pytest.mark.parametrize("prefix", ["KIAKIA", "K-A", "kia", "É", "A B"])
def test_any_other_prefix_is_refused_whole(prefix: str) -> None:
    """Nothing of it is cut off."""
    with pytest.raises(ValidationError, match="prefix"):
        service(prefix=prefix)


def test_several_services_may_have_no_prefix(parts: Parts) -> None:
    """A call names its service; two with one prefix are refused."""
    add_service(parts.hall, service(prefix=""))
    add_service(
        parts.hall, service(prefix="", name="Samsat Keliling", short_name="Samsat Keliling")
    )
    assert ids(parts, "services")[-2:] == ["samsat", "samsat-keliling"]


@pytest.mark.parametrize(
    ("prefix", "letter_mode", "phrases"),
    [
        ("KIA", "otomatis", {"Nomor antrean K", "i", "a"}),
        ("KIA", "kata", {"Nomor antrean", "kia"}),
        ("GIGI", "otomatis", {"Nomor antrean", "gigi"}),
        ("GIGI", "huruf", {"Nomor antrean G", "i", "ge"}),
    ],
)
def test_the_letters_are_made_ahead_as_the_service_has_them(
    parts: Parts, prefix: str, letter_mode: str, phrases: set[str]
) -> None:
    """By name or as a word."""
    add_service(parts.hall, service(prefix=prefix, letter_mode=letter_mode))
    assert phrases <= set(parts.hall.read(coming_phrases))


def test_a_counter_has_a_long_name_and_a_short_one_for_the_board(parts: Parts) -> None:
    """Sixty letters are said, the short form is shown; more is refused by name."""
    name = "Ruang Pemeriksaan Dokter Gigi dan Kesehatan Mulut Lantai Dua"
    add_counter(parts.hall, "13", counter(name=name, short_name="Gigi"))
    row = parts.journal.snapshot(parts.hall.id)["counters"][-1]
    assert (row["name"], row["short_name"]) == (name, "Gigi")
    with pytest.raises(ValidationError, match="name"):
        counter(name=f"{name}!")


def test_services_change_places(parts: Parts) -> None:
    """By one; beyond the ends nothing moves."""
    move_service(parts.hall, "dukcapil", -1)
    assert ids(parts, "services")[:3] == ["dukcapil", "dpmptsp", "dinkes"]
    before = len(happened(parts))
    move_service(parts.hall, "dukcapil", -1)
    assert len(happened(parts)) == before
    move_counter(parts.hall, "1", 1)
    assert ids(parts, "counters")[:3] == ["2", "1", "3"]
    with pytest.raises(NotFound):
        move_counter(parts.hall, "99", 1)


def test_a_service_with_counters_stays(parts: Parts) -> None:
    """The refusal names them."""
    with pytest.raises(Conflict) as refused:
        remove_service(parts.hall, "dukcapil")
    assert refused.value.facts == {"counters": "Loket 3, Loket 4"}


def test_a_service_that_is_being_served_stays(parts: Parts) -> None:
    """Until its last visitor has gone."""
    press(parts, "3")
    for each in ("3", "4"):
        change_counter(parts.hall, each, counter(name=f"Loket {each}", services=()))
    with pytest.raises(Conflict) as refused:
        remove_service(parts.hall, "dukcapil")
    assert refused.value.facts == {"number": "B-001"}
    assert "dukcapil" in ids(parts, "services")


def test_a_service_that_nobody_needs_goes(parts: Parts) -> None:
    """From every screen at once."""
    add_service(parts.hall, service())
    remove_service(parts.hall, "samsat")
    assert "samsat" not in ids(parts, "services")


def test_a_counter_is_added_altered_and_taken_away(parts: Parts) -> None:
    """It is open, keeps its state when altered, and stays while it serves."""
    add_counter(parts.hall, "13", counter())
    assert ids(parts, "counters")[-1] == "13"
    press(parts, "13")
    change_counter(parts.hall, "13", counter(name="Ruang konsultasi"))
    assert served(parts, "13") == "C-001"
    with pytest.raises(Conflict) as refused:
        remove_counter(parts.hall, "13")
    assert refused.value.facts == {"number": "C-001"}
    remove_counter(parts.hall, "12")
    assert "12" not in ids(parts, "counters")


def test_a_counter_without_an_id_gets_one_of_its_name(parts: Parts) -> None:
    """Which none of the others has, whatever its case."""
    names = ("Loket 3A", "Poli Gigi", "Apotek 3A")
    made = [add_counter(parts.hall, "", counter(name=name)).id for name in names]
    assert made == ["3a", "poli-gigi", "apotek-3a"]


@pytest.mark.parametrize(
    ("counter_id", "changes", "field"),
    [
        ("3", {}, "id"),
        ("tiga belas", {}, "id"),
        ("baru", {}, "id"),
        ("13", {"name": "loket 3"}, "name"),
        ("13", {"name": "🙂"}, "name"),
        ("13", {"services": ("samsat",)}, "services"),
    ],
)
def test_a_counter_that_cannot_be_is_refused_by_field(
    parts: Parts, counter_id: str, changes: dict[str, Any], field: str
) -> None:
    """And nothing is journalled."""
    with pytest.raises(Refused) as refused:
        add_counter(parts.hall, counter_id, counter(**changes))
    assert refused.value.field == field
    assert happened(parts) == []


@pytest.mark.parametrize(
    ("prefixes", "groups"),
    [
        (["B", "D", "A"], [["B", "D"]]),
        (["M", "N", "F", "S", "H", "K"], [["M", "N"], ["F", "S"], ["H", "K"]]),
        (["A", "E", "I", "L", "R", ""], []),
        (["AB", "HD", "BA"], [["AB", "HD"]]),
        (["B", "BB"], []),
    ],
)
def test_prefixes_that_sound_alike_are_named(prefixes: list[str], groups: list[list[str]]) -> None:
    """By the groups of letters that blur over loudspeakers."""
    services = [Service(p, p, p, p, "#000000") for p in prefixes]
    assert [[one.prefix for one in group] for group in alike_prefixes(services)] == groups
