"""When something is wrong the console says so plainly, and nothing is half done."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from display.app import create_app
from display.database import JournalUnavailable
from display.parts import Parts
from tests.display.web.served_hall import furnished
from tests.security.staff import Staff, employ


def test_a_journal_that_is_away_is_told(
    parts: Parts, admin: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 with a page that says that nothing changed; nobody is taken for somebody."""

    def fail(digest: str) -> None:
        raise JournalUnavailable("The disk is away.")

    monkeypatch.setattr(parts.session_store, "find_session", fail)
    answer = admin.get("/console/akun")
    assert answer.status_code == 503
    assert "tidak ada yang berubah" in answer.text
    assert answer.headers["Retry-After"]
    monkeypatch.undo()
    assert admin.is_in


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/console/tidak-ada", 404, "Halaman tidak ditemukan"),
        ("/console/catatan", 403, "Bukan untuk peran Anda"),
    ],
)
def test_a_refusal_is_a_page_with_a_way_on(app: Flask, path: str, status: int, words: str) -> None:
    """In the frame of the console, for whoever is signed in."""
    viewer = Staff(app)
    viewer.sign_in("viewer")
    answer = viewer.get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert 'href="/console/akun"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_old_form_is_told(admin: Staff) -> None:
    """A page that was open over a sign-in somewhere else."""
    answer = admin.open("POST", "/console/keluar", token="old")
    assert answer.status_code == 403
    assert "Formulir kedaluwarsa" in answer.text
    assert admin.is_in


def test_whoever_asks_too_fast_is_slowed_down(tmp_path: Path) -> None:
    """As a token is, per person; the page says so."""
    (tmp_path / "slow").mkdir()
    with furnished(tmp_path / "slow", token_rate=1) as parts:
        employ(parts)
        browser = Staff(create_app(parts))
        browser.sign_in("viewer")
        answers = (browser.get("/console/akun") for _ in range(50))
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert "Terlalu cepat" in refused.text
        assert refused.headers["Retry-After"] == "1"
