"""Sounds: clips joined to one file per announcement, in milliseconds, without synthesis or network.

This door loads neither numpy nor a voice: it is used inside the server process.
"""

from audio.sound.composer import Composer
from audio.sound.errors import MissingClips, RecordingLost, SoundError, SoundUnwritable
from audio.sound.sound import Sound

__all__ = ["Composer", "MissingClips", "RecordingLost", "Sound", "SoundError", "SoundUnwritable"]
