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
    from audio.ear.hearing import FAULT_TEXTS, TARGET_DB, Hearing
    from audio.ear.microphone import Block, Microphone, PcmMicrophone
    from audio.ear.reference import Reference, make_reference
    from audio.ear.worker_process import EarWorker
    from audio.ear.worker_protocol import EarEvent

_ROOMS = {
    "audio.ear.chimes": ("chime_references",),
    "audio.ear.detector": ("Detector",),
    "audio.ear.figures": ("Expected", "Judgement", "Unjudged", "Verdict"),
    "audio.ear.hearing": ("FAULT_TEXTS", "TARGET_DB", "Hearing"),
    "audio.ear.microphone": ("Block", "Microphone", "PcmMicrophone"),
    "audio.ear.reference": ("Reference", "make_reference"),
    "audio.ear.worker_process": ("EarWorker",),
    "audio.ear.worker_protocol": ("EarEvent",),
}

__all__ = [
    "FAULT_TEXTS",
    "TARGET_DB",
    "Block",
    "Detector",
    "EarEvent",
    "EarWorker",
    "Expected",
    "Hearing",
    "Judgement",
    "Microphone",
    "PcmMicrophone",
    "Reference",
    "Unjudged",
    "Verdict",
    "chime_references",
    "make_reference",
]


def __getattr__(name: str) -> Any:
    """Fetch a name of this door from its file; AttributeError for any other."""
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(room), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
