"""The page "Sekarang": what the hall hears and what waits, faults, and what staff can do about it."""

from __future__ import annotations

import pytest

from display.clock import iso_after, iso_now
from tests.browser.axe import axe
from tests.browser.conftest import Visit
from tests.browser.stage import Row, Stage
from tests.console.conftest import PHONE, WIDE, Console, shot, sideways

SIZES = {"wide": WIDE, "phone": PHONE, "small": (360, 640), "huge": (1920, 1080)}


def fault(code: str = "speaker.no_device", **more: str) -> Row:
    """Return a fault that stands."""
    return {
        "code": code,
        "subject": "main",
        "since": iso_now(),
        "sentence": "Perangkat suara tidak ditemukan; panggilan hanya tampil di layar.",
        "action": "Periksa kabel suara, amplifier, dan pilihan perangkat suara.",
        "state": "raised",
        **more,
    }


def busy(stage: Stage) -> list[Row]:
    """Let a busy hall be: one call sounds, others wait; returns the announcements in order."""
    sounding = stage.call("B-012", "3", "dukcapil")
    stage.order("air", announcement_id=sounding["id"])
    stage.step(sounding, "started", at=iso_after(-4), duration_ms=9000)
    waiting = [
        stage.message(
            "Pemilik kendaraan BG 1907 EQ harap memindahkan kendaraan.", priority="urgent"
        ),
        stage.call("C-007", "5", "dinkes"),
        stage.call("A-033", "1", "dpmptsp", count=2),
        stage.call("F-046", "11", "bank-sumselbabel"),
    ]
    return [sounding, *waiting]


def order(visit: Visit) -> list[str]:
    """Return what waits, in order, as the page shows it."""
    return visit.page.locator("#waiting .what").all_text_contents()


def told(visit: Visit, words: str) -> None:
    """Wait until the page says these words to those who cannot see it as well."""
    visit.wait(f"document.querySelector('#told[role=status]').textContent.includes({words!r})", 5)


@pytest.mark.parametrize("size", SIZES)
def test_the_page_shows_a_busy_hall_at_every_size(
    console: Console, staff: Stage, size: str
) -> None:
    """Nothing sticks out, axe has nothing to say, and the queue is told in order."""
    busy(staff)
    staff.append("fault.raised", fault=fault())
    visit = console("officer", "/console", SIZES[size])
    visit.wait("document.querySelectorAll('#waiting > li').length === 4")
    visit.wait("document.querySelectorAll('#zones input').length")
    assert visit.text("#sounding-title") == "B-012"
    assert order(visit)[0] == "Pengumuman"
    visit.page.wait_for_timeout(300)
    shot(visit, f"now-{size}")
    assert axe(visit.page) == []
    assert sideways(visit) <= 0
