"""The embedded voice: Kokoro-82M on onnxruntime, speaking Indonesian by our own letter-to-sound.

Its name is known without loading it: onnxruntime comes with the first look at :class:`Kokoro`.
"""

from typing import TYPE_CHECKING, Any

from audio.voices.kokoro.name import VOICE

if TYPE_CHECKING:
    from audio.voices.kokoro.engine import Kokoro

__all__ = ["VOICE", "Kokoro"]


def __getattr__(name: str) -> Any:
    """Fetch the engine when it is first asked for; AttributeError for any other name."""
    if name == "Kokoro":
        from audio.voices.kokoro.engine import Kokoro

        return Kokoro
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
