"""Which of several speakers of a zone speaks, while all others stand by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from display.hall.playback.speaker import Speaker

UNWELL_AFTER_S: Final = 8.0
"""By then a sound worker or sound server that starts again is back (up to 5 s)."""

WELL_AFTER_S: Final = 10.0
"""Who has failed has its place back after this: a loose plug moves no voice to and fro."""


def choose_speaker(
    present: Sequence[Speaker], holder: Speaker | None, chosen: str, *, sounding: bool
) -> Speaker | None:
    """Return who is to speak: of those ``present``, oldest first; ``holder`` is who speaks now.

    The one called ``chosen`` by staff, while it is well; else who is well, a TV only where nobody
    else is. While something is ``sounding`` nothing changes, unless the hall cannot hear it.
    """
    ranked = sorted(present, key=lambda one: one.screen)
    main = next((one for one in ranked if one.name == chosen), None)
    if main is None and holder and holder.screen:
        main = next((one for one in ranked if not one.screen and one.is_well), None)
    well = [one for one in ranked if one.is_well]
    if holder not in present:
        return _first(main if main in well else None, *well, main, *ranked)
    if holder is None:
        return None
    if not holder.is_well and holder.turned_s >= UNWELL_AFTER_S:
        return _first(main if main in well else None, *well, holder)
    if main in well and main.turned_s >= WELL_AFTER_S and not sounding:
        return main
    return holder


def _first(*speakers: Speaker | None) -> Speaker | None:
    return next((one for one in speakers if one is not None), None)
