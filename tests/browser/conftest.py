"""A real Chromium and a stage of its own for every test."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError

from tests.browser.chromium import chromium
from tests.browser.stage import Stage


@pytest.fixture(scope="module")
def browser() -> Browser:
    """The system's Chromium."""
    return chromium()


@pytest.fixture(scope="session")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The process in which the stages of this session stand."""
    theatre = Stage(tmp_path_factory.mktemp("theatre") / "hall").open()
    yield theatre
    theatre.close()


@pytest.fixture
def stage(theatre: Stage, tmp_path: Path) -> Iterator[Stage]:
    """A furnished hall whose announcer is played by the test."""
    stage = Stage(tmp_path / "stage", theatre=theatre).open()
    yield stage
    stage.close()


@pytest.fixture
def own_stage(tmp_path: Path) -> Iterator[Stage]:
    """A stage in a process of its own, to be frozen and killed."""
    stage = Stage(tmp_path / "stage").open()
    yield stage
    stage.close()


class Visit:
    """A page, and everything that went wrong on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)

    def _listen(self, message: Any) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            self.complaints.append(message.text)

    def text(self, selector: str) -> str:
        """Return the text of the one element."""
        return (self.page.locator(selector).text_content() or "").strip()

    @property
    def number(self) -> str:
        """The number on the ticket."""
        return self.text("#ticket .number")

    @property
    def caption(self) -> str:
        """What the band says."""
        return self.text("#caption")

    def cell(self, counter: str) -> str:
        """Return what the board says of a counter, in words."""
        cell = self.page.locator(f'.cell[data-counter="{counter}"]')
        return " ".join(part for part in cell.locator("b,.name").all_text_contents() if part)

    def wait(self, expression: str, timeout_s: float = 45) -> None:
        """Wait until a script's expression is true. Playwright's own way would break the CSP."""
        deadline = time.monotonic() + timeout_s
        while not self.holds(expression):
            assert time.monotonic() < deadline, f"not within {timeout_s} s: {expression}"
            self.page.wait_for_timeout(30)

    def holds(self, expression: str) -> bool:
        """Say whether an expression is true; not while the page is being loaded."""
        script = "() => { try { return Boolean(%s); } catch (error) { return false; } }"
        try:
            return bool(self.page.evaluate(script % expression))
        except PlaywrightError:
            return False

    def shows(self, number: str, timeout_s: float = 45) -> None:
        """Wait until the ticket on the wall has this number."""
        at = "document.querySelector('#ticket .number').textContent"
        self.wait(f"{at} === {number!r}", timeout_s)

    def state(self) -> dict[str, Any]:
        """Return the state as the page folded it."""
        state: dict[str, Any] = self.page.evaluate("panggil.state()")
        return state

    def linked(self, kind: str = "websocket", timeout_s: float = 60) -> Visit:
        """Wait until the page hears the server in this way."""
        self.wait(f"window.panggil.link && panggil.link.kind() === {kind!r}", timeout_s)
        return self


Open = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Open pages of the stage; at the end none may have complained."""
    visits: list[Visit] = []

    def open_page(path: str = "/tv", width: int = 1280, height: int = 720, **more: Any) -> Visit:
        viewport: Any = {"width": width, "height": height}
        on = more.pop("on", None) or request.getfixturevalue("stage")
        context = browser.new_context(viewport=viewport, **more)
        visits.append(Visit(context.new_page()))
        if path:
            visits[-1].page.goto(on.url + path)
        return visits[-1]

    yield open_page
    complaints = [complaint for one in visits for complaint in one.complaints]
    for one in visits:
        one.page.context.close()
    assert complaints == []
