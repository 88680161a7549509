"""The pages of accounts: who works here, the keys of programs, who did what."""

from __future__ import annotations

import pytest

from tests.browser.axe import axe
from tests.console.conftest import PASSWORD, PHONE, WIDE, Console, shot, sideways

SIZES = {"wide": WIDE, "phone": PHONE, "small": (360, 640), "huge": (1920, 1080)}
JUDGED = ("wide", "phone")
"""The two compositions, rail and bar; the other sizes are stretches of them."""

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
    """axe finds nothing on any page, and nobody has to scroll sideways at any size."""
    visit = console("admin", "/console", SIZES[size])
    for name, path in PAGES.items():
        visit.page.goto(visit.page.url.split("/console")[0] + path)
        shot(visit, f"{name}-{size}")
        if size in JUDGED:
            assert axe(visit.page) == [], name
        assert sideways(visit) <= 0, name
    visit.page.goto(visit.page.url.split("/console")[0] + "/console/pengaturan/pengguna")
    with visit.page.expect_navigation():  # judged only when it is whole, its stylesheet too
        visit.page.click("text=clerk")
    shot(visit, f"user-{size}")
    if size in JUDGED:
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
    admin.goto(admin.url)
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
    page.wait_for_selector(".error")
    assert visit.text(".error") == "Kedua kata sandi baru tidak sama."
    page.fill("[name=old]", secret)
    page.fill("[name=new]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/loket/3")
    assert "sudah diganti" in visit.text(".band-good[role=status]")


HOSTILE = [
    "<script>window.hacked=1</script>",
    '"><img src=x onerror=window.hacked=1>',
    "</script><svg onload=window.hacked=1>",
    "{{ 7*7 }} ${7*7} {% raw %}",
    "javascript:window.hacked=1",
    "' onfocus='window.hacked=1' autofocus='",
]


SHOWN = {
    "/console/pengaturan/token": HOSTILE,
    "/console/pengaturan/pengguna": HOSTILE[-1:],
    "/console/catatan": HOSTILE,
}
"""Where the texts stand at the end: every token, the clerk's last name, every deed."""


def test_hostile_text_is_text(console: Console) -> None:
    """Through every text field of these pages, and at the door: shown as it came, never run."""
    visit = console("admin", "/console/pengaturan/pengguna/clerk")
    page, root = visit.page, visit.page.url.split("/console")[0]
    page.goto(root + "/console/pengaturan/pengguna")
    with page.expect_navigation():
        page.click("text=clerk")
    clerk = page.url
    for text in HOSTILE:
        page.goto(clerk)
        page.fill("[name=display_name]", text)
        page.click("button:text-is('Simpan')")
        page.wait_for_url(lambda at: at.endswith("/pengguna"))
        assert text in page.locator(".name").all_text_contents()
        page.goto(root + "/console/pengaturan/token")
        page.fill("[name=name]", text)
        page.check("[name=scopes][value=read]")
        page.click("text=Buat token")
        page.wait_for_selector("#rahasia")
        assert text in (page.locator("main").text_content() or "")
        page.goto(root + "/console/pengaturan/pengguna/baru")
        page.fill("[name=name]", text)
        page.click("button:has-text('Tambah pengguna')")
        page.wait_for_selector(".error")
        assert page.input_value("[name=name]") == text
    stranger = console("", "/console/masuk").page
    for text in HOSTILE:
        stranger.fill("[name=name]", text)
        stranger.fill("[name=password]", text)
        with stranger.expect_navigation():
            stranger.keyboard.press("Enter")
        assert stranger.input_value("[name=name]") == text
    for path, texts in SHOWN.items():
        page.goto(root + path)
        shot(visit, "hostile" + path.replace("/", "-"))
        shown = page.locator("main").text_content() or ""
        assert all(text in shown for text in texts)
        assert page.evaluate("window.hacked") is None
        assert sideways(visit) <= 0
    assert axe(page) == []


def test_everything_works_without_a_script(console: Console) -> None:
    """Adding, changing, revoking and reading are plain forms and links."""
    page = console("admin", "/console/pengaturan/token", java_script_enabled=False).page
    page.fill("[name=name]", "kiosk pojok")
    page.check("[name=scopes][value=calls]")
    page.click("text=Buat token")
    assert (page.locator("#rahasia").text_content() or "").strip().startswith("pgl_")
    page.click("text=Sudah saya catat")
    page.click("summary:has-text('Cabut')")
    page.click("button:has-text('Ya, cabut')")
    page.wait_for_selector("[role=status]")
    assert "sudah dicabut" in (page.locator("[role=status]").text_content() or "")
    page.goto(page.url.split("/console")[0] + "/console/catatan?jenis=token.")
    assert page.locator("li time").count() == 2
