"""The hall's ear: a microphone hears whether announcements really sound, and how loud.

It answers in figures; no sound is kept (docs/hearing.md).
"""

from audio.ear.chimes import chime_references
from audio.ear.detector import Detector, Expected
from audio.ear.figures import Judgement, Unjudged, Verdict
from audio.ear.hearing import FAULT_TEXTS, TARGET_DB, Hearing
from audio.ear.microphone import Block, Microphone, PcmMicrophone
from audio.ear.reference import Reference, make_reference
from audio.ear.worker_process import EarWorker
from audio.ear.worker_protocol import EarEvent

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
