"""Clip packs: recorded or synthesised phrases with checksums, and the clips made on this machine.

This door is light: it loads no audio library. Building a pack is :mod:`audio.production.build`.
"""

from audio.packs.check import Report, check_pack
from audio.packs.clip import Clip, ClipFacts, clip_key, damage_of
from audio.packs.errors import PackError
from audio.packs.files import (
    PART,
    private_folder,
    remove_leftovers,
    write_atomically,
    write_hashed,
    write_in_parts,
)
from audio.packs.installed import installed_packs, open_installed, pack_folder, pack_name
from audio.packs.made import ClipFolder
from audio.packs.pack import Pack, chime_pack, default_pack, open_pack

__all__ = [
    "PART",
    "Clip",
    "ClipFacts",
    "ClipFolder",
    "Pack",
    "PackError",
    "Report",
    "check_pack",
    "chime_pack",
    "clip_key",
    "damage_of",
    "default_pack",
    "installed_packs",
    "open_installed",
    "open_pack",
    "pack_folder",
    "pack_name",
    "private_folder",
    "remove_leftovers",
    "write_atomically",
    "write_hashed",
    "write_in_parts",
]
