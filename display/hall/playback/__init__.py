"""Playback: what sounds now and next, the speaker's lease, and the forecast of the queue."""

from display.hall.playback.announcer import Announcer
from display.hall.playback.forecast import QueueForecast, forecast_queue
from display.hall.playback.speaker import Speaker
from display.hall.playback.speakers import SpeakerDesk, SpeakerRow, SpeakerState
from display.hall.playback.zones import SpeakingZone, Zones

__all__ = [
    "Announcer",
    "QueueForecast",
    "Speaker",
    "SpeakerDesk",
    "SpeakerRow",
    "SpeakerState",
    "SpeakingZone",
    "Zones",
    "forecast_queue",
]
