"""The set-up pages of services and counters: plain forms that work without a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from display.app import create_app
from display.parts import Parts
from tests.display.web.served_hall import furnished
from tests.security.staff import Staff, employ

SERVICES, COUNTERS = "/console/pengaturan/layanan", "/console/pengaturan/loket"
SAMSAT = {
    **{"name": "Sistem Administrasi Manunggal Satu Atap", "short_name": "Samsat", "prefix": "g"},
    **{"colour": "#ffd166", "number_mode": "digit", "first_number": "1", "last_number": "500"},
    **{"digits": "3", "resets_daily": "ya"},
}


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """A hall with staff."""
    folder: Path = tmp_path_factory.mktemp("setup")
    with furnished(folder, token_rate=9999) as parts:
        employ(parts)
        yield parts


@pytest.fixture(scope="module")
def admin(parts: Parts) -> Staff:
    """The admin's browser."""
    browser = Staff(create_app(parts))
    browser.sign_in("admin")
    return browser


def row(parts: Parts, what: str, row_id: str) -> dict[str, Any]:
    rows = parts.journal.snapshot(parts.hall.id)[what]
    found: dict[str, Any] = next((one for one in rows if one["id"] == row_id), {})
    return found


def test_a_service_is_added_with_a_colour_that_reads(parts: Parts, admin: Staff) -> None:
    """A light colour is darkened, and the page says so."""
    answer = admin.post(f"{SERVICES}/baru", **SAMSAT)
    assert answer.headers["Location"] == SERVICES
    made = row(parts, "services", "samsat")
    assert (made["prefix"], made["last_number"], made["resets_daily"]) == ("G", 500, True)
    assert made["colour"] != "#ffd166"
    assert "digelapkan" in admin.get(SERVICES).text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"short_name": " "}, "Isi nama pendek"),
        ({"prefix": "KIAKIA"}, "Paling banyak lima huruf"),
        ({"prefix": "B-1"}, "Paling banyak lima huruf"),
        ({"letter_mode": "keras"}, "Pilih salah satu cara"),
        ({"prefix": "B"}, "sudah dipakai layanan lain"),
        ({"last_number": "banyak"}, "Bilangan dari 1 sampai 9999"),
        ({"first_number": "0"}, "Bilangan dari 1 sampai 9999"),
        ({"digits": "2"}, "cukup untuk nomor terakhir"),
        ({"short_name": "🙂"}, "tidak dapat diucapkan"),
    ],
)
def test_an_error_stands_by_its_field_and_what_was_typed_stays(
    parts: Parts, admin: Staff, changes: dict[str, str], words: str
) -> None:
    """In Indonesian, with nothing journalled."""
    before = parts.journal.position(parts.hall.id)
    answer = admin.post(f"{SERVICES}/baru", **(SAMSAT | {"prefix": "X"} | changes))
    assert answer.status_code == 422
    (field,) = changes
    assert f'id="e-{field}"' in answer.text
    assert words in answer.text
    assert "Manunggal" in answer.text
    assert parts.journal.position(parts.hall.id) == before


def test_what_is_in_use_is_not_taken_away(parts: Parts, admin: Staff) -> None:
    """The page says by whom."""
    answer = admin.post(f"{SERVICES}/dukcapil/hapus")
    assert answer.status_code == 409
    assert "Masih dilayani Loket 3, Loket 4." in answer.text
    assert row(parts, "services", "dukcapil")


def test_a_counter_is_added_renamed_arranged_and_taken_away(parts: Parts, admin: Staff) -> None:
    """One after the other, as an admin would."""
    form = {"id": "13", "name": "Loket 13", "services": ["dinkes", "dinsos"]}
    assert admin.post(f"{COUNTERS}/baru", **form).status_code == 303
    assert row(parts, "counters", "13")["services"] == ["dinkes", "dinsos"]
    assert admin.post(f"{COUNTERS}/baru", **form).status_code == 422
    admin.post(f"{COUNTERS}/13", name="Ruang konsultasi", services=["dinkes"])
    assert row(parts, "counters", "13")["name"] == "Ruang konsultasi"
    admin.post(f"{COUNTERS}/13/urut", arah="naik")
    assert [one["id"] for one in parts.journal.snapshot(parts.hall.id)["counters"]][-2:] == [
        *("13", "12"),
    ]
    assert admin.post(f"{COUNTERS}/13/hapus").status_code == 303
    assert not row(parts, "counters", "13")


@pytest.mark.parametrize("path", [f"{SERVICES}/samsu", f"{COUNTERS}/99", "/console/loket/99"])
def test_what_is_not_there_is_not_found(admin: Staff, path: str) -> None:
    """404, as a page."""
    assert admin.get(path).status_code == 404
