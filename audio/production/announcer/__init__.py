"""Recordings: a hall's own announcer as a clip pack, validated as a stranger's file is."""

from audio.production.announcer.errors import RecordingRefused
from audio.production.announcer.install import install_recordings

__all__ = ["RecordingRefused", "install_recordings"]
