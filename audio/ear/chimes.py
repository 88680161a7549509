"""The references of Panggil's chimes."""

from __future__ import annotations

import numpy

from audio.ear.reference import Reference, make_reference
from audio.packs import chime_pack
from audio.sound.decode import decode_clip
from audio.studio import RATE_HZ


def chime_references() -> dict[str, Reference]:
    """Return a reference for each shipped chime, by name.

    That of the end, too: no announcement begins with it, but it is not to be taken for a beginning.
    """
    return {
        clip.text: make_reference(numpy.frombuffer(decode_clip(clip.path), numpy.int16), RATE_HZ)
        for clip in chime_pack().clips()
    }
