"""A data folder with a furnished hall, and a backup of it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from display.accounts import AccountStore
from display.backup import make_backup
from display.journal import open_journal
from tests.furnished import put_database

RECORDING = "recordings/" + "a" * 64 + ".wav"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A hall with a secret of its installation, a recording, a logo, and what is not kept."""
    folder = tmp_path / "data"
    put_database(folder, "lahat")
    journal = open_journal(url_of(folder))
    AccountStore(journal.database).key("cookie")
    journal.close()
    for name in (RECORDING, "logos/b.png", "packs/ibu/satu dua.flac", "speaker/output.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode() * 100)
    for name in ("sounds/x.wav", "backups/old.zip", ".reserve", "recordings/half.wav.part"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"made again")
    return folder


@pytest.fixture
def backup(data: Path, tmp_path: Path) -> Path:
    """A backup of that folder."""
    return make_backup(data, url_of(data), tmp_path / "hall.zip", version="1").path


def url_of(folder: Path) -> str:
    """Return the URL of a data folder's database."""
    return f"sqlite:///{folder / 'panggil.db'}"


def altered(backup: Path, alter: Callable[[dict[str, bytes]], None]) -> Path:
    """Return a copy of a backup whose members ``alter`` has changed, by name."""
    with zipfile.ZipFile(backup) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    alter(members)
    other = backup.with_name("altered.zip")
    with zipfile.ZipFile(other, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return other


def with_manifest(held: dict[str, bytes], **changes: object) -> None:
    """Change fields of the manifest among the members ``held``."""
    manifest = json.loads(held["manifest.json"])
    held["manifest.json"] = json.dumps(manifest | changes).encode()
