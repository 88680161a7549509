"""One clip: a phrase as sound, and how it is known to be whole."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict


class ClipFacts(TypedDict):
    """What is measured of a finished clip: ms, LUFS and dBTP."""

    duration_ms: int
    loudness_lufs: float
    true_peak_dbtp: float


class ManifestEntry(ClipFacts):
    """A clip as a manifest has it; ``file`` is a name in the manifest's own folder."""

    text: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Clip:
    """A phrase's sound file (mono, 48 kHz) with its checksum and measured loudness."""

    text: str
    path: Path
    sha256: str
    duration_ms: int
    loudness_lufs: float
    voice: str
    true_peak_dbtp: float = 0.0

    def to_json(self) -> ManifestEntry:
        """Return the clip as a manifest entry; the path is its file name only."""
        return {
            "text": self.text,
            "file": self.path.name,
            "sha256": self.sha256,
            "duration_ms": self.duration_ms,
            "loudness_lufs": self.loudness_lufs,
            "true_peak_dbtp": self.true_peak_dbtp,
        }

    @classmethod
    def from_json(cls, entry: Mapping[str, Any], folder: Path, voice: str) -> Clip:
        """Read a manifest entry; ``KeyError``, ``TypeError`` or ``ValueError`` when it is not one.

        A manifest that names a file outside its folder is refused: packs come from other people.
        """
        name = str(entry["file"])
        if name != Path(name).name or name in {"", ".", ".."} or "\\" in name:
            raise ValueError(f"{name!r} is no plain file name")
        return cls(
            text=str(entry["text"]),
            path=folder / name,
            sha256=str(entry["sha256"]),
            duration_ms=int(entry["duration_ms"]),
            loudness_lufs=float(entry["loudness_lufs"]),
            voice=voice,
            true_peak_dbtp=float(entry["true_peak_dbtp"]),
        )


def clip_key(voice: str, text: str) -> str:
    """Return the address of ``text`` in ``voice``: 64 hex digits, the same on every machine."""
    return hashlib.sha256(f"{voice}\n{plain(text)}".encode()).hexdigest()


def plain(text: str) -> str:
    """Return ``text`` in one Unicode form (NFC) with single spaces: the key of a clip."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def damage_of(clip: Clip) -> str | None:
    """Return what is wrong with the clip's file, or ``None``: unreadable, or another checksum."""
    try:
        data = clip.path.read_bytes()
    except OSError as error:
        return f"unreadable ({error.strerror})"
    return None if hashlib.sha256(data).hexdigest() == clip.sha256 else "another checksum"
