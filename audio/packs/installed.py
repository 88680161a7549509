"""The packs installed on this machine: one folder each, under the data folder's ``packs``.

The pack that Panggil ships has no folder there; its name is ``default``.
"""

from __future__ import annotations

import re
from pathlib import Path

from audio.packs.errors import PackError
from audio.packs.pack import MANIFEST, Pack, default_pack, open_pack

SHIPPED = "default"
# Short, and the same file name on every system; "con" and its like are no files on Windows.
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


def pack_name(text: str) -> str:
    """Return ``text`` as the name of a pack, empty for the shipped one; ``ValueError``."""
    name = text.strip()
    if name in {"", SHIPPED}:
        return ""
    if not _NAME.fullmatch(name) or _DEVICES.fullmatch(name):
        raise ValueError("a pack's name is up to 40 of a-z, 0-9, - and _")
    return name


def pack_folder(packs: Path, name: str) -> Path:
    """Return where the pack called ``name`` is installed; :class:`PackError` for no such name."""
    try:
        plain = pack_name(name)
    except ValueError as error:
        raise PackError(f"{name!r} is no name: {error}.") from None
    if not plain:
        raise PackError(f"The name {SHIPPED!r} belongs to the pack that Panggil ships.")
    return packs / plain


def installed_packs(packs: Path) -> list[str]:
    """Return the names of the packs in the folder ``packs``; an unfinished build is none."""
    found = (path.parent.name for path in packs.glob(f"*/{MANIFEST}"))
    return sorted(name for name in found if _NAME.fullmatch(name))


def open_installed(packs: Path, name: str) -> Pack:
    """Open the pack called ``name``, the shipped one for an empty name; :class:`PackError`."""
    return default_pack() if name in {"", SHIPPED} else open_pack(pack_folder(packs, name))
