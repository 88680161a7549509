"""The references of the chimes that Panggil's announcements begin with."""

from __future__ import annotations

import numpy

from audio.ear.reference import Reference, make_reference
from audio.packs import chime_pack
from audio.sound.decode import decode_clip
from audio.studio import RATE_HZ

# Announcements end with this one; by then it is too late to learn that nobody hears.
_LAST = "end"


def chime_references() -> dict[str, Reference]:
    """Return a reference for each shipped chime that an announcement may begin with, by name."""
    return {
        clip.text: make_reference(numpy.frombuffer(decode_clip(clip.path), numpy.int16), RATE_HZ)
        for clip in chime_pack().clips()
        if clip.text != _LAST
    }
