"""Setting up templates: plain forms, errors next to their field, an example to listen to."""

from __future__ import annotations

import pytest

from tests.browser.axe import axe
from tests.browser.stage import Stage
from tests.console.conftest import PHONE, WIDE, Console, shot, sideways

HERE = "/console/pengaturan/templat"


@pytest.mark.parametrize("size", [WIDE, PHONE, (360, 640)], ids=str)
def test_the_pages_are_for_everybody(console: Console, size: tuple[int, int]) -> None:
    """The list and the form: nothing sticks out, axe has nothing to say."""
    visit = console("officer", HERE, size)
    for path in (HERE, f"{HERE}/kendaraan"):
        visit.page.goto(visit.page.url.split("/console")[0] + path)
        shot(visit, f"templates-{path.rsplit('/', 1)[1]}-{size[0]}")
        assert sideways(visit) <= 0
        assert axe(visit.page) == []


def test_a_template_is_made_and_used(console: Console) -> None:
    """A field put in by a press; then it stands among those to choose from."""
    visit = console("officer", HERE)
    page = visit.page
    page.get_by_text("Templat baru").click()
    page.wait_for_selector("#f-name:focus")
    page.keyboard.type("Dokter datang")
    page.fill("#f-text", "Dokter praktik mulai pukul ")
    page.get_by_role("button", name="Jam {jam}").click()
    page.keyboard.type(".")
    page.select_option("#f-priority", "urgent")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_selector("[role=status]:has-text('Dokter datang')")
    page.get_by_role("link", name="Umumkan Dokter datang").click()
    page.wait_for_selector("#f-fields-jam")
    page.fill("#f-fields-jam", "9")
    visit.wait("document.querySelector('#caption').textContent.includes('09.00')")
    assert visit.text("#caption") == "Dokter praktik mulai pukul 09.00."
    assert page.input_value("#f-priority") == "urgent"


def test_what_is_wrong_stands_next_to_its_field(console: Console, staff: Stage) -> None:
    """What was typed stays; nothing is changed."""
    visit = console("officer", f"{HERE}/kendaraan")
    page = visit.page
    for text, words in (
        ("Pemilik {mobil} harap kembali.", "tidak dikenal"),
        ("Pemilik {plat harap kembali.", "tidak ditutup"),
        ("☃☃☃", "diucapkan"),
    ):
        page.fill("#f-text", text)
        with page.expect_navigation():  # the page before has a complaint, too
            page.get_by_role("button", name="Simpan").click()
        assert words in visit.text("#e-text"), text
        assert page.input_value("#f-text") == text
    shot(visit, "template-wrong")
    assert axe(page) == []
    assert "BG 1234 EA" not in visit.text("main")


def test_an_example_is_heard(console: Console) -> None:
    """What can be said at once is there at once."""
    visit = console("officer", f"{HERE}/baru")
    page = visit.page
    page.fill("#f-text", "Dukcapil.")
    page.get_by_role("button", name="Dengarkan contoh").click()
    page.wait_for_selector("#example-sound[src]")
    assert visit.text("#example-caption") == "Dukcapil."


def test_a_template_is_deleted_after_a_second_press(console: Console) -> None:
    """Folded away first; afterwards its page is gone."""
    visit = console("officer", f"{HERE}/bebas-calo")
    page = visit.page
    page.get_by_text("Hapus Tanpa calo dan imbalan …").click()
    page.get_by_role("button", name="Hapus templat ini").click()
    page.wait_for_selector("[role=status]:has-text('dihapus')")
    answer = page.goto(page.url + "/bebas-calo")
    assert answer
    assert answer.status == 404
