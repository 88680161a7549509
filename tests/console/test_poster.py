"""The poster with the QR code of the phone page."""

from __future__ import annotations

from tests.browser.axe import axe
from tests.console.conftest import PHONE, WIDE, Console, shot


def test_poster_is_printed_with_its_address_and_wifi(console: Console) -> None:
    """Opened by localhost it says what to do first; then it has the code, alone on paper."""
    visit = console("admin", "/console/pengaturan/poster", WIDE)
    page = visit.page
    assert page.locator(".poster").count() == 0
    assert "Isi Alamat untuk ponsel pengunjung" in page.inner_text("#isi")
    page.click("text=buka")
    page.fill("[name=phone_address]", "bukan alamat")
    page.click("text=Simpan >> nth=0")
    assert "Tulis alamat seperti" in page.inner_text("#isi")
    page.fill("[name=phone_address]", "192.168.1.5:8080")
    page.click("text=Simpan >> nth=0")
    page.goto(page.url.replace("aula", "poster"))
    page.fill("[name=wifi]", "AULA TAMU")
    page.click("text=Tampilkan")
    visit.wait("document.querySelector('.poster-code').naturalWidth > 0")
    assert visit.text(".poster-address") == "192.168.1.5:8080"
    assert "Sambungkan ponsel ke Wi-Fi AULA TAMU" in page.inner_text(".poster")
    assert axe(page) == []
    shot(visit, "poster")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.emulate_media(media="print")
    assert page.locator(".rail").is_hidden()
    assert page.locator(".off-paper").first.is_hidden()
    shot(visit, "poster-paper")
