"""The folder of recordings: bounded in size, named by content, never half a file.

``<sha256>.wav`` are the recordings. ``incoming`` holds what is being received or judged at this
moment; whatever lies there when a server starts was left by one that was killed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from audio.packs import PART, private_folder, write_hashed
from audio.recordings.errors import NotTaken

_NAME = re.compile(r"[0-9a-f]{64}")


class RecordingFolder:
    """The recordings of one server in ``folder``, together at most ``limit_bytes``."""

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        self.folder = folder
        self.limit_bytes = limit_bytes
        self._incoming = folder / "incoming"

    def path(self, recording_id: str) -> Path | None:
        """Return the recording's file, ``None`` when it is not there."""
        path = self.folder / f"{recording_id}.wav"
        return path if _NAME.fullmatch(recording_id) and path.is_file() else None

    def used_bytes(self) -> int:
        """Return what all recordings take on the disk."""
        return sum(path.stat().st_size for path in self._files())

    def incoming(self) -> Path:
        """Return a new name for a file that is about to be received. Raises ``OSError``."""
        private_folder(self.folder)
        private_folder(self._incoming)
        return self._incoming / uuid4().hex

    def require_room(self, size: int = 1, elsewhere: int = 0) -> None:
        """Raise :class:`NotTaken` (``folder_full``) when ``size`` more bytes are too many.

        ``elsewhere``: what recordings take that other servers of the hall have as well.
        """
        if max(self.used_bytes(), elsewhere) + size > self.limit_bytes:
            megabytes = self.limit_bytes // 1_000_000
            raise NotTaken(
                "folder_full", f"The recordings fill their {megabytes} MB; delete some first."
            )

    def take(self, recording_id: str, parts: Iterable[bytes]) -> Path | None:
        """Keep a recording that was brought to another server; return its file.

        ``None`` when ``parts`` are not that recording. Raises ``OSError``.
        """
        waiting = self.incoming()
        try:
            if write_hashed(waiting, parts)[0] != recording_id:
                return None
            waiting.replace(self.folder / f"{recording_id}.wav")
        finally:
            waiting.unlink(missing_ok=True)
        return self.path(recording_id)

    def remove(self, recording_id: str) -> None:
        """Remove a recording's file, if it is there."""
        path = self.path(recording_id)
        if path is not None:
            with suppress(OSError):  # held open on Windows: the next start sweeps it
                path.unlink()

    def sweep(self, known: Iterable[str]) -> int:
        """Remove what a killed server left: uploads, partial files, recordings nobody ``known``.

        Returns how many files went. Only for a server that starts: nothing else writes here then.
        """
        kept = set(known)
        if self.folder.is_dir():
            private_folder(self.folder)
        rest = [path for path in self._files() if path.stem not in kept]
        rest += [*self._incoming.glob("*"), *self.folder.glob(f"*{PART}")]
        for path in rest:
            with suppress(OSError):
                path.unlink()
        return len(rest)

    def _files(self) -> list[Path]:
        return [path for path in self.folder.glob("*.wav") if _NAME.fullmatch(path.stem)]
