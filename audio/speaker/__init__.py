"""The speaker: takes sounds from the server and plays them on the PA line, once, in order.

The names are fetched when first asked for, so that the sound worker, which lives in this package,
starts without the websocket library (a worker that restarts must be back at once).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from audio.speaker.output_choice import OutputChoice
    from audio.speaker.probe import DeviceReport, play_file, probe_device
    from audio.speaker.speak import run_speaker
    from audio.speaker.wav import BadSound

_ROOMS = {
    "BadSound": "audio.speaker.wav",
    "DeviceReport": "audio.speaker.probe",
    "OutputChoice": "audio.speaker.output_choice",
    "play_file": "audio.speaker.probe",
    "probe_device": "audio.speaker.probe",
    "run_speaker": "audio.speaker.speak",
}

__all__ = ["BadSound", "DeviceReport", "OutputChoice", "play_file", "probe_device", "run_speaker"]


def __getattr__(name: str) -> Any:
    """Fetch a name of this door from its file; AttributeError for any other."""
    if name in _ROOMS:
        return getattr(import_module(_ROOMS[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
