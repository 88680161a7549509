"""The page of the loudspeakers: where the sound goes, who says so, and another output."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from display.app import create_app
from display.parts import Parts
from tests.display.hall.conftest import SpeakerDouble
from tests.display.web.served_hall import furnished
from tests.security.staff import Staff, employ

PAGE = "/console/pengaturan/pengeras-suara"


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    """A hall with staff."""
    with furnished(tmp_path, token_rate=9999) as parts:
        employ(parts)
        yield parts


@pytest.fixture
def officer(parts: Parts) -> Staff:
    """The officer's browser."""
    browser = Staff(create_app(parts))
    browser.sign_in("officer")
    return browser


def sign_in(parts: Parts, **status: object) -> SpeakerDouble:
    """Let a speaker with two outputs be there."""
    speaker = SpeakerDouble(parts.speakers)
    speaker.sign_in()
    told = {"state": "ready", "device": "USB Audio", "devices": ["USB Audio", "HDMI"]}
    parts.speakers.receive(speaker, {"type": "status", "witness": "pulse", **told, **status})
    return speaker


def test_it_says_where_the_sound_goes_and_who_says_so(parts: Parts, officer: Staff) -> None:
    """Every output that could be chosen stands there."""
    sign_in(parts)
    page = officer.get(PAGE).text
    assert "Suara keluar di <b>USB Audio</b>" in page
    assert "Server suara komputer ikut memeriksa" in page
    assert 'value="HDMI"' in page


def test_where_nobody_can_say_staff_are_asked_to_listen(parts: Parts, officer: Staff) -> None:
    """No promise that nothing keeps."""
    sign_in(parts, witness="none")
    assert "dengarkan sendiri" in officer.get(PAGE).text


def test_a_silent_output_is_told_with_what_to_do(parts: Parts, officer: Staff) -> None:
    """The same words as on the page of now."""
    sign_in(parts, state="silent", reason="muted")
    page = officer.get(PAGE).text
    assert "dibisukan" in page
    assert "Bunyikan lagi" in page


def test_another_output_is_chosen(parts: Parts, officer: Staff) -> None:
    """Kept in the journal, and still offered when it is not there."""
    sign_in(parts)
    assert officer.post(PAGE, device="HDMI").headers["Location"] == PAGE
    (zone,) = parts.journal.snapshot(parts.hall.id)["zones"]
    assert zone["device"] == "HDMI"
    sign_in(parts, devices=["USB Audio"])
    parts.speakers.disconnect(parts.speakers.holder.link)
    page = officer.get(PAGE).text
    assert "Tidak ditemukan sekarang" in page


def test_a_name_that_no_output_has_is_refused(parts: Parts, officer: Staff) -> None:
    """The field is named; nothing is changed."""
    answer = officer.post(PAGE, device="x" * 121)
    assert answer.status_code == 422
    assert "Pilih perangkat dari daftar." in answer.text
    (zone,) = parts.journal.snapshot(parts.hall.id)["zones"]
    assert zone["device"] == ""


def test_asking_for_the_head_of_the_page_changes_nothing(parts: Parts, officer: Staff) -> None:
    """HEAD brings no CSRF token and is no form that was sent."""
    sign_in(parts)
    officer.post(PAGE, device="HDMI")
    assert officer.client.head(PAGE).status_code == 200
    (zone,) = parts.journal.snapshot(parts.hall.id)["zones"]
    assert zone["device"] == "HDMI"
