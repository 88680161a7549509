"""What is seen and heard agree: the TV of a running hall beside the events of its voice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.acceptance.hall_process import HallProcess, wait_until
from tests.acceptance.storm import SERVICES
from tests.acceptance.watcher import journal_part
from tests.browser.chromium import CHROMIUM, QUIET

# Notes, by the clock of this machine, when which ticket stood on the wall.
WATCH = """
window.seen = [];
new MutationObserver(function () {
  var numbers = document.querySelectorAll('#slot .number .fit');
  Array.prototype.forEach.call(numbers, function (number) {
    var text = number.textContent.replace('\u2013', '-');
    var known = window.seen.some(function (one) { return one[0] === text; });
    if (/[0-9]/.test(text) && !known) { window.seen.push([text, Date.now()]); }
  });
}).observe(document.getElementById('slot'), {childList: true, subtree: true, characterData: true});
"""

# The bar is 150 ms; a shared test machine gets this much, the median is held to the bar.
WORST_MS = 1500


@pytest.fixture
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield running
        running.close()


def open_tv(browser: Browser, hall: HallProcess) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{hall.url}/tv")
    page.wait_for_function("window.panggil && window.panggil.state()")
    page.evaluate(WATCH)
    return page


def started_ms(hall: HallProcess) -> dict[str, float]:
    """Return when each ticket's voice started, in ms since the epoch."""
    starts: dict[str, float] = {}
    for event in hall.events():
        if event["name"] == "announcement.started":
            number = event["data"]["announcement"]["ticket"]["number"]
            starts[number] = datetime.fromisoformat(event["occurred_at"]).timestamp() * 1000
    return starts


def test_the_call_out_changes_with_the_voice(swift_hall: HallProcess, browser: Browser) -> None:
    """Six calls at once; each ticket comes on the wall when its voice starts."""
    hall, page = swift_hall, open_tv(browser, swift_hall)
    numbers = [f"{'ABCDEF'[n]}-04{n}" for n in range(6)]
    placed = [hall.call(number, SERVICES[n], str(2 * n + 1)) for n, number in enumerate(numbers)]
    for answer in placed:
        assert hall.wait_for_end(answer["announcement_id"])["state"] == "finished"
    wait_until(lambda: len(page.evaluate("window.seen")) >= 6)
    seen: list[list[Any]] = page.evaluate("window.seen")
    assert [number for number, _ in seen] == numbers
    starts = started_ms(hall)
    late = sorted(at - starts[number] for number, at in seen)
    print("start to DOM, ms:", [round(value) for value in late])
    assert late[0] >= 0, "a ticket was on the wall before its voice"
    assert late[len(late) // 2] < 150
    assert late[-1] < WORST_MS


def test_a_tv_comes_back_by_itself_after_the_server_died(
    swift_hall: HallProcess, browser: Browser
) -> None:
    """The server is killed; 3 s after it is back the TV holds the snapshot's very state."""
    hall, page = swift_hall, open_tv(browser, swift_hall)
    hall.call("A-001", "dpmptsp", "1")
    server = hall.process_of("server")
    assert server
    server.kill()
    wait_until(lambda: hall.request("GET", "/readyz")[0] == 200, 30)
    answer = hall.call("B-002", "dukcapil", "3")
    hall.wait_for_end(answer["announcement_id"])

    def same() -> bool:
        return bool(journal_part(page.evaluate("window.panggil.state()")) == truth())

    def truth() -> dict[str, Any]:
        return journal_part(hall.state())

    wait_until(same, 10)
