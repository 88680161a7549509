"""The page "Sekarang" of a hall that really runs: what sounds, what is held, what is wrong."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.acceptance.hall_process import HallProcess, wait_until
from tests.browser.chromium import CHROMIUM, QUIET

PASSWORD = "angsa-kecil-di-lematang"
BAR_S = 15


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HallProcess]:
    """A running hall, captured in real time, whose admin has a known password."""
    running = HallProcess(tmp_path, PANGGIL_ADMIN_PASSWORD=PASSWORD)
    try:
        yield running.start()
    finally:
        running.stop()


@pytest.fixture
def page(hall: HallProcess) -> Iterator[Page]:
    """The start page of an admin who has signed in."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = running.new_page(viewport={"width": 1366, "height": 768})
        page.goto(f"{hall.url}/console")
        page.fill("[name=name]", "admin")
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector("#sounding-label")
        yield page
        running.close()


def shows(page: Page, selector: str, words: str, within_s: float) -> float:
    """Wait until an element holds these words; return after how many seconds it did."""
    began = time.monotonic()
    wait_until(lambda: words in (page.text_content(selector) or ""), within_s)
    return time.monotonic() - began


def test_staff_see_stop_and_hold_what_the_hall_hears(hall: HallProcess, page: Page) -> None:
    """What sounds moves to the second, is stopped at a press, and calls wait while held."""
    first, second = hall.call("A-001", "dpmptsp", "1"), hall.call("B-002", "dukcapil", "3")
    shows(page, "#sounding-title", "A-001", 5)
    shows(page, "#waiting", "B-002", 5)
    progress = re.compile(r"([2-9]|1\d) dari")  # a busy browser may pass over a second
    wait_until(lambda: progress.search(page.text_content("#progress-words") or ""), 15)
    page.click("text=Hentikan")
    assert hall.wait_for_end(first["announcement_id"], 5)["state"] == "cancelled"
    shows(page, "#sounding-title", "B-002", 5)
    page.click("#hold")
    page.keyboard.press("Enter")
    shows(page, "#held-words", "ditahan", 3)
    third = hall.call("C-003", "dinkes", "5")
    assert hall.wait_for_end(second["announcement_id"], 40)["state"] == "finished"
    page.wait_for_timeout(2000)
    assert hall.story_of(third["announcement_id"]) == ["queued"]
    page.click("#resume")
    shows(page, "#sounding-title", "C-003", 5)


def test_a_silent_pa_is_seen_within_fifteen_seconds(hall: HallProcess, page: Page) -> None:
    """The speaker hangs: a band says so and what to do; it goes when the speaker is back."""
    speaker = hall.process_of("speaker")
    assert speaker
    assert (page.text_content("#faults") or "").strip() == ""
    speaker.suspend()
    took_s = shows(page, "#faults", "Pengeras suara tidak terhubung", BAR_S)
    print(f"fault on the page after {took_s:.1f} s")
    shows(page, "#health", "Periksa komputer pengeras suara", 12)
    page.click("text=Saya tangani")
    shows(page, "#taken", "ditangani admin", 3)
    speaker.resume()
    wait_until(lambda: not page.is_visible("#taken"), 20)
