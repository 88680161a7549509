"""What may be done to a clip between decoding and joining.

The treated clip is kept decoded like any other, so it costs once; the sound is one file all the
same, for PA, preview and browser.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Treatment(NamedTuple):
    """A change of a clip's PCM; ``name`` tells its result from another's on the disk."""

    name: str
    apply: Callable[[bytes], bytes]


def gentle_compression() -> Treatment:
    """Return the compression of :mod:`audio.studio.compression`; loads numpy (20 MB)."""
    import numpy

    from audio.studio import compress

    def apply(pcm: bytes) -> bytes:
        samples = numpy.frombuffer(pcm, "<i2") / 32768
        pressed = numpy.clip(numpy.rint(compress(samples) * 32768), -32768, 32767)
        return pressed.astype("<i2").tobytes()

    return Treatment("gentle1", apply)
