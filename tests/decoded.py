"""The shipped pack, decoded once per process for the halls that do not mind who did it.

A hall that has just been set up decodes every clip, 1.4 s of processor; a later one finds what
another has made, as after a restart. Whatever is found there is proven before it is used.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path


def lend_decoded(data: Path) -> None:
    """Let the hall whose data folder is ``data`` find, and leave, decoded clips."""
    decoded = data / "sounds" / "decoded"
    if not decoded.exists():
        decoded.parent.mkdir(parents=True)
        decoded.symlink_to(_kept())


@cache
def _kept() -> Path:
    folder = tempfile.mkdtemp(prefix="panggil-decoded-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
