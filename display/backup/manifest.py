"""The manifest of a backup: what made it, when, from where, and the checksum of each member."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from display.backup.contents import DATABASE, is_member
from display.backup.errors import BackupError

NAME: Final = "manifest.json"
FORMAT: Final = "panggil-backup"
VERSION: Final = 1
"""Grows when an earlier release could not read a backup any more."""

LARGEST_MANIFEST: Final = 64 * 1024 * 1024
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a backup: its name, its size in bytes, its SHA-256."""

    name: str
    size: int
    sha256: str


class _Strict(BaseModel):
    """Each field of its own type and no other."""

    model_config = ConfigDict(frozen=True, strict=True)


class _MemberRow(_Strict):
    """A :class:`Member` as it is read."""

    name: str
    size: int = Field(ge=0)
    sha256: str = Field(pattern=_DIGEST.pattern)


class HallRow(_Strict):
    """Where one hall's journal stood."""

    hall: str
    epoch: str
    seq: int
    at: str


class Manifest(_Strict):
    """The whole of it. ``schema_revision`` is that of the tables, ``made_at`` UTC."""

    format: str
    version: int
    panggil: str
    schema_revision: str
    database: str
    made_at: str
    halls: tuple[HallRow, ...]
    members: tuple[_MemberRow, ...]

    def listed(self) -> dict[str, Member]:
        """Return the members by name."""
        return {row.name: Member(row.name, row.size, row.sha256) for row in self.members}


def write_manifest(members: list[Member], **facts: Any) -> bytes:
    """Return the manifest as it stands in the file."""
    rows = [asdict(member) for member in members]
    known = {**facts, "format": FORMAT, "version": VERSION, "members": rows}
    return Manifest.model_validate_json(json.dumps(known)).model_dump_json(indent=1).encode()


def read_manifest(data: bytes, name: str) -> Manifest:
    """Return the manifest of the backup ``name``.

    Raises :class:`BackupError`: ``foreign`` for what is none of ours, ``newer`` for one of a later
    release, ``damaged`` for one that contradicts itself or has a member of a forbidden name.
    """
    try:
        manifest = Manifest.model_validate_json(data)
    except ValidationError:
        if b'"version":' in data and f'"{FORMAT}"'.encode() in data[:200]:
            message = f"{name} has a manifest that this release cannot read."
            raise BackupError("newer", message) from None
        raise BackupError("foreign", f"{name} is no backup of Panggil.") from None
    if manifest.format != FORMAT:
        raise BackupError("foreign", f"{name} is no backup of Panggil.")
    if manifest.version > VERSION:
        message = f"{name} was made by a newer release ({manifest.panggil}); install that one."
        raise BackupError("newer", message)
    names = [row.name for row in manifest.members]
    wrong = [each for each in names if not is_member(each)]
    # On Windows and on some drives two names that differ in case are one file.
    if wrong or DATABASE not in names or len({each.casefold() for each in names}) != len(names):
        shown = f" ({wrong[0]!r})" if wrong else ""
        raise BackupError("damaged", f"{name} has members that no backup has{shown}.")
    return manifest
