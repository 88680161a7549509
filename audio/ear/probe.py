"""Can a microphone be opened, and does it give anything? For ``panggil doctor``."""

from __future__ import annotations

from dataclasses import dataclass
from queue import Empty, SimpleQueue

from audio.ear.worker_process import EarWorker
from audio.ear.worker_protocol import EarEvent

# Opening takes a moment, and hangs no longer than 8 s: then the worker ends itself.
_PATIENCE_S = 12.0
_CLOSE_S = 1.0
_ANSWERS = {"listening", "no_microphone", "lost", "died"}


@dataclass(frozen=True, slots=True)
class MicrophoneReport:
    """``opens``: it gives samples. ``device``: its name. ``detail``: else why not."""

    opens: bool
    device: str
    detail: str = ""


def probe_microphone(device: str | None = None) -> MicrophoneReport:
    """Open a microphone, or the system's default, in a process of its own, and close it again."""
    events: SimpleQueue[EarEvent] = SimpleQueue()
    try:
        worker = EarWorker(device, events.put)
    except OSError as error:
        return MicrophoneReport(False, device or "", str(error))
    try:
        event = events.get(timeout=_PATIENCE_S)
        while event.event not in _ANSWERS:
            event = events.get(timeout=_PATIENCE_S)
    except Empty:
        return MicrophoneReport(False, device or "", "no answer")
    finally:
        worker.close(_CLOSE_S)
    if event.event == "listening":
        return MicrophoneReport(True, event.device or device or "")
    return MicrophoneReport(False, device or "", event.detail or "it gives nothing")
