"""The page *Susunan aula*: a file is looked at first, and taken over whole or not at all."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from display.parts import Parts
from tests.display.hall.pressing import press
from tests.security.staff import Staff

PAGE = "/console/pengaturan/susunan"
PUSKESMAS = (Path(__file__).parents[2] / "hall" / "setup" / "puskesmas.toml").read_bytes()


def bring(admin: Staff, data: bytes, name: str = "aula.toml") -> TestResponse:
    return admin.post(PAGE, file=(io.BytesIO(data), name))


def services(parts: Parts) -> list[str]:
    return [row["id"] for row in parts.journal.snapshot(parts.hall.id)["services"]]


def test_a_puskesmas_is_looked_at_and_then_taken_over(parts: Parts, admin: Staff) -> None:
    """The preview writes nothing; its button sends what was looked at."""
    before = services(parts)
    page = bring(admin, PUSKESMAS)
    assert page.status_code == 200
    assert "Layanan <b>Poli Gigi</b>: baru" in page.text
    assert "Loket <b>Loket 12</b>: dihapus" in page.text
    assert services(parts) == before
    (text,) = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page.text, re.DOTALL)
    answer = admin.post(PAGE, sure="ya", kind="toml", text=unescape(text))
    assert answer.headers["Location"] == PAGE
    assert services(parts) == ["poli-umum", "poli-gigi", "kia", "farmasi"]
    assert "Susunan aula sudah diganti" in admin.get(PAGE).text
    assert "tidak ada yang akan berubah" in bring(admin, PUSKESMAS).text.lower()


def test_a_fault_stands_with_its_line_and_nothing_is_taken_over(parts: Parts, admin: Staff) -> None:
    """Whatever the file holds, it is shown as text."""
    before = parts.journal.position(parts.hall.id)
    wrong = bring(admin, b'[[counters]]\nname = "<b>x</b>"\nservices = ["samsat"]\n')
    assert wrong.status_code == 422
    assert "Baris 3, <code>counters.services</code>: Tidak ada layanan “samsat”." in wrong.text
    table = bring(admin, b"name,services\n<i>1</i>,samsat\n", "Loket.CSV")
    assert "Baris 2, <code>counters.services</code>" in table.text
    assert "<i>" not in table.text
    assert bring(admin, b"\xff").status_code == 422
    assert parts.journal.position(parts.hall.id) == before


SERVICE = b'[[services]]\nname = "A"\nshort_name = "A"\nprefix = "A"\n'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"[hall\n", "Baris 1: Penulisan TOML di baris ini belum benar."),
        (b"\n\xff", "Baris 2: Ini bukan teks UTF-8. Simpan berkas sebagai UTF-8"),
        (b"format = 2\n", "Baris 1, format: Berkas ini dari versi lain; tulis format = 1."),
        (b"x = 1\n", "Baris 1, x: Tidak ada isian dengan nama ini."),
        (b"services = 1\n", "Baris 1, services: Layanan ditulis sebagai tabel [[services]]"),
        (b'[hall]\ntimezone = "Mars"\n', "Baris 2, hall.timezone: Pilih zona waktu dari daftar"),
        (b'[hall.hours]\nmon = "pagi"\n', "Baris 2, hall.hours.mon: Tulis misalnya 08.00-12.00"),
        (b'[[services]]\nname = "A"\n', "Baris 1, services.prefix: Isian ini wajib ada."),
        (SERVICE + b'colour = "red"\n', "Baris 5, services.colour: Tulis warna seperti #095a49"),
        (SERVICE + b"first_number = 0\n", "Baris 5, services.first_number: Bilangan dari 1"),
        (SERVICE + SERVICE, "Baris 8, services.prefix: Awalan ini sudah dipakai layanan lain"),
        (SERVICE, "services: Loket 1 masih melayani “dpmptsp”, yang akan dihapus."),
        (b'[[counters]]\nname = "\xd0\xb6"\n', "Baris 2, counters.name: Nama ini tidak dapat"),
        (
            b'[[counters]]\nname = "1"\nid = "a"\n[[counters]]\nname = "2"\nid = "A"\n',
            "Baris 6, counters.id: Kode ini tertulis dua kali.",
        ),
    ],
)
def test_every_fault_is_said_in_indonesian(admin: Staff, data: bytes, words: str) -> None:
    """With its line, and the field as the file has it."""
    page = bring(admin, data)
    assert page.status_code == 422
    (found,) = re.findall(r"<ul>(.*?)</ul>", page.text, re.DOTALL)
    said = unescape(re.sub(r"<[^>]+>|\s+", " ", found)).replace(" : ", ": ")
    assert words in re.sub(" +", " ", said), said
    assert "Line" not in said


def test_what_still_serves_does_not_go(parts: Parts, admin: Staff) -> None:
    """The fault names counter or service, and the number."""
    press(parts, "3")
    said = bring(admin, PUSKESMAS).text
    assert "<code>counters</code>: Loket 3 akan dihapus, padahal nomor B-001 belum selesai." in said


def test_what_is_taken_home_may_be_brought_again(admin: Staff) -> None:
    """Both files; and one that is far larger than a set-up is refused."""
    for name in ("unduh.toml", "loket.csv"):
        answer = admin.get(f"{PAGE}/{name}")
        assert "attachment" in answer.headers["Content-Disposition"]
        assert "Tidak ada yang akan berubah" in bring(admin, answer.data, name).text
    assert "Berkas lebih dari 256 KB tidak diterima" in bring(admin, b"#" * 300_000).text
