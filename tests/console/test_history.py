"""The history: what was really heard, when, on what, or why not; and the same once more."""

from __future__ import annotations

import pytest

from display.clock import iso_after
from tests.browser.axe import axe
from tests.browser.stage import Stage
from tests.console.conftest import PHONE, WIDE, Console, shot, sideways

HERE = "/console/riwayat"


def past(stage: Stage) -> None:
    """Let a morning have been."""
    call = stage.call("B-012", "3", "dukcapil")
    stage.step(call, "started", at=iso_after(-90), duration_ms=9000, device="USB Audio")
    stage.step(call, "finished", at=iso_after(-80))
    silent = stage.message("Kantin ada di lantai dua.", silent=True)
    stage.step(silent, "started", at=iso_after(-70))
    stage.step(silent, "finished", at=iso_after(-60))
    lost = stage.message("Pemilik kendaraan BG 1907 EQ harap kembali.", priority="urgent")
    stage.step(lost, "failed", reason="no_device", at=iso_after(-50))
    drill = stage.message("LATIHAN. Gempa bumi.", priority="emergency", drill=True)
    stage.step(drill, "started", at=iso_after(-40), duration_ms=12_000, device="USB Audio")
    stage.step(drill, "cancelled", reason="asked", at=iso_after(-20))
    late = stage.message("<b>Layanan</b> & istirahat.")
    stage.step(late, "expired", reason="queued", at=iso_after(-10))


@pytest.mark.parametrize("size", [WIDE, PHONE, (360, 640), (1920, 1080)], ids=str)
def test_every_end_is_told_in_a_sentence(
    console: Console, staff: Stage, size: tuple[int, int]
) -> None:
    """Newest first; nothing sticks out; axe has nothing to say."""
    past(staff)
    visit = console("officer", HERE, size)
    told = visit.page.locator(".history .hint").all_text_contents()
    assert [words.split(" ")[0] for words in told] == [
        "Tidak",
        "Dihentikan",
        "Tidak",
        "Tampil",
        "Terdengar",
    ]
    assert "perangkat suara tidak ditemukan" in told[2]
    assert "9 detik, di USB Audio" in told[4]
    assert "<b>Layanan</b>" in visit.text(".history li:first-child .said")
    shot(visit, f"history-{size[0]}")
    assert sideways(visit) <= 0
    assert axe(visit.page) == []


def test_only_what_was_not_heard(console: Console, staff: Stage) -> None:
    """Chosen by kind and result, by the keyboard, without a script."""
    past(staff)
    page = console("viewer", HERE, java_script_enabled=False).page
    page.select_option("#f-result", "gagal")
    page.locator(".filter button").press("Enter")
    page.wait_for_url("**hasil=gagal**")
    assert page.locator(".history li").count() == 2
    assert page.get_by_text("Umumkan lagi").count() == 0  # who only looks cannot announce
    page.select_option("#f-kind", "call")
    page.locator(".filter button").press("Enter")
    page.wait_for_url("**jenis=call**")
    assert "Tidak ada yang cocok" in (page.text_content(".empty") or "")


def test_older_pages_are_reached(console: Console, staff: Stage) -> None:
    """Thirty to a page, none twice and none left out."""
    for number in range(35):
        staff.step(staff.message(f"Pesan {number}."), "finished")
    page = console("officer", HERE).page
    seen = page.locator(".history .said").all_text_contents()
    assert len(seen) == 30
    page.get_by_text("Lebih lama").click()
    page.wait_for_selector("text=Ke yang terbaru")
    seen += page.locator(".history .said").all_text_contents()
    assert seen == [f"Pesan {number}." for number in range(34, -1, -1)]


def test_the_same_is_announced_again_after_a_look(console: Console, staff: Stage) -> None:
    """The button leads to the draft, which is confirmed as any other."""
    past(staff)
    visit = console("officer", HERE)
    visit.page.locator("li", has_text="BG 1907 EQ").get_by_text("Umumkan lagi").click()
    visit.page.wait_for_url("**/console/pengumuman?dari=**")
    visit.wait("document.querySelector('#f-text').value.includes('BG 1907 EQ')")
    assert visit.page.input_value("#f-priority") == "urgent"
