"""Recordings: sounds that staff speak into a microphone or bring as a file, made fit for a hall.

This door is light: what decodes and levels (numpy, soundfile) runs in a process of its own
(:mod:`audio.recordings.worker`), so that a strange file can cost the server neither time nor life.
"""

from audio.recordings.errors import NotTaken
from audio.recordings.folder import RecordingFolder
from audio.recordings.importer import Imported, SoundImporter
from audio.recordings.limits import LONGEST_S

__all__ = ["LONGEST_S", "Imported", "NotTaken", "RecordingFolder", "SoundImporter"]
