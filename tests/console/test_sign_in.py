"""Signing in to the console, by keyboard alone and on every size."""

from __future__ import annotations

import pytest

from tests.browser.axe import axe
from tests.console.conftest import PASSWORD, PHONE, WIDE, Console, shot, sideways

SIZES = {"wide": WIDE, "phone": PHONE, "small": (360, 640), "huge": (1920, 1080)}


def test_sign_in_by_keyboard_alone(console: Console) -> None:
    """The cursor stands in the first field; Tab and Enter do the rest."""
    visit = console("", "/console")
    page = visit.page
    page.wait_for_function("document.activeElement.name === 'name'")
    page.keyboard.type("officer")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda at: "masuk" not in at)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.rail')") is None


@pytest.mark.parametrize("size", SIZES)
def test_the_sign_in_page_is_for_everybody(console: Console, size: str) -> None:
    """Nothing keeps anybody out: no violation, nothing cut off, the error is announced."""
    visit = console("", "/console/masuk", SIZES[size])
    shot(visit, f"sign-in-{size}")
    assert axe(visit.page) == []
    assert sideways(visit) <= 0
    visit.page.fill("[name=name]", "officer")
    visit.page.fill("[name=password]", "salah")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector("[role=alert]")
    assert "salah" in visit.text("[role=alert]")
    shot(visit, f"sign-in-wrong-{size}")
    assert axe(visit.page) == []


@pytest.mark.parametrize(
    ("role", "heading"), [("clerk", "Loket"), ("officer", "Sekarang"), ("viewer", "Sekarang")]
)
def test_everybody_lands_where_their_work_is(console: Console, role: str, heading: str) -> None:
    """A clerk at the counters, or at the pad of the only one."""
    visit = console("", "/console/masuk")
    visit.page.fill("[name=name]", role)
    visit.page.fill("[name=password]", PASSWORD)
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(lambda at: "masuk" not in at)
    assert visit.text("h1") == heading
