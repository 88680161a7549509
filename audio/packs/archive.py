"""A pack as one file, to carry to another hall."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

from audio.packs.clip import damage_of
from audio.packs.errors import PackError
from audio.packs.pack import MANIFEST, Pack, write_manifest

# Zip's earliest date: the same pack gives the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)


def export_pack(pack: Pack, target: Path) -> int:
    """Write ``pack`` to the zip ``target`` and return its size in bytes.

    It can be installed as recordings are. Raises :class:`PackError` when a clip is damaged or the
    file cannot be written; an older file stays as it was then.
    """
    for clip in pack.clips():
        damage = damage_of(clip)
        if damage:
            raise PackError(f"The clip {clip.text!r} of {pack.name} is damaged: {damage}.")
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with zipfile.ZipFile(part, "x") as archive:
            archive.writestr(zipfile.ZipInfo(MANIFEST, _DATE), write_manifest(pack))
            for clip in sorted(pack.clips(), key=lambda clip: clip.path.name):
                archive.writestr(zipfile.ZipInfo(clip.path.name, _DATE), clip.path.read_bytes())
        os.replace(part, target)
        return target.stat().st_size
    except OSError as error:
        raise PackError(f"{target} cannot be written: {error.strerror}.") from None
    finally:
        part.unlink(missing_ok=True)
