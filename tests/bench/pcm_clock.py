"""When each sample reached the PA's capture."""

from __future__ import annotations

import threading
import time
from pathlib import Path


class PcmClock:
    """When each frame of the PA's capture was written, to some milliseconds."""

    def __init__(self, pcm_path: Path) -> None:
        self._path = pcm_path
        self._seen: list[tuple[int, float]] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()
        self._thread.join(5)

    def when(self, frame: int) -> float:
        """Return the moment at which a frame was there."""
        return next(at for frames, at in self._seen if frames > frame)

    def _run(self) -> None:
        while not self._stop.wait(0.004):
            frames, at = self._path.stat().st_size // 4, time.monotonic()
            if not self._seen or frames > self._seen[-1][0]:
                self._seen.append((frames, at))
