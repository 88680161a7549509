"""The visitors' page and the pages' failures, as far as no TV is needed."""

from __future__ import annotations

import re
import urllib.error
from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.stage import Stage


def test_phone_page_fits_a_small_phone(stage: Stage, visit: Open) -> None:
    """Readable at 360 px: nothing sticks out sideways."""
    stage.step(stage.call("AB-1001", count=2), "started")
    phone = visit("/", width=360, height=700)
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 360
    assert phone.text(".ticket .number") == "AB-1001"
    assert "Panggilan ke-2" in phone.text(".ticket .since")


def test_phone_page_works_without_a_script(stage: Stage, visit: Open) -> None:
    """It renews itself by its header then."""
    stage.step(stage.call("B-012"), "started")
    phone = visit("/", java_script_enabled=False)
    assert phone.text(".ticket .number") == "B-012"
    assert '<noscript><meta http-equiv="refresh" content="15">' in stage.get("/")


def test_phone_page_renews_itself_in_place(stage: Stage, visit: Open) -> None:
    """Ten seconds later at the latest the new call is there, and the page was not loaded again."""
    phone = visit("/")
    phone.page.evaluate("window.same = true")
    stage.step(stage.call("B-012"), "started")
    number = "(document.querySelector('.ticket .number') || {}).textContent"
    phone.wait(f"{number} === 'B-012' && window.same", 20)


def test_pages_carry_nothing_inline(stage: Stage) -> None:
    """The content policy needs no exception: no inline script, style or handler."""
    for path in ("/tv", "/"):
        page = stage.get(path)
        scripts = re.findall(r"<script\b[^>]*>", page)
        assert all(" src=" in script or "application/json" in script for script in scripts)
        assert not re.search(r"<style|\sstyle=|\son\w+=", page)
        assert "http://" not in page
        assert "https://" not in page


def test_closed_hall_shows_nothing_without_a_token(tmp_path: Path) -> None:
    """With open_screens off a page without a token says so and tells no number."""
    stage = Stage(tmp_path / "closed", "closed").open()
    try:
        with pytest.raises(urllib.error.HTTPError) as refused:
            stage.get("/tv")
        assert refused.value.code == 403
        assert "belum diizinkan" in refused.value.read().decode()
        refused.value.close()
    finally:
        stage.close()
