"""A folder that a process needs, made and tried before anything depends on it."""

from __future__ import annotations

import os
from pathlib import Path

from display.errors import StartError


def writable_folder(folder: Path) -> Path:
    """Return the folder, made if need be; :class:`StartError` when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".write-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        reason = error.strerror or "no reason given"
        raise StartError(f"The folder {folder} cannot be written: {reason}.") from error
    return folder
