"""The port that every voice fits: a name and words to sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray


class Engine(Protocol):
    """A voice. Its ``name`` changes whenever the same words would sound different."""

    name: str
    rate_hz: int

    def synthesise(self, text: str) -> NDArray[numpy.float32]:
        """Return ``text`` spoken: mono samples within -1..1 at ``rate_hz``.

        Raises :class:`~audio.voices.errors.Unspeakable` for what cannot be said (never leaves a
        part out silently) and :class:`~audio.voices.errors.VoiceError` when the engine fails.
        """
        ...

    def provenance(self) -> dict[str, Any]:
        """Return what the sound depends on, for a manifest: versions and checksums."""
        ...
