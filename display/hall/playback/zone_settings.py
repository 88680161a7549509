"""What a speaker is told of its zone: how loud, and on which output."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from display.hall.playback.speaker import Link, Speaker
    from display.journal import Zone


class ZoneSettings:
    """Tells a speaker of a zone's volume and output, each once and when it has changed."""

    def __init__(self) -> None:
        self._volume: tuple[Link, int] | None = None
        self._output: tuple[Link, str, tuple[str, ...]] | None = None

    def tell(self, speaker: Speaker, zone: Zone) -> None:
        """Tell the speaker what it does not know yet."""
        link = speaker.link
        if self._volume != (link, zone.volume):
            self._volume = (link, zone.volume)
            link.send({"type": "volume", "zone": zone.id, "volume": zone.volume})
        told, before = (link, zone.device, zone.fallback_devices), self._output
        self._output = told
        # A choice that staff took back has the speaker choose anew.
        chosen = zone.device or zone.fallback_devices
        if told != before and (chosen or (before and before[0] is link)):
            device, fallbacks = zone.device or None, list(zone.fallback_devices)
            output = {"device": device, "fallback_devices": fallbacks}
            link.send({"type": "output", "zone": zone.id, **output})
