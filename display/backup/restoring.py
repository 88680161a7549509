"""Makes a data folder of a backup: judged first, unpacked aside, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Final

from display.backup.contents import DATABASE
from display.backup.errors import BROKEN, BackupError, plain_errors
from display.backup.making import force_folder
from display.backup.manifest import LARGEST_MANIFEST, NAME, Manifest, Member, read_manifest
from display.database import HEAD, CopyFacts, begin_anew, examine_copy

ASIDE: Final = ".restoring"
_CHUNK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Restored:
    """A data folder that was made of a backup; its halls have new epochs."""

    folder: Path
    manifest: Manifest
    facts: CopyFacts


def restore_backup(backup: Path, data: Path) -> Restored:
    """Make the folder ``data``, which must be empty or not there, of a backup.

    Raises :class:`BackupError`: ``foreign``, ``damaged`` or ``newer`` for the file, and what is
    wrong with the disk; the folder is then as empty as before.
    """
    _require_empty(data)
    with plain_errors(backup), _open(backup) as archive:
        manifest = _judge(archive, backup.name)
        with plain_errors(data):
            made = not data.exists()
            data.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                facts = _unpack(archive, manifest, data)
            except BaseException:
                _empty(data, remove=made)
                raise
    return Restored(data, manifest, facts)


def _open(backup: Path) -> zipfile.ZipFile:
    if not backup.is_file():
        raise BackupError("gone", f"There is no file {backup}.")
    try:
        return zipfile.ZipFile(backup)
    except OSError:
        raise
    except Exception:  # a stranger's file may break its reader in any way: it is no backup then
        message = f"{backup.name} is no backup of Panggil, or its end is missing."
        raise BackupError("foreign", message) from None


def _require_empty(data: Path) -> None:
    with plain_errors(data):
        if data.exists() and any(data.iterdir()):
            message = f"The folder {data} is not empty; name a new one, nothing was changed."
            raise BackupError("unwritable", message)


def _judge(archive: zipfile.ZipFile, name: str) -> Manifest:
    """Return the manifest of a backup whose members are those that it names."""
    infos = archive.infolist()
    found = [info.filename for info in infos]
    if NAME not in found or archive.getinfo(NAME).file_size > LARGEST_MANIFEST:
        raise BackupError("foreign", f"{name} is no backup of Panggil.")
    manifest = read_manifest(_bytes(archive, name), name)
    if manifest.schema_revision > HEAD:
        raise BackupError(
            "newer",
            f"{name} has schema {manifest.schema_revision}, of a newer release of Panggil "
            f"({manifest.panggil}); this release knows up to {HEAD}.",
        )
    if sorted(found) != sorted([NAME, *manifest.listed()]):
        raise BackupError("damaged", f"{name} does not hold just what its manifest names.")
    return manifest


def _bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(NAME) as file:
            return file.read(LARGEST_MANIFEST)
    except BROKEN as error:
        raise BackupError("damaged", f"{name}: its manifest is damaged.") from error


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, data: Path) -> CopyFacts:
    listed, aside = manifest.listed(), data / ASIDE
    needed = sum(member.size for member in listed.values())
    if shutil.disk_usage(data).free < needed:
        raise BackupError(
            "full", f"{data} has too little room: {ceil(needed / 10**6)} MB are needed."
        )
    aside.mkdir(mode=0o700)
    for member in listed.values():
        _take(archive, member, aside)
    begin_anew(aside / DATABASE, aside / "recordings")
    facts = examine_copy(aside / DATABASE)
    # The database last: a folder without one is no hall that anybody could start by mistake.
    children = sorted(aside.iterdir(), key=lambda path: path.name == DATABASE)
    for path in children:
        os.replace(path, data / path.name)
    aside.rmdir()
    force_folder(data)
    return facts


def _take(archive: zipfile.ZipFile, member: Member, aside: Path) -> None:
    """Write one member; its name has been judged, its size and checksum are judged here."""
    path = aside / member.name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), member.size
    damaged = BackupError("damaged", f"The backup is damaged: {member.name} is not what it was.")
    try:
        with archive.open(member.name) as source, path.open("xb") as file:
            while chunk := source.read(min(_CHUNK, left + 1)):
                left -= len(chunk)
                if left < 0:
                    raise damaged
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except BROKEN as error:
        raise damaged from error
    if left or digest.hexdigest() != member.sha256:
        raise damaged
    path.chmod(0o600)


def _empty(data: Path, *, remove: bool) -> None:
    """Take away what was unpacked: the folder was empty, so all in it is ours."""
    for path in data.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    if remove:
        data.rmdir()
