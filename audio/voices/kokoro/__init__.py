"""The embedded voice: Kokoro-82M on onnxruntime, speaking Indonesian by our own letter-to-sound."""

from audio.voices.kokoro.engine import Kokoro
from audio.voices.kokoro.name import VOICE

__all__ = ["VOICE", "Kokoro"]
