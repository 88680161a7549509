"""Zones in the console: made, given counters, watched on *Sekarang*, refused to go while in use."""

from __future__ import annotations

from tests.browser.axe import axe
from tests.browser.stage import Stage
from tests.console.conftest import Console, shot, sideways

HERE = "/console/pengaturan/zona"
SIZES = ((1366, 768), (360, 740))


def test_a_zone_is_made_has_counters_and_goes_when_it_has_none(
    console: Console, staff: Stage
) -> None:
    """Everything by the pages, while the hall runs; each fits a phone, axe has nothing to say."""
    visit = console("admin", HERE)
    page = visit.page
    page.get_by_role("link", name="Tambah zona").click()
    page.fill("#f-name", "Lantai 2")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_selector("code:has-text('panggil speak --zone lantai-2')")
    page.goto(f"{staff.url}/console/pengaturan/loket/3")
    page.select_option("#f-zone", "lantai-2")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_selector("[role=status]:has-text('sudah disimpan')")
    page.goto(f"{staff.url}{HERE}")
    assert "Loket 3" in visit.text("#lantai-2 .hint")
    for size in SIZES:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for name, path in (
            ("list", HERE),
            ("zone", f"{HERE}/lantai-2"),
            ("speaker", "/console/pengaturan/pengeras-suara?zona=lantai-2"),
            ("counter", "/console/pengaturan/loket/3"),
            ("now", "/console"),
            ("announce", "/console/umumkan"),
        ):
            page.goto(staff.url + path)
            shot(visit, f"zones-{name}-{size[0]}")
            assert sideways(visit) <= 0, (name, size)
            assert axe(page) == [], (name, size)
    page.goto(f"{staff.url}{HERE}/lantai-2")
    page.get_by_text("Hapus Lantai 2 …").click()
    page.get_by_role("button", name="Ya, hapus").click()
    page.wait_for_selector("#e-remove:has-text('Masih ada loket di zona ini: Loket 3')")


def test_the_page_of_now_holds_and_shows_the_zone_that_is_chosen(
    console: Console, staff: Stage
) -> None:
    """A hold upstairs leaves calls below alone; in a hall with one zone nothing is to be chosen."""
    visit = console("admin")
    page = visit.page
    assert page.locator("#zone").is_hidden()
    zone = staff.state()["zones"][0]
    staff.append("zone.changed", zone={**zone, "id": "atas", "name": "Lantai 2"})
    page.wait_for_selector("#zone", state="visible")
    page.select_option("#zone", "atas")
    page.get_by_role("button", name="Tahan panggilan").click()
    page.locator("#hold-form").get_by_role("button", name="Tahan panggilan").click()
    page.wait_for_selector("#held-words:has-text('Semua panggilan di Lantai 2 ditahan')")
    shot(visit, "zones-now-held")
    held = {row["id"]: row["held"] for row in staff.state()["zones"]}
    assert held == {"main": False, "atas": True}
    page.select_option("#zone", "main")
    page.wait_for_selector("#held", state="hidden")
    assert "Lantai 2 (ditahan)" in visit.text("#zone")
