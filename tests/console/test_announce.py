"""The page of announcements: everything that the hall hears by the hand of staff."""

from __future__ import annotations

import pytest

from tests.browser.axe import axe
from tests.browser.stage import Stage
from tests.console.conftest import PHONE, WIDE, Console, shot, sideways

SIZES = {"wide": WIDE, "phone": PHONE, "small": (360, 640), "huge": (1920, 1080)}
HERE = "/console/pengumuman"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("what", ["template", "text", "microphone", "file", "emergency"])
def test_the_page_is_for_everybody_at_every_size(console: Console, size: str, what: str) -> None:
    """Nothing sticks out, and axe has nothing to say, whatever is open."""
    visit = console("officer", HERE, SIZES[size])
    page = visit.page
    if what == "emergency":
        page.get_by_label("Gempa bumi", exact=True).check()
        page.wait_for_selector("#tv.is-emergency")
    elif what == "template":
        page.get_by_label("Anak hilang", exact=True).check()
    else:
        page.locator(f"input[name=what][value={what}]").check()
    if what == "text":
        page.fill("#f-text", "Dukcapil.")
        page.wait_for_selector("#sound[src]")
    page.wait_for_timeout(700)
    shot(visit, f"announce-{what}-{size}")
    assert axe(page) == []
    assert sideways(visit) <= 0
