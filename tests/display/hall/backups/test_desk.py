"""The hall backs itself up, says when it cannot, and says no more once it can."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from display.backup import free_name, kept_backups, restore_backup
from display.clock import now
from display.hall.backups import BackupDesk, desk
from display.journal import Fault
from display.parts import Parts

# 02:00 in Lahat (WIB) is 19:00 of the day before in UTC.
NIGHT = datetime(2026, 11, 27, 19, tzinfo=UTC)


class Held:
    """A lease that another server has."""

    fence = None


@pytest.fixture
def swift(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is due is made at once, and what failed is tried again at once."""
    monkeypatch.setattr(desk, "SETTLED_S", 0.0)
    monkeypatch.setattr(desk, "RETRY_S", 0.0)


def desk_of(parts: Parts, **settings: Any) -> BackupDesk:
    """Return the backup desk of the hall with other settings."""
    return BackupDesk(replace(parts.hall, settings=replace(parts.settings, **settings)))


def codes(parts: Parts) -> list[str]:
    return sorted(fault.code for fault in parts.hall.read(lambda tx: tx.all(Fault)))


def put(folder: Path, at: datetime) -> None:
    """Let there be a backup that was made at a moment."""
    folder.mkdir(exist_ok=True)
    (folder / free_name("lahat", at)).write_bytes(b"zip")


def test_it_is_due_once_a_night_by_the_halls_clock(parts: Parts) -> None:
    """Also when the server was off at that hour; a backup of the future says nothing."""
    backups = desk_of(parts, backup_at=time(2))
    assert backups.due(NIGHT + timedelta(hours=9))
    put(backups.folder, NIGHT - timedelta(minutes=1))
    assert not backups.due(NIGHT - timedelta(seconds=1))
    assert backups.due(NIGHT)
    put(backups.folder, NIGHT + timedelta(hours=9))
    assert not backups.due(NIGHT + timedelta(hours=23))
    assert backups.due(NIGHT + timedelta(days=1))
    put(backups.folder, now() + timedelta(days=400))
    assert backups.due(NIGHT + timedelta(days=1))
    assert not desk_of(parts, backup_at=None).due(NIGHT + timedelta(days=9))


def test_a_due_backup_is_made_in_both_places_and_can_be_restored(
    parts: Parts, swift: None, tmp_path: Path
) -> None:
    """By a process of its own; nothing is made twice, and nothing is wrong."""
    (tmp_path / "usb").mkdir()
    backups = desk_of(parts, backup_folder=str(tmp_path / "usb"))
    backups.look()
    backups.look()
    (made,) = backups.state().kept
    (copy,) = kept_backups(tmp_path / "usb")
    assert copy.path.read_bytes() == made.path.read_bytes()
    assert codes(parts) == []
    restored = restore_backup(copy.path, tmp_path / "new")
    assert restored.facts.halls[0].seq == parts.journal.position("lahat")[1]


def test_a_drive_that_is_not_there_is_a_fault_until_it_is(
    parts: Parts, swift: None, tmp_path: Path
) -> None:
    """The backup itself is made; when the drive is back, only the copy is."""
    backups = desk_of(parts, backup_folder=str(tmp_path / "usb"))
    backups.look()
    assert codes(parts) == ["backup.second_place"]
    assert [each.fault for each in backups.state().results] == [None, "gone"]
    (tmp_path / "usb").mkdir()
    backups.look()
    assert codes(parts) == []
    assert len(backups.state().kept) == len(kept_backups(tmp_path / "usb")) == 1


def test_a_disk_without_room_is_a_fault_until_it_has_some(
    parts: Parts, swift: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup must not be what fills the disk on which calls are kept."""
    backups = desk_of(parts)
    monkeypatch.setattr(desk, "SCARCE_MB", 10**9)
    backups.look()
    assert codes(parts) == ["backup.failed"]
    assert backups.state().kept == ()
    monkeypatch.setattr(desk, "SCARCE_MB", 0)
    backups.look()
    assert codes(parts) == []


def test_an_old_backup_is_a_fault_only_once_there_was_time_for_a_new_one(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a long holiday the first start makes one; staff need not hear of it."""
    monkeypatch.setattr(desk, "SETTLED_S", 1e9)
    backups = desk_of(parts)
    put(backups.folder, now() - timedelta(days=9))
    backups.look()
    assert codes(parts) == []
    monkeypatch.setattr(desk, "OLD_IS_A_FAULT_AFTER_S", 0.0)
    backups.look()
    assert codes(parts) == ["backup.old"]
    put(backups.folder, now())
    backups.look()
    assert codes(parts) == []


def test_what_is_asked_for_is_made_although_none_is_due(parts: Parts) -> None:
    """Also in a hall that makes none by itself."""
    backups = desk_of(parts, backup_at=None)
    backups.look()
    assert backups.state().kept == ()
    backups.ask()
    assert backups.state().running
    backups.look()
    assert len(backups.state().kept) == 1
    assert not backups.state().running


def test_only_the_leading_server_makes_them(parts: Parts, swift: None) -> None:
    """Of several servers of a hall one is enough."""
    backups = BackupDesk(replace(parts.hall, lead=Held()))
    backups.look()
    assert backups.state().kept == ()
    assert not backups.is_made_here
