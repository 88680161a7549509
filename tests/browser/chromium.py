"""One Chromium for the files of pages that a test process runs one after another.

To start it, and Playwright's own process, costs more than many a test. Playwright's loop would be
in the way of other rooms' asyncio: it is closed before the first test of another folder.
"""

from __future__ import annotations

from contextlib import ExitStack

from playwright.sync_api import Browser, Playwright, sync_playwright

CHROMIUM = "/usr/bin/chromium-headless-shell"
"""Without what draws on a display: the same engine paints in half of the processor time."""
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)

_running = ExitStack()
_playwright: list[Playwright] = []
_browsers: dict[tuple[str, ...], Browser] = {}


def chromium(*more: str) -> Browser:
    """Return the Chromium that was started with ``more`` switches; each test has its contexts."""
    if not _playwright:
        _playwright.append(_running.enter_context(sync_playwright()))
    if more not in _browsers:
        (playwright,) = _playwright
        _browsers[more] = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *more])
    return _browsers[more]


def close_chromium() -> None:
    """Close every one, and Playwright."""
    for browser in _browsers.values():
        browser.close()
    _browsers.clear()
    _playwright.clear()
    _running.close()
