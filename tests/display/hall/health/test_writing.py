"""A full disk and a locked database are found by trying, and told at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from display.hall.health import check_health
from display.hall.health import monitor as monitoring
from display.hall.health.writing import try_disk, try_folder
from display.parts import Parts


def codes(parts: Parts) -> list[str]:
    return [fault["code"] for fault in parts.journal.snapshot(parts.hall.id)["faults"]]


def finding(parts: Parts, name: str) -> tuple[str, str]:
    found = check_health(parts.hall, parts.hub, parts.zones, parts.ears, parts.monitor)[name]
    return found.state, found.sentence


def fill(folder: Path) -> None:
    """Let the next thing that is tried there find no room."""
    (folder / ".room").symlink_to("/dev/full")


@contextmanager
def locked(parts: Parts) -> Iterator[None]:
    """Hold the database as a careless backup does."""
    with closing(sqlite3.connect(str(parts.journal.database.file), isolation_level=None)) as held:
        held.execute("BEGIN IMMEDIATE")
        yield
        held.execute("ROLLBACK")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_a_fault_that_says_so(parts: Parts) -> None:
    """Not "nearly full", and gone once there is room."""
    folder = parts.settings.data
    fill(folder)
    parts.monitor.writing.look()
    assert codes(parts) == ["disk.full"]
    assert finding(parts, "disk") == ("bad", "Disk server penuh; panggilan tidak dapat dicatat.")
    parts.monitor.writing.look()
    assert codes(parts) == []
    assert finding(parts, "disk")[1] != "Disk server penuh; panggilan tidak dapat dicatat."


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_what_is_full_is_not_nearly_full(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """One fault for one thing."""
    monkeypatch.setattr(monitoring, "free_mb", lambda folder: 0)
    parts.monitor.look()
    assert "disk.nearly_full" in codes(parts)
    fill(parts.settings.data)
    parts.monitor.writing.look()
    parts.monitor.look()
    assert "disk.nearly_full" not in codes(parts)
    assert "disk.full" in codes(parts)


def test_a_folder_that_cannot_be_written_is_no_full_one(tmp_path: Path) -> None:
    """Each has its own remedy; and nothing is left behind."""
    assert try_folder(tmp_path) == ""
    assert list(tmp_path.iterdir()) == []
    assert try_folder(tmp_path / "gone") == "unwritable"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_little_room_is_kept_for_hard_times(tmp_path: Path) -> None:
    """Given up when the disk is full; full it is until that room can be had again."""
    reserve = tmp_path / ".reserve"
    assert try_disk(tmp_path) == ""
    assert reserve.stat().st_size == 1024 * 1024
    fill(tmp_path)
    assert try_disk(tmp_path) == "full"
    assert not reserve.exists()
    assert try_disk(tmp_path) == ""
    assert reserve.exists()


def test_a_locked_database_is_told_at_once_and_kept_when_it_can_be(
    parts: Parts, names: Callable[[], list[str]]
) -> None:
    """By health while it lasts; in the journal as soon as that takes anything again."""
    with locked(parts):
        parts.monitor.writing.look()
        assert finding(parts, "database")[0] == "bad"
        assert "dikunci program lain" in finding(parts, "database")[1]
    parts.monitor.writing.look()
    assert codes(parts) == ["database.locked"]
    parts.monitor.writing.look()
    assert names() == ["fault.raised", "fault.cleared"]
    assert finding(parts, "database")[0] == "good"
