"""Faults: what is wrong with the hall, raised, acknowledged and cleared in the journal."""

from display.hall.faults.acknowledgement import acknowledge_fault
from display.hall.faults.faults import (
    CLIP_DAMAGED,
    CLOCK_JUMPED,
    DEAD_MICROPHONE,
    DISK_SCARCE,
    EAR_ABSENT,
    EAR_NOT_HEARD,
    MUTED,
    NO_DEVICE,
    PACK_BROKEN,
    SCREEN_BROKEN,
    SPEAKER_ABSENT,
    SPEAKER_SILENT,
    STAND_IN,
    STUTTERING,
    VOICE_FAILED,
    FaultKind,
    clear_fault,
    no_library,
    raise_fault,
)
from display.hall.faults.requests import AcknowledgeRequest

__all__ = [
    "CLIP_DAMAGED",
    "CLOCK_JUMPED",
    "DEAD_MICROPHONE",
    "DISK_SCARCE",
    "EAR_ABSENT",
    "EAR_NOT_HEARD",
    "MUTED",
    "NO_DEVICE",
    "PACK_BROKEN",
    "SCREEN_BROKEN",
    "SPEAKER_ABSENT",
    "SPEAKER_SILENT",
    "STAND_IN",
    "STUTTERING",
    "VOICE_FAILED",
    "AcknowledgeRequest",
    "FaultKind",
    "acknowledge_fault",
    "clear_fault",
    "no_library",
    "raise_fault",
]
