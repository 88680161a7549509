"""The clips made on this machine: synthesised when a phrase was missing, kept for the next time.

Each clip is two files, named by :func:`audio.packs.clip_key`: the sound and, written after it, a
small JSON note with its checksum. A clip exists when both do; a writer killed in between leaves
nothing that could be mistaken for one.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from audio.packs.clip import Clip, ClipFacts, ManifestEntry, clip_key, plain
from audio.packs.errors import PackError
from audio.packs.files import private_folder, remove_leftovers, write_atomically

# About 4,000 clips of 1.5 s at 60 KB (FLAC); a hall's announcements repeat, this is for years.
LIMIT_BYTES = 256 * 1024 * 1024


class ClipFolder:
    """Clips of one ``voice`` in ``folder``, bounded in size: the longest unused go first."""

    def __init__(self, folder: Path, voice: str, *, limit_bytes: int = LIMIT_BYTES) -> None:
        self.folder = folder
        self.voice = voice
        self.limit_bytes = limit_bytes
        try:
            private_folder(folder)
        except OSError as error:
            raise PackError(f"The clip folder {folder} cannot be made: {error.strerror}.") from None
        remove_leftovers(folder)

    def find(self, text: str) -> Clip | None:
        """Return the clip that says exactly ``text``, or ``None``; a damaged note is no clip."""
        note = self._note(text)
        try:
            entry = json.loads(note.read_text("utf-8"))
            clip = Clip.from_json(entry, self.folder, self.voice)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return clip if clip.text == plain(text) and clip.path.is_file() else None

    def add(self, text: str, sound: bytes, ending: str, facts: ClipFacts) -> Clip:
        """Keep ``sound`` (a whole file with that ``ending``) as the clip of ``text``.

        Raises ``OSError``.
        """
        note = self._note(text)
        entry: ManifestEntry = {
            "text": plain(text),
            "file": note.with_suffix(ending).name,
            "sha256": hashlib.sha256(sound).hexdigest(),
            **facts,
        }
        clip = Clip.from_json(entry, self.folder, self.voice)
        write_atomically(clip.path, sound, durable=True)
        write_atomically(note, json.dumps(entry, ensure_ascii=False).encode(), durable=True)
        self.prune()
        return clip

    def discard(self, text: str) -> None:
        """Forget the clip of ``text`` (it is damaged), so that it is made again."""
        clip = self.find(text)
        with suppress(OSError):
            self._note(text).unlink(missing_ok=True)
            if clip is not None:
                clip.path.unlink(missing_ok=True)

    def made_at(self, text: str) -> float:
        """Return when the clip of ``text`` was made (seconds since the epoch); ``OSError``."""
        return self._note(text).stat().st_mtime

    def touch(self, clip: Clip) -> None:
        """Note that ``clip`` was used just now."""
        with suppress(OSError):
            os.utime(clip.path)

    def size_bytes(self) -> int:
        """Return how much room the clips take, those of stand-ins included."""
        return sum(size for _, size, _ in self._sounds())

    def prune(self) -> None:
        """Remove the longest unused clips until the folder is within its limit."""
        sounds = self._sounds()
        total = sum(size for _, size, _ in sounds)
        for _, size, path in sorted(sounds, key=lambda item: item[:2]):
            if total <= self.limit_bytes:
                return
            with suppress(OSError):
                path.with_suffix(".json").unlink(missing_ok=True)
                path.unlink(missing_ok=True)
                total -= size

    def _sounds(self) -> list[tuple[float, int, Path]]:
        """Return when each sound was last used, its size and where it is."""
        sounds = []
        for path in self.folder.iterdir():
            with suppress(OSError):
                if path.suffix not in {".json", ".part"}:
                    stat = path.stat()
                    sounds.append((stat.st_mtime, stat.st_size, path))
        return sounds

    def _note(self, text: str) -> Path:
        return self.folder / f"{clip_key(self.voice, text)}.json"
