"""The emergency voice: espeak-ng, for machines on which the embedded voice cannot work.

It sounds like a machine, but it needs neither a processor of this decade nor memory. espeak-ng is
under the GNU GPL v3, so it is no part of Panggil: it comes with ``pip install panggil[espeak]`` and
is loaded, where it is installed, by the voice worker's process alone.
"""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from audio.voices.espeak.name import VOICE

if TYPE_CHECKING:
    from audio.voices.espeak.engine import Espeak

__all__ = ["VOICE", "Espeak", "is_installed"]


def is_installed() -> bool:
    """Return whether the extra ``panggil[espeak]`` is there; nothing is loaded."""
    return find_spec("espeakng_loader") is not None


def __getattr__(name: str) -> Any:
    """Fetch the engine when it is first asked for; AttributeError for any other name."""
    if name == "Espeak":
        from audio.voices.espeak.engine import Espeak

        return Espeak
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
