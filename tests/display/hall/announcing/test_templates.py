"""Templates and their fields: a closed table, each of them checked, worded by the one formatter."""

from __future__ import annotations

from typing import Any

import pytest

from display.hall import NotFound, Refused
from display.hall.announcing import (
    AnnouncementRequest,
    TemplateRequest,
    announce,
    list_templates,
    remove_template,
    set_template,
)
from display.hall.announcing.fields import FIELDS, fill_fields
from display.journal import Counter
from display.parts import Parts
from tests.display.hall.asking import row_of


def fill(parts: Parts, text: str, **given: str | int) -> str:
    return parts.hall.read(lambda tx: fill_fields(tx, text, given))


def refused_field(parts: Parts, text: str, **given: str | int) -> str:
    with pytest.raises(Refused) as refused:
        fill(parts, text, **given)
    return refused.value.field


@pytest.mark.parametrize(
    ("text", "given", "filled"),
    [
        ("sampai pukul {jam}.", {"jam": "9:30"}, "sampai pukul 09.30."),
        ("sampai pukul {jam}.", {"jam": "9"}, "sampai pukul 09.00."),
        ("dalam {menit} menit", {"menit": 15}, "dalam 15 menit"),
        ("Loket {loket} ditutup.", {"loket": "3"}, "Loket 3 ditutup."),
        ("menuju loket {loket_tujuan}.", {"loket_tujuan": "4"}, "menuju loket 4."),
        ("menuju {loket}.", {"loket": "4"}, "menuju loket 4."),
        ("Tutup. {loket} pindah.", {"loket": "4"}, "Tutup. Loket 4 pindah."),
        ("Kendaraan {plat}.", {"plat": "bg1234ea"}, "Kendaraan BG 1234 EA."),
        ("anak bernama {nama},", {"nama": " Siti  Aisyah "}, "anak bernama Siti Aisyah,"),
        ("di {tempat}.", {"tempat": "pos satpam."}, "di pos satpam."),
    ],
)
def test_a_field_becomes_a_part_of_the_text(
    parts: Parts, text: str, given: dict[str, Any], filled: str
) -> None:
    """As people write it, however it was typed."""
    assert fill(parts, text, **given) == filled


def test_a_counter_with_a_name_of_its_own_is_no_loket(parts: Parts) -> None:
    """Counters are said by their names; the word before the brace goes along."""
    row = Counter("k1", "Ruang konsultasi", ("dukcapil",))
    parts.hall.write(lambda tx: tx.append("counter.opened", {"counter": row.to_json()}))
    text = "Loket {loket} ditutup. Silakan menuju loket {loket}."
    filled = "Ruang konsultasi ditutup. Silakan menuju ruang konsultasi."
    assert fill(parts, text, loket="k1") == filled


def test_a_counter_may_be_named_as_in_a_call(parts: Parts) -> None:
    """By its name or an alias; what may be several is refused by its field."""
    rows = [
        Counter("k1", "Ruang konsultasi", ("dukcapil",), aliases=("R-KONSUL",)),
        *(
            Counter(f"p{at}", f"{hall} 77", ("dukcapil",))
            for at, hall in enumerate(("Poli", "Meja"))
        ),
    ]
    parts.hall.write(
        lambda tx: [tx.append("counter.opened", {"counter": r.to_json()}) for r in rows]
    )
    for written in ("RUANG KONSULTASI", "r-konsul"):
        assert fill(parts, "Silakan ke {loket}.", loket=written) == "Silakan ke ruang konsultasi."
    assert fill(parts, "Silakan ke {loket}.", loket="Loket 03") == "Silakan ke loket 3."
    with pytest.raises(Refused) as refused:
        fill(parts, "Silakan ke {loket}.", loket="77")
    assert (refused.value.field, refused.value.code) == ("fields.loket", "ambiguous")


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("jam", "25.00"),
        ("jam", "9.75"),
        ("jam", "siang"),
        ("menit", "0"),
        ("menit", "181"),
        ("menit", "\u0661\u0665"),
        ("menit", "lima"),
        ("loket", "99"),
        ("plat", "1234"),
        ("plat", "BG 01234 EA"),
        ("nama", "123"),
        ("nama", "{plat}"),
        ("nama", "x" * 61),
        ("tempat", "\U0001f600"),
        ("barang", ""),
        ("ciri", "   "),
    ],
)
def test_what_is_not_of_its_kind_is_refused_by_name(parts: Parts, name: str, given: str) -> None:
    """The error names ``fields.NAME``, so that the form can show it where it was typed."""
    assert refused_field(parts, f"Kata {{{name}}}.", **{name: given}) == f"fields.{name}"


def test_fields_missing_and_fields_too_many_are_refused(parts: Parts) -> None:
    """Half a sentence is never said."""
    assert refused_field(parts, "Pukul {jam}.") == "fields.jam"
    assert refused_field(parts, "Pukul {jam}.", jam="9", plat="BG 1 A") == "fields.plat"


@pytest.mark.parametrize("text", ["{jam", "jam}", "{}", "{Jam}", "{umur} tahun", "{{jam}}"])
def test_a_template_with_unknown_braces_is_refused(parts: Parts, text: str) -> None:
    """The table of fields is closed."""
    with pytest.raises(Refused) as refused:
        set_template(parts.hall, "t", TemplateRequest(name="T", text=text))
    assert refused.value.field == "text"


def test_every_shipped_template_can_be_announced(parts: Parts) -> None:
    """With the examples of its fields, in words that the formatter knows."""
    for template in parts.hall.read(list_templates):
        fields = {field["name"]: field["example"] for field in template["fields"]}
        request = AnnouncementRequest(template=template["id"], fields=fields or None)
        row = row_of(parts, announce(parts.hall, request))
        assert "{" not in row.caption
        assert (row.template, row.priority) == (template["id"], template["priority"])
        assert (row.hold_calls, row.repeats) == (template["hold_calls"], template["repeats"])


def test_a_template_is_made_altered_and_taken_away(parts: Parts) -> None:
    """A new one comes last; the same again changes nothing; what was said with it stays."""
    asked = TemplateRequest(name="Senam", text="Senam pagi pukul {jam}.", priority="idle")
    made = set_template(parts.hall, "senam", asked)
    assert made.created
    assert made.thing
    assert parts.hall.read(list_templates)[-1]["id"] == "senam"
    assert not set_template(parts.hall, "senam", asked).created
    altered = set_template(parts.hall, "senam", asked.model_copy(update={"repeats": 2}))
    assert altered.thing
    assert altered.thing.position == made.thing.position
    said = announce(parts.hall, AnnouncementRequest(template="senam", fields={"jam": "7"}))
    remove_template(parts.hall, "senam")
    assert row_of(parts, said).caption == "Senam pagi pukul 07.00."
    with pytest.raises(NotFound):
        remove_template(parts.hall, "senam")


@pytest.mark.parametrize("template_id", ["", "A", "a b", "-a", "a/../b", "x" * 65])
def test_an_id_that_is_none_is_refused(parts: Parts, template_id: str) -> None:
    """It stands in addresses."""
    with pytest.raises(Refused) as refused:
        set_template(parts.hall, template_id, TemplateRequest(name="T", text="Senam pagi."))
    assert refused.value.field == "template_id"


def test_every_field_has_a_label_and_an_example() -> None:
    """Forms are made of the table."""
    assert all(field.label and field.example for field in FIELDS.values())
