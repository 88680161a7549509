"""The page *Aula*: what the hall says of itself, and where it is read."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest

from display.app import create_app
from display.journal import Call, NowServing, Transaction
from display.parts import Parts
from tests.display.hall.pressing import happened, press
from tests.pictures import SVG, png
from tests.security.staff import Staff

HALL = "/console/pengaturan/aula"
PUSKESMAS = {
    "name": "Puskesmas Mawasangka",
    "second_line": "Dinas Kesehatan Kabupaten Buton Tengah",
    "place": "Sulawesi Tenggara",
    "timezone": "Asia/Makassar",
    "running_text": "Bawa kartu berobat Anda.",
    "languages": "en",
    **{f"hours_{day}": "07.30-11.00, 13.00-14.30" for day in ("mon", "tue", "wed", "thu")},
    **{f"hours_{day}": "" for day in ("fri", "sat", "sun")},
}


def test_what_is_filled_in_stands_on_every_page(parts: Parts, admin: Staff) -> None:
    """TV, phone and the page itself; the zone is that of the clock."""
    answer = admin.post(HALL, **PUSKESMAS)
    assert answer.headers["Location"] == HALL
    hall: dict[str, Any] = parts.journal.snapshot(parts.hall.id)["hall"]
    assert (hall["timezone"], hall["utc_offset_min"]) == ("Asia/Makassar", 480)
    assert hall["languages"] == ["id", "en"]
    assert hall["hours"]["mon"] == "07:30-11:00, 13:00-14:30"
    for address in ("/tv", "/", HALL):
        text = admin.get(address).text
        assert all(PUSKESMAS[name] in text for name in ("name", "second_line", "place"))
    assert "07.30-11.00, 13.00-14.30" in admin.get(HALL).text
    assert "Puskesmas Mawasangka" in Staff(create_app(parts)).get("/console/masuk").text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Isi nama aula"),
        ({"timezone": "Asia/Lahat"}, "Pilih zona waktu"),
        ({"languages": "jv"}, "Pilih bahasa"),
        ({"hours_tue": "pagi"}, "Tulis misalnya 08.00-12.00"),
        ({"running_text": "x" * 301}, "Paling banyak 300 huruf"),
    ],
)
def test_an_error_stands_by_its_field_and_what_was_typed_stays(
    parts: Parts, admin: Staff, changes: dict[str, str], words: str
) -> None:
    """In Indonesian, with nothing journalled."""
    before = parts.journal.position(parts.hall.id)
    answer = admin.post(HALL, **(PUSKESMAS | changes))
    assert answer.status_code == 422
    (field,) = changes
    assert f'id="e-{field}"' in answer.text
    assert words in answer.text
    assert "Buton Tengah" in answer.text
    assert parts.journal.position(parts.hall.id) == before


def test_the_hall_is_emptied_after_a_question_and_not_while_it_serves(
    parts: Parts, admin: Staff
) -> None:
    """The refusal says which number, in Indonesian, and where."""
    press(parts, "3")
    assert admin.post(f"{HALL}/kosongkan").headers["Location"] == f"{HALL}#f-empty"
    refused = admin.post(f"{HALL}/kosongkan", sure="ya")
    assert refused.status_code == 409
    assert "Nomor B-001 di Loket 3 belum selesai" in refused.text
    parts.hall.write(lambda tx: [tx.append("ticket.served", done(row)) for row in tx.open_calls()])
    parts.hall.write(silence)
    page = admin.get(HALL).text
    assert "<summary>Kosongkan aula" in page
    assert 'name="figures" value="ya" checked' in page
    answer = admin.post(f"{HALL}/kosongkan", sure="ya", figures="ya")
    assert answer.headers["Location"] == HALL
    assert parts.journal.snapshot(parts.hall.id)["services"] == []
    assert happened(parts)[-1] == "figures.forgotten"
    assert 'name="figures" value="ya" checked' not in admin.get(HALL).text
    new = admin.get("/console/pengaturan/layanan/baru").text
    assert 'value="#095a49"' in new


def test_an_empty_hall_leads_everyone_on(parts: Parts, admin: Staff, officer: Staff) -> None:
    """To the page that adds a counter, or to whoever may open it."""
    admin.post(f"{HALL}/kosongkan", sure="ya")
    assert 'href="/console/pengaturan/loket/baru"' in admin.get("/console/loket").text
    others = officer.get("/console/loket").text
    assert "Minta admin menambahkan loket" in others
    assert "/console/pengaturan/loket" not in others


def done(call: Call) -> dict[str, Any]:
    free = NowServing(call.counter, call.service, None, call.called_at, call.event_id, 1)
    return {"call": replace(call, state="served").to_json(), "now_serving": free.to_json()}


def silence(tx: Transaction) -> None:
    for row in tx.open_announcements():
        ended = replace(row, state="merged", reason="served")
        tx.append("announcement.merged", {"announcement": ended.to_json()})


def test_a_logo_is_brought_served_for_ever_and_taken_away(parts: Parts, admin: Staff) -> None:
    """Beside the name on every page; to strangers as a picture and as nothing else."""
    answer = admin.post(f"{HALL}/logo", logo=(io.BytesIO(png()), "logo.svg"))
    assert answer.headers["Location"] == HALL
    name = parts.journal.snapshot(parts.hall.id)["hall"]["logo"]
    for address in ("/tv", "/", HALL):
        assert f'src="/logo/{name}"' in admin.get(address).text
    picture = Staff(create_app(parts)).get(f"/logo/{name}")
    assert picture.data == png()
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert picture.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    picture.close()
    assert admin.post(f"{HALL}/logo", remove="ya").headers["Location"] == HALL
    assert admin.get(f"/logo/{name}").status_code == 404
    assert 'src="/logo/' not in admin.get("/").text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Pilih gambar PNG, JPEG, atau WebP yang utuh. SVG tidak diterima."),
        (SVG, "Pilih gambar PNG, JPEG, atau WebP yang utuh. SVG tidak diterima."),
        (png(3000, 20), "harus 16 sampai 2048 piksel"),
    ],
)
def test_what_is_no_logo_is_said_by_its_field(admin: Staff, data: bytes, words: str) -> None:
    """In Indonesian; the rest of the page stays as it was."""
    answer = admin.post(f"{HALL}/logo", logo=(io.BytesIO(data), "logo.png"))
    assert answer.status_code == 422
    assert 'id="e-logo"' in answer.text
    assert words in answer.text
    assert "Mal Pelayanan Publik" in answer.text
