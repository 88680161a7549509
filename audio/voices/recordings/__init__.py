"""Recordings: a hall's own announcer as a clip pack, validated as a stranger's file is."""

from audio.voices.recordings.errors import RecordingRefused
from audio.voices.recordings.install import install_recordings

__all__ = ["RecordingRefused", "install_recordings"]
