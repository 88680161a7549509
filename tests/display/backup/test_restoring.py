"""A folder is made of a backup that is whole and ours, and of no other file."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from display.backup import BackupError, restore_backup
from display.journal import open_journal
from tests.display.backup.conftest import RECORDING, altered, url_of, with_manifest


def test_the_hall_is_there_with_a_new_epoch(backup: Path, data: Path, tmp_path: Path) -> None:
    """All of it is as it was, but no screen believes a position that it had before."""
    before = open_journal(url_of(data))
    known = before.snapshot("lahat")
    before.close()
    restore_backup(backup, tmp_path / "new")
    after = open_journal(url_of(tmp_path / "new"))
    found = after.snapshot("lahat")
    after.close()
    assert found["epoch"] != known["epoch"]
    assert {**found, "epoch": ""} == {**known, "epoch": ""}
    assert (tmp_path / "new" / RECORDING).read_bytes() == (data / RECORDING).read_bytes()
    assert (tmp_path / "new" / "panggil.db").stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "new" / "sounds").exists()


def test_a_folder_that_holds_anything_is_left_alone(backup: Path, data: Path) -> None:
    """Restoring over a hall would be the loss that a backup is to prevent."""
    before = sorted(data.rglob("*"))
    with pytest.raises(BackupError, match="not empty"):
        restore_backup(backup, data)
    assert sorted(data.rglob("*")) == before


def test_a_changed_byte_in_any_member_is_found(backup: Path, tmp_path: Path) -> None:
    """The manifest is a member too; nothing is left of what was unpacked before."""
    with zipfile.ZipFile(backup) as archive:
        begins = [info.header_offset + 30 + len(info.filename) + 40 for info in archive.infolist()]
    content = backup.read_bytes()
    for at in begins:
        backup.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
        _refused(backup, tmp_path, {"damaged", "foreign", "newer"})


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_file_that_is_cut_off_is_refused(backup: Path, tmp_path: Path, share: float) -> None:
    """As a copy that was interrupted leaves it."""
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * share)])
    _refused(backup, tmp_path, {"foreign"})


def _elsewhere(name: str) -> Callable[[dict[str, bytes]], None]:
    def alter(members: dict[str, bytes]) -> None:
        rows = json.loads(members["manifest.json"])["members"]
        row = {**rows[0], "name": name}
        members[name] = members[rows[0]["name"]]
        with_manifest(members, members=[*rows, row])

    return alter


@pytest.mark.parametrize(
    "name",
    [
        *("../outside.wav", "recordings/../../outside.wav", "/tmp/outside.wav"),
        *("recordings/..\\..\\outside.wav", "C:/outside.wav", "recordings/", "recordings/a/../b"),
        *("panggil.db.mark", ".run.lock", "elsewhere/a.wav", "recordings/a\0b", "Panggil.db"),
    ],
)
def test_no_member_leads_elsewhere(backup: Path, tmp_path: Path, name: str) -> None:
    """A name that no backup has is refused before anything is written."""
    _refused(altered(backup, _elsewhere(name)), tmp_path, {"damaged"})
    assert not list(tmp_path.parent.glob("outside*"))


def _no_manifest(members: dict[str, bytes]) -> None:
    del members["manifest.json"]


def _unnamed(members: dict[str, bytes]) -> None:
    members["recordings/more.wav"] = b"x"


def _lacking(members: dict[str, bytes]) -> None:
    del members[RECORDING]


def _other_content(members: dict[str, bytes]) -> None:
    members[RECORDING] = members[RECORDING][::-1]


def _larger(members: dict[str, bytes]) -> None:
    members[RECORDING] += b"x"


def _newer_schema(members: dict[str, bytes]) -> None:
    with_manifest(members, schema_revision="9999")


def _newer_format(members: dict[str, bytes]) -> None:
    with_manifest(members, version=2)


def _newer_fields(members: dict[str, bytes]) -> None:
    with_manifest(members, version=2, members={})


def _of_another(members: dict[str, bytes]) -> None:
    with_manifest(members, format="something-else")


@pytest.mark.parametrize(
    ("alter", "fault", "says"),
    [
        (_no_manifest, "foreign", "no backup of Panggil"),
        (_of_another, "foreign", "no backup of Panggil"),
        (_unnamed, "damaged", "does not hold just what"),
        (_lacking, "damaged", "does not hold just what"),
        (_other_content, "damaged", RECORDING),
        (_larger, "damaged", RECORDING),
        (_newer_schema, "newer", "9999"),
        (_newer_format, "newer", "newer release"),
        (_newer_fields, "newer", "cannot read"),
    ],
)
def test_a_file_is_refused_by_the_name_of_its_fault(
    backup: Path, tmp_path: Path, alter: Callable[[dict[str, bytes]], None], fault: str, says: str
) -> None:
    """Foreign, damaged and newer are three different things to do."""
    assert says in _refused(altered(backup, alter), tmp_path, {fault})


def test_a_database_that_is_none_of_ours_is_refused(backup: Path, tmp_path: Path) -> None:
    """Checksums that fit prove only that nobody changed the file since it was made."""
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE heads (a)")

    def alter(members: dict[str, bytes]) -> None:
        import hashlib

        content = other.read_bytes()
        members["panggil.db"] = content
        digest = hashlib.sha256(content).hexdigest()
        rows = json.loads(members["manifest.json"])["members"]
        new = {"name": "panggil.db", "size": len(content), "sha256": digest}
        with_manifest(members, members=[r for r in rows if r["name"] != "panggil.db"] + [new])

    bad = altered(backup, alter)
    other.unlink()
    _refused(bad, tmp_path, {"damaged", "source"})


def test_a_disk_without_room_is_told_before_anything_is_written(
    backup: Path, tmp_path: Path, monkeypatch
) -> None:
    """The folder is as empty as before."""
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    _refused(backup, tmp_path, {"full"})


def _refused(backup: Path, tmp_path: Path, faults: set[str]) -> str:
    with pytest.raises(BackupError) as refused:
        restore_backup(backup, tmp_path / "new")
    assert refused.value.fault in faults, refused.value
    assert not (tmp_path / "new").exists()
    return str(refused.value)
