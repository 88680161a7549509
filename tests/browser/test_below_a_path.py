"""The pages below a path, as a proxy shows them: nothing is asked for beside it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.stage import Stage

BELOW = "/antrean"
PASSWORD = "angsa-kecil-di-lematang"
ASKED = "performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)"


def asked(page: Page) -> list[str]:
    """Return the paths of all that a page asked for."""
    paths: list[str] = page.evaluate(ASKED)
    return paths


@pytest.mark.parametrize("refused", [(), ("/ws",), ("/ws", "text/event-stream")], ids=str)
def test_a_tv_hears_the_server(stage: Stage, visit: Open, refused: tuple[str, ...]) -> None:
    """In each of its three ways."""
    stage.refuse(*refused)
    kind = ("websocket", "stream", "poll")[len(refused)]
    tv = visit(f"{BELOW}/tv").linked(kind)
    stage.step(stage.call("B-012"), "started")
    tv.shows("B-012")
    assert [path for path in asked(tv.page) if not path.startswith(f"{BELOW}/")] == []


def test_staff_work_there(stage: Stage, visit: Open) -> None:
    """They sign in, are led on, look, and are shown to the door when their session has ended."""
    stage.order("user", name="petugas", role="admin", password=PASSWORD, counters=[])
    desk = visit(f"{BELOW}/console/loket")
    page = desk.page
    page.fill("[name=name]", "petugas")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit], form button[type=submit]")
    page.wait_for_url(f"**{BELOW}/console/loket")
    page.click("a.counter-card >> nth=2")
    page.wait_for_url(re.compile(f".*{BELOW}/console/loket/.*"))
    page.click("nav a >> nth=0")
    page.wait_for_url(f"**{BELOW}/console")
    desk.wait("document.querySelector('.nav .badge') !== null")
    assert [path for path in asked(page) if not path.startswith(f"{BELOW}/")] == []
    page.click(".who button")
    page.wait_for_url(f"**{BELOW}/console/masuk*")
