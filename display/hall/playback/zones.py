"""The hall's zones at work: each has a desk for its speakers and an announcer for its queue.

Which zones there are stands in the journal. Whoever follows it tells of a change
(:meth:`Zones.changed`), also of one that another server wrote; nothing has to be started again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import structlog

from display.hall.lookup import MAIN_ZONE, zone_ids
from display.loop import Loop

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.playback.announcer import Announcer
    from display.hall.playback.speakers import SpeakerDesk, SpeakerState

log = structlog.get_logger(__name__)

BEAT_S: Final = 5.0
"""Between two looks at which zones there are; a change is looked at at once."""
LAST_LOOK_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class SpeakingZone:
    """A zone: ``hall`` is the context of what is done in it, with its id."""

    hall: HallContext
    speakers: SpeakerDesk
    announcer: Announcer

    @property
    def id(self) -> str:
        """The zone's id."""
        return self.hall.zone


class Zones:
    """The zones of a hall, whose own zone is ``main``; ``make`` makes the parts of one."""

    def __init__(self, hall: HallContext, make: Callable[[HallContext], SpeakingZone]) -> None:
        self._hall, self._make = hall, make
        self.main = make(hall)
        self._zones = {MAIN_ZONE: self.main}
        self._begun = False
        self._lock = threading.Lock()
        self.loop = Loop("zones", self.follow, beat_s=BEAT_S)

    def __iter__(self) -> Iterator[SpeakingZone]:
        """Yield the zones, ``main`` first, then in the order of their ids."""
        others = sorted(zone for zone in self._zones if zone != MAIN_ZONE)
        return iter([self.main, *(self._zones[zone] for zone in others)])

    def find(self, zone_id: str) -> SpeakingZone | None:
        """Return a zone by its id; one that was made just now is there as well."""
        if zone_id not in self._zones:
            self.follow()
        return self._zones.get(zone_id)

    @property
    def has_speaker(self) -> bool:
        """Whether a speaker of any zone is connected here."""
        return any(zone.speakers.has_speaker for zone in self)

    def describe(self) -> list[SpeakerState]:
        """Return what speaks in each zone, ``main`` first."""
        return [zone.speakers.describe() for zone in self]

    def send_away(self, leader: Collection[SpeakerState]) -> None:
        """Send speakers to the server that leads, from zones for which that has nobody.

        Where it has none at all the lease comes here instead, and nobody has to go.
        """
        mute = {each["zone"] for each in leader if each["state"] == "absent"}
        if len(mute) < len(leader):
            for zone in self:
                if zone.id in mute:
                    zone.speakers.send_away()

    def follow(self) -> None:
        """Make the parts of each zone that the journal has, and let go those that it has not."""
        with self._lock:
            wanted = self._hall.read(zone_ids)
            for zone_id in wanted:
                if zone_id not in self._zones:
                    self._add(zone_id)
            for gone in [zone for zone in self._zones if zone not in wanted]:
                zone = self._zones.pop(gone)
                zone.speakers.close()
                if self._begun:
                    zone.announcer.stop()
                log.info("zone gone", zone=gone)

    def changed(self) -> None:
        """Look soon which zones there are; cheap, and safe from any thread."""
        self.loop.wake()

    def start(self) -> None:
        """Start the announcer of every zone, and follow which zones there are."""
        self.follow()
        with self._lock:
            self._begun = True
            for zone in self:
                zone.announcer.start()
        self.loop.start()

    def stop(self) -> None:
        """Stop all announcers; what sounds goes on (:meth:`Announcer.stop`)."""
        self.loop.stop(LAST_LOOK_S)
        for zone in self:
            zone.announcer.stop()

    def wake(self) -> None:
        """Let every announcer take a turn soon."""
        for zone in self:
            zone.announcer.wake()

    def hear_pace(self, pace_s: float | None) -> None:
        """Tell every announcer how fast the voice makes phrases; see :class:`Announcer`."""
        for zone in self:
            zone.announcer.hear_pace(pace_s)

    def take_over(self) -> None:
        """Forget what was sent in every zone, since another server may have led."""
        for zone in self:
            zone.announcer.take_over()

    def open(self) -> None:
        """Let speakers speak in every zone: this server leads the hall from now on."""
        with self._lock:
            for zone in self:
                zone.speakers.open()

    def shut(self) -> None:
        """Let nobody speak: another server leads the hall."""
        with self._lock:
            for zone in self:
                zone.speakers.shut()

    def _add(self, zone_id: str) -> None:
        zone = self._make(replace(self._hall, zone=zone_id))
        if self._begun:
            zone.announcer.start()
        self._zones[zone_id] = zone
        log.info("zone speaks", zone=zone_id)
