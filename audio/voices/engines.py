"""Which engines there are, by the short names that people type."""

from __future__ import annotations

from collections.abc import Callable

from audio.voices.engine import Engine
from audio.voices.errors import VoiceError


def _kokoro() -> Engine:
    from audio.voices.kokoro import Kokoro

    return Kokoro()


def _gtts() -> Engine:
    from audio.voices.gtts import Gtts

    return Gtts()


def _espeak() -> Engine:
    from audio.voices.espeak import Espeak

    return Espeak()


# The libraries of an engine are loaded when it is opened: none of them belongs into the server.
_ENGINES: dict[str, Callable[[], Engine]] = {"kokoro": _kokoro, "gtts": _gtts, "espeak": _espeak}
ENGINE_NAMES = tuple(_ENGINES)


def open_engine(name: str) -> Engine:
    """Return the engine called ``name``, ready to speak; close it after use.

    Raises :class:`VoiceError` for an unknown name and when the engine cannot be had here.
    """
    if name not in _ENGINES:
        raise VoiceError(f"There is no engine {name!r}; there are {', '.join(ENGINE_NAMES)}.")
    return _ENGINES[name]()
