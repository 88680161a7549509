"""Somebody puts yesterday's database back under a hall that is open."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator

import pytest

from tests.acceptance.hall_process import HallProcess, wait_until
from tests.acceptance.watcher import Watcher

# The bar is 3 s; on a machine that does much else it may be five times that.
RESET_WITHIN_S = 15.0


@pytest.fixture
def screen(swift_hall: HallProcess) -> Iterator[Watcher]:
    """A screen that follows the hall."""
    watcher = Watcher(swift_hall.url)
    yield watcher
    watcher.stop()


def test_screens_begin_anew_and_staff_are_told(swift_hall: HallProcess, screen: Watcher) -> None:
    """A new epoch for every screen, a fault until somebody knows; the next call is kept."""
    data = swift_hall.folder / "data"
    wait_until(lambda: screen.state)
    with sqlite3.connect(data / "panggil.db") as source, sqlite3.connect(data / "new") as copy:
        source.backup(copy)
    source.close()
    copy.close()
    service, counter = (swift_hall.state()[kind][0]["id"] for kind in ("services", "counters"))
    lost = swift_hall.call("A-001", service, counter)
    wait_until(lambda: screen.state["seq"] >= lost["seq"])
    epoch = screen.state["epoch"]

    shutil.copy(data / "new", data / "newer")
    os.replace(data / "newer", data / "panggil.db")

    wait_until(lambda: screen.state["epoch"] != epoch, RESET_WITHIN_S)
    wait_until(lambda: "database.restored" in [f["code"] for f in screen.state["faults"]], 15)
    assert not [call for call in screen.state["recent_calls"] if call["ticket"] == "A-001"]
    kept = swift_hall.call("A-002", service, counter)
    with sqlite3.connect(data / "panggil.db") as database:
        found = database.execute("SELECT name FROM events WHERE seq = ?", (kept["seq"],)).fetchone()
    database.close()
    assert found == ("ticket.called",)
    known = {"code": "database.restored", "subject": "database"}
    status, _ = swift_hall.request("POST", "/api/v1/faults/acknowledge", known)
    assert status == 200
    wait_until(lambda: "database.restored" not in [f["code"] for f in screen.state["faults"]], 15)
