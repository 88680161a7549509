"""The port that every voice fits: a name and words to sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray


class Engine(Protocol):
    """A voice. Its ``name`` changes whenever the same words would sound different.

    Every engine is held to this page by ``tests/audio/voices/test_engine_contract.py``. None prints
    or writes to the standard streams: they belong to the worker's line protocol and to the terminal
    of a build.
    """

    name: str
    rate_hz: int
    #: How many threads of this machine are worth asking it at a time; 1 where more gain nothing.
    jobs: int

    def synthesise(self, text: str) -> NDArray[numpy.float32]:
        """Return ``text`` spoken: mono, finite samples within about -1..1 at ``rate_hz``.

        Raises :class:`~audio.errors.Unspeakable` for what cannot be said (never leaves a
        part out silently) and :class:`~audio.errors.VoiceError` when the engine fails.
        """
        ...

    def provenance(self) -> dict[str, str]:
        """Return what the sound depends on, for a manifest: versions and checksums."""
        ...

    def close(self) -> None:
        """Give back model, library or connection; safe to call twice.

        Afterwards :meth:`synthesise` raises :class:`~audio.errors.VoiceError`.
        """
        ...


@runtime_checkable
class Interruptible(Protocol):
    """A voice that takes seconds for a phrase, and can be told that nobody wants it any more."""

    def abandon(self) -> None:
        """Give up what is being synthesised, from another thread than the one that speaks.

        :meth:`Engine.synthesise` then raises :class:`~audio.errors.Abandoned` within a tenth of a
        second; where nothing is in work nothing happens.
        """
        ...
