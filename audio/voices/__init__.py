"""Voices: the disposable worker process that makes clips, and its handle in the server.

This door is light. What synthesises and measures (numpy, onnxruntime) is in the rooms below and is
loaded by the worker process and the pack builder only.
"""

from audio.voices.engines import ENGINE_NAMES, open_engine
from audio.voices.handle import VoiceWorker
from audio.voices.standins import EMERGENCY_S, EMERGENCY_VOICE, STAND_INS

__all__ = [
    "EMERGENCY_S",
    "EMERGENCY_VOICE",
    "ENGINE_NAMES",
    "STAND_INS",
    "VoiceWorker",
    "open_engine",
]
