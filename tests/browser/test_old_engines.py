"""The page works in engines as old as the TVs that hang in halls."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser import engines
from tests.browser.stage import Stage


class OldTv:
    """WebKit 538.1 with the TV page; says what it shows."""

    def __init__(self, url: str) -> None:
        self._shown: queue.Queue[dict[str, Any]] = queue.Queue()
        # PhantomJS cannot read the configuration of today's OpenSSL.
        self.process = subprocess.Popen(
            [engines.phantom(), Path(__file__).parent / "phantom.js", url, "60"],
            env={"HOME": os.environ.get("HOME", "/tmp"), "OPENSSL_CONF": "/dev/null"},
            stdout=subprocess.PIPE,
            text=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._shown.put(json.loads(line))
        self._shown.put({"error": "the engine has ended"})

    def until(self, what: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the first thing shown that is as wanted."""
        while True:
            shown = self._shown.get(timeout=30)
            assert "error" not in shown, shown
            if what(shown):
                return shown

    def close(self) -> None:
        """End the engine."""
        self.process.kill()
        self.process.wait(10)
        assert self.process.stdout
        self.process.stdout.close()


def test_webkit_538_shows_a_call(stage: Stage) -> None:
    """Samsung 2015-16: connects by websocket, shows board, ticket and caption in their places."""
    tv = OldTv(stage.url + "/tv")
    try:
        tv.until(lambda shown: shown["kind"] == "websocket")
        said = stage.call("B-012")
        tv.until(lambda shown: shown["cell"] == "B-012")
        stage.step(said, "started")
        shown = tv.until(lambda shown: shown["number"] == "B-012")
        assert shown["where"] == "Loket 3"
        assert shown["ticket"] == [46, 70]
        assert shown["caption"] == said["caption"]
    finally:
        tv.close()


def test_webkit_538_lives_without_a_websocket(stage: Stage) -> None:
    """The lesser ways work there as well."""
    stage.refuse("/ws")
    tv = OldTv(stage.url + "/tv")
    try:
        tv.until(lambda shown: shown["kind"] == "stream")
        stage.step(stage.call("B-012"), "started")
        tv.until(lambda shown: shown["number"] == "B-012")
    finally:
        tv.close()


def test_chromium_64_draws_the_same_page(stage: Stage) -> None:
    """TVs of 2019: the page connects there, folds the call and shows it."""
    stage.step(stage.call("B-012"), "started")
    flags = ("--no-sandbox", "--headless", "--disable-gpu", "--window-size=1280,720", "--dump-dom")
    shown = subprocess.run(
        [engines.chromium_64(), *flags, "--virtual-time-budget=4000", stage.url + "/tv"],
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
    assert '<span class="fit">B-012</span>' in shown
    assert "is-offline" not in shown
