"""The first set-up: an empty hall is furnished step by step, left and taken up again."""

from __future__ import annotations

import pytest

from display.hall.setup import CounterRequest, ServiceRequest, add_counter, add_service, empty_hall
from display.journal import Announcement
from display.parts import Parts
from tests.display.hall.conftest import SpeakerDouble
from tests.security.staff import Staff

GUIDE, SOUND, NOW = (
    *("/console/pengaturan/pemasangan", "/console/pengaturan/pemasangan/suara", "/console"),
)
SERVICES = "/console/pengaturan/layanan"


@pytest.fixture
def empty(parts: Parts) -> Parts:
    """A hall without services and counters, as a first start makes one that has no sample."""
    empty_hall(parts.hall)
    return parts


def furnish(parts: Parts) -> None:
    """Give the hall a service and its counter."""
    poli = ServiceRequest(name="Poli umum", short_name="Poli umum", prefix="A", colour="#7a4207")
    service = add_service(parts.hall, poli)
    add_counter(parts.hall, "1", CounterRequest(name="Loket 1", services=(service.id,)))


def land(staff: Staff, name: str) -> str:
    """Sign in anew; return where that leads."""
    staff.client.delete_cookie("panggil")
    return str(staff.sign_in(name, lanjut=NOW).headers["Location"])


def test_an_admin_of_an_empty_hall_lands_there_until_it_is_passed(
    empty: Parts, admin: Staff
) -> None:
    """Nobody else does; *Ke Sekarang* leads past it, and what was passed for good stays so."""
    assert land(admin, "officer") == NOW
    assert land(admin, "admin") == GUIDE
    page = admin.get(GUIDE).text
    assert ("Ke Sekarang" in page, "1 dari 7 selesai" in page) == (True, True)
    assert admin.get(NOW).status_code == 200
    assert admin.post(GUIDE, act="akhiri").headers["Location"] == NOW
    assert land(admin, "admin") == NOW
    assert "Mulai pemasangan" in admin.get(GUIDE).text


def test_a_hall_that_works_is_led_nowhere(parts: Parts, admin: Staff) -> None:
    """A hall of an earlier release has never begun the guide, and no page speaks of it."""
    assert land(admin, "admin") == NOW
    assert "Pemasangan awal, langkah" not in admin.get(SERVICES).text


def test_steps_are_done_on_the_hall_s_own_pages(empty: Parts, admin: Staff) -> None:
    """Each says which step it is, and once it is done leads to the next that is not."""
    assert "langkah 2:" in admin.get(SERVICES).text
    furnish(empty)
    page = admin.get(SERVICES).text
    assert ("✓ selesai" in page, "Lanjut: TV" in page) == (True, True)


def test_a_step_is_left_and_taken_up_in_another_browser(empty: Parts, admin: Staff) -> None:
    """What was put off is kept by the hall; a name that is no step changes nothing."""
    admin.post(GUIDE, act="mulai")
    admin.post(f"{GUIDE}/langkah/hall", act="nanti")
    admin.post(f"{GUIDE}/langkah/nonsense", act="nanti")
    assert empty.hall.read(lambda tx: tx.about()).setup_steps == {"hall": "later"}
    assert land(admin, "admin") == GUIDE
    assert "Kembalikan" in admin.get(GUIDE).text
    admin.post(f"{GUIDE}/langkah/hall", act="kembalikan")
    assert empty.hall.read(lambda tx: tx.about()).setup_steps == {}


def test_a_call_is_played_and_its_answer_kept(empty: Parts, admin: Staff) -> None:
    """As loud as a call; *Tidak* says what to look at, *Ya* ends the step."""
    assert admin.post(SOUND, act="putar").status_code == 409
    furnish(empty)
    address = admin.post(SOUND, act="putar").headers["Location"]
    played = address.partition("panggilan=")[2]
    row = empty.hall.read(lambda tx: tx.get(Announcement, played))
    assert row is not None
    assert (row.check, row.volume, row.counter) == (True, None, "1")
    page = admin.get(address).text
    assert ("Apakah terdengar?" in page, "Tidak terdengar? Periksa" in page) == (True, False)
    admin.post(SOUND, act="tidak")
    assert "Tidak terdengar? Periksa" in admin.get(SOUND).text
    assert "tidak terdengar" in admin.get(GUIDE).text
    assert admin.post(SOUND, act="ya").headers["Location"] == GUIDE
    assert empty.hall.read(lambda tx: tx.about()).setup_steps == {"speaker": "done"}


def test_the_page_of_the_call_says_why_it_cannot_be_heard(empty: Parts, admin: Staff) -> None:
    """The same words as on *Pengeras suara*; another announcement's id is shown to nobody."""
    speaker = SpeakerDouble(empty.speakers)
    speaker.sign_in()
    silent = {"state": "silent", "reason": "muted", "device": "USB Audio", "witness": "pulse"}
    empty.speakers.receive(speaker, {"type": "status", **silent})
    page = admin.get(f"{SOUND}?panggilan=nonsense").text
    assert ("dibisukan" in page, "Menurut komputer" in page) == (True, False)
