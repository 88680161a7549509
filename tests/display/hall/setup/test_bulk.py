"""A hall set up from a file: whole or not at all, and every fault with its line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from display.clock import parse
from display.hall.calling import CallRequest, place_call
from display.hall.setup import (
    SetupRefused,
    export_setup,
    lines_of,
    plan_setup,
    read_setup,
    with_lines,
    write_counters,
    write_setup,
    write_toml,
)
from display.parts import Parts
from tests.display.hall.pressing import coming, happened, press

PUSKESMAS = (Path(__file__).parent / "puskesmas.toml").read_bytes()


def set_up(parts: Parts, data: bytes, *, as_csv: bool = False) -> list[str]:
    """Set the hall up from a file; returns what changed, or what was wrong."""
    try:
        asked = read_setup(data, as_csv=as_csv)
    except SetupRefused as refused:
        return list(map(str, refused.faults))
    try:
        changes = parts.hall.write(lambda tx: write_setup(tx, asked))
    except SetupRefused as refused:
        return list(map(str, with_lines(refused.faults, lines_of(data, as_csv=as_csv))))
    return [f"{change.step} {change.part} {change.name}" for change in changes]


def test_a_puskesmas_is_set_up_from_one_file(parts: Parts) -> None:
    """The sample goes, and calls are read as the puskesmas says them."""
    changes = set_up(parts, PUSKESMAS)
    assert changes[0] == "changed hall Puskesmas Mawasangka"
    assert "added services Poli Gigi" in changes
    assert "removed counters Loket 12" in changes
    state = parts.journal.snapshot(parts.hall.id)
    assert (state["hall"]["timezone"], state["hall"]["utc_offset_min"]) == ("Asia/Makassar", 480)
    assert [row["id"] for row in state["services"]] == ["poli-umum", "poli-gigi", "kia", "farmasi"]
    assert [row["id"] for row in state["counters"]] == ["1", "3a", "ruang-tindak", "apotek"]
    assert len({row["colour"] for row in state["services"]}) == 4
    call = {"ticket": {"number": "A-007"}, "service": "UMUM", "counter": "l3a"}
    placed = place_call(parts.hall, CallRequest.model_validate(call))
    assert placed.caption == "Nomor antrean A-007. Silakan menuju loket 3A, Poli Umum."


def test_its_day_ends_at_midnight_of_its_own_zone(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WITA is an hour before Lahat; every service counts from the beginning again."""

    def clock(text: str) -> None:
        moment: datetime = parse(text)
        for module in ("display.clock", "display.hall.business_day"):
            monkeypatch.setattr(f"{module}.now", lambda: moment)

    clock("2026-11-28T15:59:59.900Z")
    set_up(parts, PUSKESMAS)
    assert [press(parts, "3a").caption[14:19] for _ in "12"] == ["A-001", "A-002"]
    press(parts, "apotek")
    parts.day_end.look()
    assert coming(parts, "3a") == "A-003"
    clock("2026-11-28T16:00:00.000Z")
    parts.day_end.look()
    assert parts.journal.snapshot(parts.hall.id)["now_serving"] == []
    assert [coming(parts, counter) for counter in ("3a", "apotek")] == ["A-001", "F-001"]


def test_without_an_id_a_row_is_the_one_of_its_name(parts: Parts) -> None:
    """Whatever id staff gave it: it keeps state and number, and is not made anew."""
    set_up(parts, b'[[counters]]\nname = "Ruang Tindakan"\nid = "X1"\nservices = ["dinkes"]\n')
    before = happened(parts)
    assert set_up(parts, b'[[counters]]\nname = "RUANG-TINDAKAN"\nservices = ["dinkes"]\n') == [
        "changed counters RUANG-TINDAKAN"
    ]
    assert happened(parts)[len(before) :] == ["counter.changed"]
    two = b'[[counters]]\nname = "Ruang Tindakan"\n[[counters]]\nname = "Loket 7"\nid = "X1"\n'
    assert "added counters Ruang Tindakan" in set_up(parts, two)


def test_a_service_without_a_short_name_is_called_by_its_name(parts: Parts) -> None:
    """One that is there keeps its own; a name that is too long for one is refused by its line."""
    file = b'counters = []\n[[services]]\nname = "Poli Gigi"\nprefix = "G"\n'
    set_up(parts, file)
    set_up(parts, file.replace(b'"G"', b'"G"\nshort_name = "Gigi"'))
    set_up(parts, file.replace(b'"G"', b'"H"'))
    (service,) = parts.journal.snapshot(parts.hall.id)["services"]
    assert (service["id"], service["short_name"], service["prefix"]) == ("poli-gigi", "Gigi", "H")
    set_up(parts, file.replace(b"Gigi", b"Anak"))
    (service,) = parts.journal.snapshot(parts.hall.id)["services"]
    assert service["short_name"] == "Poli Anak"
    long = file.replace(b"Poli Gigi", b"Pelayanan Kesehatan Gigi dan Mulut Terpadu")
    fault = "Line 2, services.short_name: Give a short_name of at most 40 letters."
    assert set_up(parts, long) == [fault]


def test_a_counter_may_name_its_services_as_people_do(parts: Parts) -> None:
    """By name, short name or alias, each once; a table from a spreadsheet as well."""
    set_up(parts, PUSKESMAS)
    table = "name;services\nPoli 1;UMUM, Kesehatan Ibu dan Anak, kia\nApotek;farmasi\n"
    set_up(parts, table.encode(), as_csv=True)
    rows = parts.journal.snapshot(parts.hall.id)["counters"]
    assert [row["services"] for row in rows] == [["poli-umum", "kia"], ["farmasi"]]


def test_what_is_written_out_changes_nothing_when_it_is_read_in(parts: Parts) -> None:
    """As TOML and as CSV, of the sample and of a hall of one's own; a preview writes nothing."""
    for again in (b"", PUSKESMAS):
        set_up(parts, again)
        known, before = parts.hall.read(export_setup), happened(parts)
        assert set_up(parts, write_toml(known).encode()) == []
        assert set_up(parts, write_counters(known).encode("utf-8-sig"), as_csv=True) == []
        parts.hall.read(lambda tx: plan_setup(tx, read_setup(b"services = []\ncounters = []")))
        assert happened(parts) == before


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("[hall\n", ["Line 1: "]),
        ("format = 2\n", ["Line 1, format: "]),
        ('[hall]\nname = "X"\ntimezone = "Mars"\n', ["Line 3, hall.timezone: there is no time"]),
        ('[hall]\n[hall.hours]\nmon = "pagi"\n', ["Line 3, hall.hours.mon: write hours as"]),
        ('[[services]]\nname = "A"\nprefiks = "A"\n', ["services.prefix: Field", "prefiks"]),
        (
            '[[services]]\nname="A"\nshort_name="A"\nprefix="A"\n\n'
            '[[services]]\nname="B"\nshort_name="B"\nprefix="A"\n\n[[counters]]\nname="Loket 1"\n',
            ["Line 9, services.prefix: A has this prefix already."],
        ),
        (
            '[[counters]]\nname = "Loket 1"\n[[counters]]\nname = "LOKET 01"\nid = "x"\n',
            ["Line 4, counters.name: 'LOKET 01' is a name of Loket 1 (1) already."],
        ),
        (
            '[[counters]]\nname = "Loket 1"\nservices = ["samsat"]\n',
            ["Line 3, counters.services: There is no service 'samsat'."],
        ),
        ("services = []\n", ["services: Loket 1: There is no service 'dpmptsp'."]),
    ],
)
def test_a_fault_names_line_and_field_and_nothing_is_taken_over(
    parts: Parts, text: str, faults: list[str]
) -> None:
    """Every fault, not the first alone."""
    before = happened(parts)
    found = set_up(parts, text.encode())
    for fault in faults:
        assert any(fault in one for one in found), found
    assert happened(parts) == before


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("nama,kode\nLoket 1,1\n", "Line 1: the first line names the columns"),
        ("name\nLoket 1,2\n", "Line 2: there are more columns"),
        ("name,services\nLoket 1,dinkes\n\nLoket 2,samsat\n", "Line 4, counters.services"),
        ("name;id\nLoket 1;1\nLoket 1;2\n", "Line 3, counters.name"),
        ("name;services\nLoket 1,dinkes\n", "Line 2: its columns are parted by ','"),
    ],
)
def test_a_table_of_counters_names_its_line(parts: Parts, text: str, fault: str) -> None:
    """Blank lines count, as they do in a spreadsheet."""
    before = happened(parts)
    assert any(fault in one for one in set_up(parts, text.encode(), as_csv=True))
    assert happened(parts) == before


def test_bytes_that_are_no_text_are_refused(parts: Parts) -> None:
    """With their line; and a file that is far too large before it is read."""
    assert set_up(parts, b'[hall]\nname = "\xff"\n') == ["Line 2: this is no UTF-8."]
    assert "KB are not taken" in set_up(parts, b"#" * 300_000)[0]


def test_a_hall_that_serves_keeps_what_it_serves_at(parts: Parts) -> None:
    """The refusal names the number; what stays may change meanwhile."""
    press(parts, "3")
    found = set_up(parts, PUSKESMAS)
    assert any("Loket 3 is to go, and B-001 is not done yet there." in one for one in found)
    assert set_up(parts, b'[hall]\nname = "MPP Lahat"\n') == ["changed hall MPP Lahat"]


def test_what_a_file_does_not_say_of_a_row_stays(parts: Parts) -> None:
    """A table without aliases takes none away, and a service keeps its colour."""
    set_up(parts, PUSKESMAS)
    before = parts.journal.snapshot(parts.hall.id)
    table = "name\n" + "\n".join(row["name"] for row in before["counters"])
    assert set_up(parts, table.encode(), as_csv=True) == []
    bare = "".join(
        f'[[services]]\nname = "{row["name"]}"\nshort_name = "{row["short_name"]}"\n'
        f'prefix = "{row["prefix"]}"\n'
        for row in before["services"]
    )
    assert set_up(parts, bare.encode()) == []


def test_a_file_has_the_schedule_and_the_hall_s_own_holidays(parts: Parts) -> None:
    """Out and in again changes nothing; what is not listed goes, and faults have their lines."""
    added = b"""
[[schedule]]
id = "tutup"
name = "Pelayanan ditutup"
template = "tutup"
at = "15:00"
weekdays = ["mon", "tue"]
[[schedule]]
id = "jumat"
name = "Salat Jumat"
template = "salat-jumat"
prayer = "zuhur"
offset_min = -10
hold_min = 75
[[holidays]]
day = "2026-12-09"
name = "Pemilihan kepala daerah"
"""
    wrong = set_up(parts, added.replace(b'"zuhur"', b'"zuhur"\nat = "12:00"'))
    assert wrong == ["Line 12, schedule.prayer: Give a time or a prayer, not both."]
    assert set_up(parts, added) == [
        "added schedule Pelayanan ditutup",
        "added schedule Salat Jumat",
        "added holidays 2026-12-09 Pemilihan kepala daerah",
    ]
    assert set_up(parts, write_toml(parts.hall.read(export_setup)).encode()) == []
    assert set_up(parts, b"schedule = []\nholidays = []\n") == [
        "removed schedule Salat Jumat",
        "removed schedule Pelayanan ditutup",
        "removed holidays 2026-12-09 Pemilihan kepala daerah",
    ]
