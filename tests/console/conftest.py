"""The console before a real browser: a furnished hall, and pages signed in by role.

``console("officer", "/console")`` opens a page as somebody of that role. A page that breaks the
Content-Security-Policy or throws fails its test. ``shot(visit, "name")`` keeps a picture in the
folder of the variable ``SHOTS``, for people to look at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Visit, browser, stage, theatre
from tests.browser.stage import Stage

__all__ = ["browser", "stage", "theatre"]  # fixtures that this room shares with tests/browser

PASSWORD = "angsa-kecil-di-lematang"
WIDE, PHONE = (1366, 768), (390, 844)
OWN_COUNTERS = ("3", "4")
"""The counters of the clerk."""

Console = Callable[..., Visit]


@pytest.fixture
def staff(stage: Stage) -> Stage:
    """A stage on which one person of every role works; each is called like the role."""
    for role in ("admin", "officer", "clerk", "viewer"):
        counters = list(OWN_COUNTERS) if role == "clerk" else []
        stage.order("user", name=role, role=role, password=PASSWORD, counters=counters)
    return stage


@pytest.fixture
def console(browser: Browser, staff: Stage) -> Iterator[Console]:
    """Open pages of the console: ``console(role, path, size)``; an empty role is not signed in."""
    visits: list[Visit] = []

    def open_page(
        role: str, path: str = "/console", size: tuple[int, int] = WIDE, **more: Any
    ) -> Visit:
        viewport: Any = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, locale="id-ID", **more)
        visit = Visit(context.new_page())
        visits.append(visit)
        if role:
            sign_in(visit, staff.url, role)
        visit.page.goto(staff.url + path)
        return visit

    yield open_page
    complaints = [complaint for one in visits for complaint in one.complaints]
    for one in visits:
        one.page.context.close()
    assert complaints == []


def sign_in(visit: Visit, url: str, name: str, password: str = PASSWORD) -> None:
    """Send the form of signing in, and keep its cookie, without drawing two pages for it.

    How people sign in is the subject of test_sign_in.py.
    """
    browser, address = visit.page.context.request, url + "/console/masuk"
    (token,) = re.findall('name="csrf_token" value="([^"]+)"', browser.get(address).text())
    form = {"name": name, "password": password, "csrf_token": token}
    answer = browser.post(address, form=form, max_redirects=0)
    assert answer.status == 303, answer.text()


def shot(visit: Visit, name: str) -> None:
    """Keep a picture of the page, whole, when somebody wants to see it."""
    folder = os.environ.get("SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        visit.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def sideways(visit: Visit) -> int:
    """Return by how many pixels the page is wider than the window: people must not scroll so."""
    visit.page.wait_for_load_state("load")
    wide: int = visit.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide
