"""A backup is whole and private, tells no secret, and never takes the place of a better one."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import sqlite3
import threading
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from display.accounts import AccountStore
from display.backup import BackupError, kept_backups, make_backup, restore_backup
from display.backup.kept import thin_out
from display.backup.making import copy_to
from display.journal import open_journal
from tests.contract.postgresql import new_database
from tests.display.backup.conftest import RECORDING, url_of


def test_it_holds_what_cannot_be_made_again_and_says_what(backup: Path, data: Path) -> None:
    """Database, recording, logo, pack and the choice of the device; each with its checksum."""
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        listed = {row["name"]: row for row in manifest["members"]}
        assert set(archive.namelist()) == {"manifest.json", *listed}
        for name, row in listed.items():
            content = archive.read(name)
            assert (len(content), hashlib.sha256(content).hexdigest()) == (
                row["size"],
                row["sha256"],
            )
    assert set(listed) == {
        *("panggil.db", RECORDING, "logos/b.png", "packs/ibu/satu dua.flac"),
        "speaker/output.json",
    }
    assert manifest["halls"][0]["hall"] == "lahat"
    assert backup.stat().st_mode & 0o777 == 0o600


def test_no_byte_of_the_installations_secret_is_in_it(backup: Path, data: Path) -> None:
    """The key by which cookies are signed is left out, and so is who is signed in."""
    journal = open_journal(url_of(data))
    key = AccountStore(journal.database).key("cookie")
    journal.close()
    with zipfile.ZipFile(backup) as archive:
        assert key.encode() not in archive.read("panggil.db")


def test_calls_go_on_meanwhile_and_the_copy_is_one_moment(data: Path, tmp_path: Path) -> None:
    """All that was kept before it began is in it, without a hole, and what comes after may be."""
    journal = open_journal(url_of(data))
    over = threading.Event()

    def write() -> None:
        while not over.is_set():
            journal.write("lahat", lambda tx: tx.append("calls.held", {"calls": 1}))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            _, before = journal.position("lahat")
            made = make_backup(data, url_of(data), tmp_path / f"{number}.zip", version="1")
            _, after = journal.position("lahat")
            assert before <= made.facts.halls[0].seq <= after
    finally:
        over.set()
        writer.join()
        journal.close()
    restored = restore_backup(tmp_path / "4.zip", tmp_path / "new")
    with closing(sqlite3.connect(tmp_path / "new" / "panggil.db")) as database:
        found = database.execute("SELECT count(*), max(seq) FROM events").fetchone()
    assert found == (restored.facts.halls[0].seq,) * 2


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.ENOSPC, "full"),
        (errno.EFBIG, "too_large"),
        (errno.EROFS, "read_only"),
        (errno.EIO, "gone"),
    ],
)
def test_what_goes_wrong_is_said_and_the_old_backup_stays(
    data: Path, backup: Path, monkeypatch, number: int, fault: str
) -> None:
    """No half file is left, and the one that was there is as it was."""
    before = backup.read_bytes()

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(BackupError) as refused:
        make_backup(data, url_of(data), backup, version="2")
    assert refused.value.fault == fault
    _assert_alone(backup, before)


def test_a_folder_that_is_gone_is_told_so_and_not_made(data: Path, tmp_path: Path) -> None:
    """Where a drive is not plugged in, its place on the system's disk must not be filled."""
    with pytest.raises(BackupError, match="is its drive connected") as refused:
        make_backup(data, url_of(data), tmp_path / "usb" / "hall.zip", version="1")
    assert refused.value.fault == "gone"
    assert not (tmp_path / "usb").exists()


def test_a_disk_with_too_little_room_is_refused_before_anything_is_written(
    data: Path, backup: Path
) -> None:
    """What must stay free stays free."""
    before = backup.read_bytes()
    with pytest.raises(BackupError, match="too little room") as refused:
        make_backup(data, url_of(data), backup, version="1", least_left=1 << 60)
    assert refused.value.fault == "full"
    _assert_alone(backup, before)


def test_the_room_that_is_needed_is_never_told_as_less(
    data: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is needed is rounded up, what is free down: a small stick is not told "0 of 0"."""
    usage = shutil.disk_usage(backup.parent)._replace(free=9_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(BackupError, match=r"0 MB are free, [1-9][0-9]* MB are needed"):
        make_backup(data, url_of(data), backup, version="1")


def test_who_interrupts_it_finds_the_old_backup(data: Path, backup: Path, monkeypatch) -> None:
    """Ctrl-C in the middle leaves no trace."""
    before = backup.read_bytes()

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("display.backup.making.write_manifest", interrupt)
    with pytest.raises(KeyboardInterrupt):
        make_backup(data, url_of(data), backup, version="2")
    _assert_alone(backup, before)


def test_a_disk_that_gives_back_something_else_is_found_out(
    data: Path, backup: Path, monkeypatch
) -> None:
    """What was written is read back from the disk; a changed byte keeps the old backup in place."""
    before = backup.read_bytes()

    def change(file) -> None:
        if file.name and str(file.name).endswith(".zip"):
            with open(file.name, "r+b") as written:
                written.seek(200)
                written.write(b"XXXXXXXX")

    monkeypatch.setattr("display.backup.making._forget_cache", change)
    with pytest.raises(BackupError, match="gave back something else"):
        make_backup(data, url_of(data), backup, version="2")
    _assert_alone(backup, before)


def test_a_damaged_database_is_not_backed_up_over_a_good_one(data: Path, backup: Path) -> None:
    """The copy is examined before it takes the place of an earlier one."""
    before = backup.read_bytes()
    with (data / "panggil.db").open("r+b") as file:
        file.seek(4096 * 8)
        file.write(b"\xff" * 4096 * 12)
    with pytest.raises(BackupError) as refused:
        make_backup(data, url_of(data), backup, version="2")
    assert refused.value.fault == "damaged"
    _assert_alone(backup, before)


def test_a_second_place_gets_the_same_bytes(backup: Path, tmp_path: Path) -> None:
    """Copied whole and private."""
    (tmp_path / "usb").mkdir()
    copy = copy_to(backup, tmp_path / "usb")
    assert copy.read_bytes() == backup.read_bytes()
    assert copy.stat().st_mode & 0o777 == 0o600


def test_the_last_backup_of_each_day_is_kept(tmp_path: Path) -> None:
    """As many days as are asked for; files of other names stay."""
    times = ("20260101T010000Z", "20260101T230000Z", "20260102T010000Z", "20260103T010000Z")
    for time in times:
        (tmp_path / f"panggil-lahat-{time}.zip").write_bytes(b"")
    (tmp_path / "mine.zip").write_bytes(b"")
    thin_out(tmp_path, 2)
    assert [f"{kept.made_at:%d %H}" for kept in kept_backups(tmp_path)] == ["03 01", "02 01"]
    thin_out(tmp_path, 7)
    assert (tmp_path / "mine.zip").exists()


def test_a_hall_on_postgresql_is_backed_up_by_rows(tmp_path: Path) -> None:
    """One moment of it becomes an SQLite file with the same snapshot, recordings included."""
    from display.hall.setup import seed_hall

    with new_database() as url:
        journal = open_journal(url)
        seed_hall(journal, "lahat")
        before = journal.snapshot("lahat")
        _share_recording(url)
        made = make_backup(tmp_path, url, tmp_path / "hall.zip", version="1")
        journal.close()
    restored = restore_backup(made.path, tmp_path / "new")
    journal = open_journal(url_of(tmp_path / "new"))
    after = journal.snapshot("lahat")
    journal.close()
    assert {**after, "epoch": ""} == {**before, "epoch": ""}
    assert after["epoch"] != before["epoch"]
    assert (restored.folder / RECORDING).read_bytes() == b"sound"


def _share_recording(url: str) -> None:
    import psycopg

    name = "a" * 64
    with psycopg.connect(url.replace("+psycopg", "")) as database:
        database.execute("INSERT INTO files VALUES ('lahat', %s, 'recording', 5, 0)", (name,))
        for number, piece in enumerate((b"so", b"und")):
            row = (name, number, piece)
            database.execute("INSERT INTO file_pieces VALUES ('lahat', %s, %s, %s)", row)


def _assert_alone(backup: Path, content: bytes) -> None:
    assert backup.read_bytes() == content
    assert sorted(path.name for path in backup.parent.iterdir()) == ["data", backup.name]
