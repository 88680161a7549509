"""Which engines there are, by the short names that people type."""

from __future__ import annotations

from collections.abc import Callable

from audio.errors import VoiceError
from audio.voices.engine import Engine


def _kokoro(_interval_s: float | None) -> Engine:
    from audio.voices.kokoro import Kokoro

    return Kokoro()


def _gtts(interval_s: float | None) -> Engine:
    from audio.voices.gtts import Gtts, Manners

    return Gtts(Manners() if interval_s is None else Manners(interval_s=interval_s))


def _espeak(_interval_s: float | None) -> Engine:
    from audio.voices.espeak import Espeak

    return Espeak()


# The libraries of an engine are loaded when it is opened: none of them belongs into the server.
# Each is given the time between requests; only one that asks over the network has a use for it.
_ENGINES: dict[str, Callable[[float | None], Engine]] = {
    "kokoro": _kokoro,
    "gtts": _gtts,
    "espeak": _espeak,
}
ENGINE_NAMES = tuple(_ENGINES)


def open_engine(name: str, *, interval_s: float | None = None) -> Engine:
    """Return the engine called ``name``, ready to speak; close it after use.

    ``interval_s`` is the time between requests of an online voice, its own polite pace without it;
    the others work as fast as they can.
    Raises :class:`VoiceError` for an unknown name and when the engine cannot be had here.
    """
    if name not in _ENGINES:
        raise VoiceError(f"There is no engine {name!r}; there are {', '.join(ENGINE_NAMES)}.")
    return _ENGINES[name](interval_s)
