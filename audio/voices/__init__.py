"""Voices: the disposable worker process that makes clips, and its handle in the server.

This door is light. What synthesises and measures (numpy, onnxruntime) is in the rooms below and is
loaded by the worker process and the pack builder only.
"""

from audio.voices.engines import ENGINE_NAMES, open_engine
from audio.voices.errors import VoiceError
from audio.voices.handle import VoiceWorker

__all__ = ["ENGINE_NAMES", "VoiceError", "VoiceWorker", "open_engine"]
