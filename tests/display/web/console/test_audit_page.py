"""The audit log as staff read it, on the page and in a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask

from display.accounts import ROLES as ALL_ROLES
from display.audit import Actor, acting
from display.journal import EVENT_NAMES
from display.parts import Parts
from display.web.console.admin.audit_labels import ACTIONS, KINDS, ROLES
from display.web.console.spreadsheet import harmless
from tests.display.web.served_hall import CALL, Caller, token_of
from tests.security.staff import Staff

AUDIT = "/console/catatan"


def table(admin: Staff, query: str = "") -> list[list[str]]:
    """Return the cells of the export."""
    text = admin.get(f"{AUDIT}.csv{query}").get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_every_deed_has_words() -> None:
    """No event and no role is written as a code, and each deed belongs to a kind."""
    assert set(ACTIONS) >= EVENT_NAMES
    assert all(action.startswith(tuple(KINDS)) for action in ACTIONS)
    assert set(ROLES) >= {*ALL_ROLES, "token", "command", "nobody"}


def test_what_people_and_programs_do_is_told(parts: Parts, app: Flask, admin: Staff) -> None:
    """A call by cookie under the person's name, one by token under the token's."""
    admin.open("POST", "/api/v1/calls", json=CALL)
    Caller(app.test_client(), token_of(parts, "calls")).call(ticket={"number": "B-106"})
    page = admin.get(f"{AUDIT}?jenis=ticket.").text
    assert "memanggil nomor" in page
    assert "B-105 → 3" in page
    rows = [row[1:6] for row in table(admin, "?jenis=ticket.")[1:]]
    assert rows == [
        ["test", "Program", "127.0.0.1", "memanggil nomor", "B-106 → 3"],
        ["admin", "Admin", "127.0.0.1", "memanggil nomor", "B-105 → 3"],
    ]


def test_a_request_does_not_lend_its_actor_to_the_next(parts: Parts, admin: Staff) -> None:
    """The system's own work after a request is nobody's."""
    admin.open("POST", "/api/v1/calls", json=CALL)
    before = len(table(admin))
    counter = {"id": "3", "name": "Loket 3", "services": ["dukcapil"]}
    parts.hall.write(lambda tx: tx.append("counter.closed", {"counter": counter}))
    assert len(table(admin)) == before


def test_every_sign_in_is_told(app: Flask, admin: Staff) -> None:
    """Also the refused ones, with the name that was tried, and the sign-outs."""
    browser = Staff(app, "10.0.0.9")
    browser.sign_in("officer", "salah-sekali")
    browser.sign_in("officer")
    browser.post("/console/keluar")
    rows = [row[1:5] for row in table(admin, "?jenis=session.")[1:4]]
    assert rows == [
        ["officer", "Petugas", "10.0.0.9", "mengakhiri sesi"],
        ["officer", "Petugas", "10.0.0.9", "masuk"],
        ["officer", "Tidak dikenal", "10.0.0.9", "gagal masuk"],
    ]


def test_it_is_read_page_by_page(parts: Parts, admin: Staff) -> None:
    """Fifty at a time, newest first, forth and back; the export has all of them."""
    for number in range(120):
        parts.audit.note(parts.hall.id, Actor("rahma", "officer"), "session.refused", f"n{number}")
    first = admin.get(f"{AUDIT}?orang=rahma").text
    assert first.count("<time") == 50
    assert "n119" in first
    older = first.split('href="')[-1].split('"')[0].replace("&amp;", "&")
    assert older.startswith(f"{AUDIT}?orang=rahma&sebelum=")
    second = admin.get(older).text
    assert "n69" in second
    assert "n70" not in second
    assert f'href="{AUDIT}?orang=rahma"' in second
    assert len(table(admin, "?orang=rahma")) == 121


def test_a_day_is_the_halls_own(parts: Parts, admin: Staff, monkeypatch) -> None:
    """From midnight to midnight in Lahat, not in Greenwich."""
    from display.audit import log

    for at in ("2026-11-23T16:59:59.000Z", "2026-11-23T17:00:00.000Z", "2026-11-24T16:59:59.000Z"):
        monkeypatch.setattr(log, "iso_now", lambda at=at: at)
        parts.audit.note(parts.hall.id, Actor("rahma", "officer"), "session.refused", at)
    monkeypatch.undo()
    times = [row[0] for row in table(admin, "?orang=rahma&hari=2026-11-24")[1:]]
    assert times == ["2026-11-24 23:59:59", "2026-11-24 00:00:00"]


@pytest.mark.parametrize(
    "query",
    [
        "?hari=kemarin",
        "?hari=9999-12-31",
        "?hari=0001-01-01",
        "?sebelum=-1",
        "?sebelum=%C2%B2",
        "?sebelum=99999999999999999999999",
        "?jenis=%25",
        "?orang=%00",
        "?orang=" + "x" * 3000,
    ],
)
def test_nonsense_in_the_address_is_no_error(admin: Staff, query: str) -> None:
    """It counts as not asked, or finds nothing."""
    assert admin.get(AUDIT + query).status_code == 200


def test_the_export_is_for_spreadsheets(parts: Parts, admin: Staff) -> None:
    """UTF-8 with a byte order mark, Indonesian headings, and no cell that is a formula."""
    hostile = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", 'a";b\n=c']
    for text in hostile:
        with acting(Actor(text, "officer")):
            parts.audit.note(parts.hall.id, Actor(text, "officer"), "session.refused", text)
    answer = admin.get(f"{AUDIT}.csv")
    assert answer.get_data().startswith(b"\xef\xbb\xbfWaktu;Siapa;Peran;Alamat;")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="catatan-')
    assert answer.headers["Cache-Control"] == "no-store"
    rows = table(admin)
    assert {len(row) for row in rows} == {9}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert harmless("=1") == "'=1"
    assert harmless("Loket 3") == "Loket 3"


def test_changes_are_told_in_words_and_in_the_halls_own_time(
    app: Flask, parts: Parts, admin: Staff, api: Caller
) -> None:
    """No code, no UTC, no number that only programs know."""
    key = (api.call().json or {})["event_id"]
    api.post(f"/calls/{key}/no-show")
    (row,) = [row for row in table(admin, "?jenis=ticket.") if row[4] == "mencatat tidak hadir"]
    assert "panggilan: keadaan tidak hadir" in row[7]
    page = admin.get(f"{AUDIT}?jenis=ticket.").text
    text = page[page.index('class="card log"') : page.index("</section>")]
    for word in ("no_show", "event_id", "Z</td>", "seq", key):
        assert word not in text
