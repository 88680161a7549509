"""The hall's ear: a microphone hears whether announcements really sound, and how loud.

It answers in figures; no sound is kept (docs/hearing.md). The names are fetched when first asked
for: whoever only starts the ear's worker, or counts what it says, does without numpy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from audio.ear.chimes import chime_references
    from audio.ear.detector import Detector
    from audio.ear.figures import Expected, Judgement, Unjudged, Verdict
    from audio.ear.listener import run_ear
    from audio.ear.microphone import Block, Microphone, PcmMicrophone
    from audio.ear.probe import MicrophoneReport, probe_microphone
    from audio.ear.reference import Reference, make_reference
    from audio.ear.sdl_microphone import NoMicrophone, microphone_names
    from audio.ear.worker_process import EarWorker
    from audio.ear.worker_protocol import EarEvent

_ROOMS = {
    "audio.ear.chimes": ("chime_references",),
    "audio.ear.detector": ("Detector",),
    "audio.ear.figures": ("Expected", "Judgement", "Unjudged", "Verdict"),
    "audio.ear.listener": ("run_ear",),
    "audio.ear.microphone": ("Block", "Microphone", "PcmMicrophone"),
    "audio.ear.probe": ("MicrophoneReport", "probe_microphone"),
    "audio.ear.reference": ("Reference", "make_reference"),
    "audio.ear.sdl_microphone": ("NoMicrophone", "microphone_names"),
    "audio.ear.worker_process": ("EarWorker",),
    "audio.ear.worker_protocol": ("EarEvent",),
}

__all__ = [
    "Block",
    "Detector",
    "EarEvent",
    "EarWorker",
    "Expected",
    "Judgement",
    "Microphone",
    "MicrophoneReport",
    "NoMicrophone",
    "PcmMicrophone",
    "Reference",
    "Unjudged",
    "Verdict",
    "chime_references",
    "make_reference",
    "microphone_names",
    "probe_microphone",
    "run_ear",
]


def __getattr__(name: str) -> Any:
    """Fetch a name of this door from its file; AttributeError for any other."""
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(room), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
