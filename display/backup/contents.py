"""What of a data folder cannot be made again, and is therefore in a backup.

Not in it: composed sounds and decoded clips (made again in milliseconds), locks, probes and the
reserve, the high-water mark (it belongs to one machine), earlier backups, and what the speaker has
fetched.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

DATABASE: Final = "panggil.db"
"""The copy of the database, in a backup and in the folder that is made of one."""

FOLDERS: Final = ("clips", "logos", "packs", "recordings")
"""Clips made on this machine, the hall's logo, packs that were built or installed, recordings."""

FILES: Final = ("speaker/output.json",)
"""Which sound device is the hall's."""

# Names as Panggil gives them, plus what a pack's author may call a file: no path leads elsewhere.
_PART: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_. ()+,=@~-]{0,199}")
_UNFINISHED: Final = (".part", ".tmp")


def is_member(name: str) -> bool:
    """Say whether a backup may hold a member of this name: no other is ever written to a disk."""
    if name in {DATABASE, *FILES}:
        return True
    folder, *rest = name.split("/")
    return (
        folder in FOLDERS
        and 1 <= len(rest) <= 8
        and all(_PART.fullmatch(part) and not part.endswith((".", " ")) for part in rest)
    )


def members(data: Path) -> Iterator[tuple[str, Path]]:
    """Yield the name in the backup and the path of every file of a data folder that is kept."""
    for name in FILES:
        if (data / name).is_file():
            yield name, data / name
    for folder in FOLDERS:
        yield from _below(data / folder, folder)


def _below(folder: Path, name: str) -> Iterator[tuple[str, Path]]:
    try:
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in found:
        inner = f"{name}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path), inner)
        elif (
            entry.is_file(follow_symlinks=False)
            and is_member(inner)
            and not entry.name.endswith(_UNFINISHED)
        ):
            yield inner, Path(entry.path)
