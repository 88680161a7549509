"""The pages of accounts: who works here, the keys of programs, who did what."""

from __future__ import annotations

import pytest

from tests.browser.axe import axe
from tests.console.conftest import PASSWORD, PHONE, WIDE, Console, shot, sideways

SIZES = {"wide": WIDE, "phone": PHONE, "small": (360, 640), "huge": (1920, 1080)}
PAGES = {
    "settings": "/console/pengaturan",
    "users": "/console/pengaturan/pengguna",
    "user-new": "/console/pengaturan/pengguna/baru",
    "tokens": "/console/pengaturan/token",
    "audit": "/console/catatan",
    "account": "/console/akun",
    "password": "/console/sandi",
    "missing": "/console/tidak-ada",
}


@pytest.mark.parametrize("size", SIZES)
def test_pages_are_for_everybody(console: Console, size: str) -> None:
    """axe finds nothing on any page in any size, and nobody has to scroll sideways."""
    visit = console("admin", "/console", SIZES[size])
    for name, path in PAGES.items():
        visit.page.goto(visit.page.url.split("/console")[0] + path)
        shot(visit, f"{name}-{size}")
        assert axe(visit.page) == [], name
        assert sideways(visit) <= 0, name
    visit.page.goto(visit.page.url.split("/console")[0] + "/console/pengaturan/pengguna")
    visit.page.click("text=clerk")
    shot(visit, f"user-{size}")
    assert axe(visit.page) == []
    assert sideways(visit) <= 0


def test_a_new_user_is_added_and_must_choose_a_password(console: Console) -> None:
    """The one-time password is shown once, opens only the wall, and is over when it is changed."""
    admin = console("admin", "/console/pengaturan/pengguna/baru").page
    admin.fill("[name=name]", "rahma")
    admin.fill("[name=display_name]", "Rahma Wati")
    admin.check("[name=role][value=clerk]")
    admin.click("text=Tambah pengguna >> nth=0")
    assert (
        admin.locator(".error").text_content()
        == "Pilih paling sedikit satu loket untuk peran Loket."
    )
    assert admin.input_value("[name=name]") == "rahma"
    admin.check('[name=counters][value="3"]')
    admin.click("button:has-text('Tambah pengguna')")
    secret = (admin.locator("#rahasia").text_content() or "").strip()
    admin.reload()
    assert secret not in admin.content()

    visit = console("", "/console")
    page = visit.page
    page.fill("[name=name]", "rahma")
    page.fill("[name=password]", secret)
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/sandi")
    shot(visit, "wall")
    assert axe(page) == []
    page.goto(page.url.replace("/sandi", "/akun"))
    assert page.url.endswith("/console/sandi")
    page.fill("[name=old]", secret)
    page.fill("[name=new]", PASSWORD)
    page.fill("[name=again]", PASSWORD + "?")
    page.keyboard.press("Enter")
    assert visit.text(".error") == "Kedua kata sandi baru tidak sama."
    page.fill("[name=old]", secret)
    page.fill("[name=new]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/console")
    assert "sudah diganti" in visit.text("[role=status]")
