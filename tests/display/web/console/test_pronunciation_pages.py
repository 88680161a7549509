"""The pages of how words are said: plain forms that work without a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from display.app import create_app
from display.hall.speech import words_now
from display.parts import Parts
from tests.display.web.served_hall import furnished
from tests.security.staff import Staff, employ

HERE = "/console/pengaturan/pengucapan"
MOTHERS = "kesehatan ibu dan anak"


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """A hall with staff."""
    folder: Path = tmp_path_factory.mktemp("pronunciation")
    with furnished(folder, token_rate=9999) as parts:
        employ(parts)
        yield parts


@pytest.fixture(scope="module")
def officer(parts: Parts) -> Staff:
    """An officer's browser."""
    browser = Staff(create_app(parts))
    browser.sign_in("officer")
    return browser


def said(parts: Parts, written: str) -> str:
    return parts.hall.read(lambda tx: words_now(tx, written))


def test_an_officer_mends_a_word(parts: Parts, officer: Staff) -> None:
    """From the list to the word, kept, shown as the hall's own, and taken back."""
    assert "KIA" in officer.get(HERE).text
    assert "ka i a" in officer.get(f"{HERE}/ubah?tulisan=KIA").text
    answer = officer.post(f"{HERE}/ubah", written="KIA", spoken=MOTHERS)
    assert answer.headers["Location"] == f"{HERE}/ubah?tulisan=KIA"
    assert said(parts, "kia") == MOTHERS
    page = officer.get(f"{HERE}/ubah?tulisan=kia").text
    assert MOTHERS in page
    assert "Kembalikan" in page
    assert officer.post(f"{HERE}/hapus", written="KIA").headers["Location"] == HERE
    assert said(parts, "KIA") == "ka i a"
    assert officer.post(f"{HERE}/hapus", written="KIA").status_code == 404


def test_a_page_tells_what_says_a_word(officer: Staff) -> None:
    """Services, counters and templates of the hall."""
    page = officer.get(f"{HERE}/ubah?tulisan=dukcapil").text
    assert ">Dukcapil</span>" in page
    assert ">layanan</span>" in page
    page = officer.get(f"{HERE}/ubah?tulisan=calo").text
    assert ">templat</span>" in page
    assert "Belum dipakai" in officer.get(f"{HERE}/ubah?tulisan=Samsat").text


@pytest.mark.parametrize(
    ("written", "spoken", "field"),
    [("K", "ka", "written"), ("KIA", "", "spoken"), ("KIA", "🙂", "spoken"), ("", "ka", "written")],
)
def test_an_error_stands_by_its_field_and_what_was_typed_stays(
    officer: Staff, written: str, spoken: str, field: str
) -> None:
    """In Indonesian."""
    answer = officer.post(f"{HERE}/ubah", written=written, spoken=spoken)
    assert answer.status_code == 422
    assert f'id="e-{field}"' in answer.text
    assert f'value="{written}"' in answer.text
