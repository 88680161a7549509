"""Which name this machine answers to now: told by the process that answers, in the data folder."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import Final

_FILE: Final = "network-name"

FRESH_S: Final = 30.0
"""How often the file is written again; one that is much older was left by a process that died."""


def tell_name(folder: Path, held: str | None) -> None:
    """Write down the name, ``panggil.local``; None: none at present.

    A disk that takes nothing is no reason to answer to no name: it is only not told then.
    """
    with suppress(OSError):
        if held is None:
            (folder / _FILE).unlink(missing_ok=True)
        else:
            (folder / _FILE).write_text(f"{held}\n", encoding="ascii")


def held_name(folder: Path) -> str | None:
    """Return the name that this machine answers to now, if it does."""
    file = folder / _FILE
    try:
        age_s = time.time() - file.stat().st_mtime
        return file.read_text(encoding="ascii").strip() if age_s < 3 * FRESH_S else None
    except (OSError, ValueError):
        return None
