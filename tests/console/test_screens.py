"""The page of the screens: claimed by a code, seen as they are, told what to do, revoked."""

from __future__ import annotations

import pytest

from tests.browser.axe import axe
from tests.browser.conftest import Open, Visit, visit
from tests.browser.stage import Stage
from tests.browser.test_claim import code_of, is_claimed
from tests.console.conftest import WIDE, Console, shot, sideways

__all__ = ["visit"]  # a fixture that this room shares with tests/browser

HERE = "/console/pengaturan/layar"
LONGEST = "Televisi ruang tunggu lantai dua kantin."


@pytest.mark.parametrize("size", [WIDE, (360, 640)], ids=str)
def test_the_pages_are_for_everybody(
    console: Console, visit: Open, staff: Stage, size: tuple[int, int]
) -> None:
    """With a screen that shows a ticket and one that never came: none sticks out, axe is still."""
    staff.step(staff.call("B-012"), "started")
    tv, gone = visit().linked(), visit().linked()
    row = staff.claim(code_of(tv), LONGEST)
    code = code_of(gone)
    gone.page.context.set_offline(True)
    staff.claim(code, "TV gudang")
    is_claimed(tv)
    tv.linked()
    page = console("officer", HERE, size)
    page.wait("document.querySelector('.mini-ticket b').textContent === 'B-012'", 60)
    assert "Loket 3" in page.text(".mini-ticket")
    shot(page, f"screens-{size[0]}")
    assert sideways(page) <= 0
    assert axe(page.page) == []
    page.page.goto(f"{staff.url}{HERE}/{row['id']}")
    assert sideways(page) <= 0
    assert axe(page.page) == []


def test_an_officer_claims_renames_and_revokes(console: Console, visit: Open, staff: Stage) -> None:
    """All by forms; what is wrong stands next to its field."""
    tv = visit().linked()
    code = code_of(tv)
    page = console("officer", f"{HERE}?kode={code}").page
    assert page.input_value("#f-code") == code
    page.fill("#f-code", "BCDF-GHJK")
    page.fill("#f-name", "TV pintu")
    page.get_by_role("button", name="Daftarkan").click()
    page.wait_for_selector("#e-code")
    assert "Tidak ada layar" in (page.text_content("#e-code") or "")
    page.fill("#f-code", code.lower())
    page.get_by_role("button", name="Daftarkan").click()
    page.wait_for_selector("[role=status]:has-text('didaftarkan')")
    is_claimed(tv)
    page.get_by_role("button", name="Tampilkan namanya: TV pintu").click()
    tv.wait("document.querySelector('#name-plate').textContent === 'TV pintu'")
    page.get_by_role("link", name="Ubah TV pintu").click()
    page.wait_for_selector("#f-overscan")
    page.fill("#f-name", "TV kiri")
    page.select_option("#f-overscan", "4")
    page.get_by_role("button", name="Simpan").click()
    tv.wait("document.documentElement.classList.contains('overscan-4')")
    page.get_by_role("link", name="TV kiri", exact=True).click()
    page.get_by_text("Cabut TV kiri …").click()
    page.get_by_role("button", name="Cabut layar ini").click()
    page.wait_for_selector("[role=status]:has-text('dicabut')")
    code_of(tv)


def test_the_page_follows_what_the_screens_show(
    console: Console, visit: Open, staff: Stage
) -> None:
    """A ticket, an error of the page, and that it is gone: without a press."""
    tv = visit().linked()
    staff.claim(code_of(tv), "TV pintu")
    is_claimed(tv)
    tv.linked()
    page = console("officer", HERE)
    staff.step(staff.call("A-007"), "started")
    page.wait("document.querySelector('.mini-ticket b').textContent === 'A-007'", 60)
    tv.page.evaluate("window.onerror('Habis', '/tv/screen.js?v=1', 12)")
    page.wait("document.querySelector('.screen .error').textContent.includes('screen.js:12')", 60)
    tv.page.goto("about:blank")
    page.wait("document.querySelector('.screen .dot').classList.contains('dot-bad')", 60)
    assert "tidak tersambung" in page.text(".screen")


def test_who_guesses_is_told_to_wait(console: Console) -> None:
    """Five wrong codes; the sixth is not looked at."""
    page = console("officer", HERE).page
    for _ in range(6):
        page.fill("#f-code", "BCDF-GHJK")
        page.fill("#f-name", "TV")
        with page.expect_navigation():
            page.get_by_role("button", name="Daftarkan").click()
    assert "Terlalu banyak kode" in (page.text_content("#e-code") or "")


def test_an_officer_chooses_how_a_screen_shows_the_hall(
    console: Console, visit: Open, staff: Stage
) -> None:
    """Seen in the preview before it is saved; metres and inches choose the size of text."""
    staff.step(staff.call("B-012"), "started")
    tv = visit().linked()
    row = staff.claim(code_of(tv), "TV pintu")
    is_claimed(tv)
    page = console("officer", f"{HERE}/{row['id']}").page
    page.check("input[value=counter]")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_selector("#e-counter")
    page.check("input[name=layout][value=list]")
    page.select_option("#f-theme", "dark")
    page.fill("#metres", "6")
    page.fill("#inches", "43")
    assert page.input_value("#f-text_size") == "largest"
    assert "6 meter" in (page.text_content("#reach-told") or "")
    preview = page.frame_locator("#preview")
    preview.locator(".theme-dark.layout-list.text-largest #ticket >> text=B-012").wait_for()
    shot(Visit(page), "screen-form")
    assert tv.holds("document.documentElement.classList.contains('layout-hall')")
    page.get_by_role("button", name="Simpan").click()
    tv.wait("document.documentElement.className.indexOf('layout-list text-largest') > 0", 5)
