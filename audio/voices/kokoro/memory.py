"""Is there memory enough for the model? Loading it anyway would take the server's.

Where memory runs out the kernel ends whole processes, perhaps not this one.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from audio.errors import VoiceError

_MEMINFO = Path("/proc/meminfo")
# Measured peak of the voice worker: 409 MB (study of the voice); the rest is air.
NEEDED_BYTES = 450 * 1024 * 1024


def require_memory() -> None:
    """Raise :class:`VoiceError` when this machine has less memory to give than the model needs."""
    available = available_bytes()
    if available is not None and available < NEEDED_BYTES:
        raise VoiceError(
            f"The embedded voice needs {NEEDED_BYTES >> 20} MB of memory and"
            f" {available >> 20} MB are available."
        )


def available_bytes() -> int | None:
    """Return what the kernel could give without swapping; ``None`` where it does not tell."""
    with suppress(OSError, ValueError, IndexError):
        for line in _MEMINFO.read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return None
