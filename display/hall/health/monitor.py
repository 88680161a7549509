"""The monitor: turns what is wrong with the hall into faults, and clears what is right again.

The bar: a fault shows within 15 s (EN 54-16, 8.1.3, asks for 100 s of a voice alarm).
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from display.clock import iso_now, parse
from display.database import JournalUnavailable, LeaseLost
from display.finding import SCARCE_MB, free_mb
from display.hall.faults import (
    CLIP_DAMAGED,
    CLOCK_BEHIND,
    CLOCK_JUMPED,
    DATABASE_RESTORED,
    DEAD_MICROPHONE,
    DISK_SCARCE,
    EAR_ABSENT,
    EAR_NOT_HEARD,
    FALLBACK,
    MUTED,
    NO_DEVICE,
    PACK_BROKEN,
    SCREEN_BROKEN,
    SPEAKER_ABSENT,
    SPEAKER_SILENT,
    STANDING_IN,
    STUTTERING,
    UNFETCHED,
    FaultKind,
    StandingFaults,
    no_library,
)
from display.hall.health.clock import ClockMonitor, drifts_of, is_vouched_for
from display.hall.health.loops import LoopMonitor
from display.hall.health.missing import MissingScreens
from display.hall.health.screens import ScreenMonitor
from display.hall.health.writing import WriteMonitor
from display.hall.screens import ScreenWatch
from display.journal import Fault
from display.loop import Loop

if TYPE_CHECKING:
    from collections.abc import Callable

    from display.hall.backups import BackupDesk
    from display.hall.context import HallContext
    from display.hall.hearing import EarDesk
    from display.hall.playback import SpeakingZone, Zones
    from display.hall.screens import ScreenDesk
    from display.journal import Restored
    from display.push import Presence

# A speaker that restarts is back within about 2 s; a fault for that would only cry wolf. With the
# 1 s of its own beat it shows within 9 s, well under the bar of 15 s.
ABSENT_AFTER_S = 8.0
BEAT_S = 1.0
# An output is well again when it has been for this long; sooner, the fault would flicker.
SETTLED_S = 2.0
# Our own stream, muted by a slip, is open again after 20 ms: nobody has to be told.
PASSING_S = 1.0
# A server or network that is away for a moment is back by then.
UNFETCHED_FOR_S = 3.0
# A sound worker is ready 0.3 to 2.5 s after its start.
STARTING_TOO_LONG_S = 8.0
# As for a speaker, with room for a machine that starts again.
EAR_ABSENT_AFTER_S = 15.0
# An ear's worker that restarts, or a microphone that is plugged in again, is back by then.
UNWELL_AFTER_S = 8.0
# Of the last ten sounds with holes in them.
STUTTERS_ARE_A_FAULT, STUTTERS_ARE_WELL = 3, 2
# A disk that was scarce has to have this much more before it is not: no fault flickers.
RELIEF_MB = 50


class Monitor:
    """Looks at speakers, the ear, clips, screens, clock and disk once a second."""

    def __init__(
        self,
        hall: HallContext,
        zones: Zones,
        ears: EarDesk,
        presence: Presence,
        backups: BackupDesk,
        *,
        pack_trouble: str = "",
    ) -> None:
        self.clock, self.screens = ClockMonitor(), ScreenMonitor()
        self.writing = WriteMonitor(hall)
        self.backups = backups
        self.claimed = ScreenWatch()
        self._missing: MissingScreens | None = None
        self.pack_trouble = pack_trouble
        self._hall = hall
        self._zones = zones
        self._ears, self._presence = ears, presence
        self._faults = StandingFaults(hall)
        self._zones_told: set[str] = set()
        self._restored: Restored | None = None
        self._besides: list[Callable[[], None]] = []
        self._standing_by: list[Callable[[], None]] = []
        self.loop = Loop("monitor", self._look_if_leading, beat_s=BEAT_S)
        self.loops = LoopMonitor(hall)

    def watch_over(self, screens: ScreenDesk) -> None:
        """Miss the claimed screens that are not there."""
        # Of several servers each sees its own screens alone: none of them knows which are missing.
        if self._hall.lead is None:
            self._missing = MissingScreens(self._hall, screens, self.claimed)

    def look_besides(self, look: Callable[[], None]) -> None:
        """Do this at every look as well, while this server leads the hall."""
        self._besides.append(look)

    def look_standing_by(self, look: Callable[[], None]) -> None:
        """Do this at every look while another server leads the hall."""
        self._standing_by.append(look)

    def start(self) -> None:
        """Start watching."""
        self.writing.start()
        self.loop.start()

    def stop(self) -> None:
        """Stop watching."""
        self.writing.stop()
        self.loop.stop()

    def take_over(self) -> None:
        """Forget which faults stand: another server may have led the hall meanwhile."""
        self._faults.forget()
        self.writing.faults.forget()
        self.backups.faults.forget()
        self.loops.faults.forget()
        if self._missing:
            self._missing.faults.forget()

    def look(self) -> None:
        """Look once: raise what is wrong, clear what is right again.

        While another server leads the hall nothing is journalled here.
        """
        if not self._hall.leads:
            for zone in self._zones:
                zone.speakers.cut_silent()
            self.clock.look()
            self.screens.look(self._presence.all())
            self.claimed.look(self._presence.all())
            for look in self._standing_by:
                look()
            return
        self._look_at_zones()
        self._look_at_voice()
        self._look_at_clock()
        self._look_at_screens()
        self._look_at_disk()
        self.loops.look()
        # Last, for these read the journal, which may be away: then nothing can be kept either.
        with suppress(JournalUnavailable):
            self._look_at_database()
            if self._missing:
                self._missing.look()
            self._look_at_ear()
            for look in self._besides:
                look()

    def _look_at_zones(self) -> None:
        zones = list(self._zones)
        for gone in self._zones_told - {zone.id for zone in zones}:
            self._faults.end_all(gone)
        self._zones_told = {zone.id for zone in zones}
        for zone in zones:
            # With one zone nobody has to be told which.
            name = zone.announcer.zone.name if len(zones) > 1 else ""
            self._look_at_speaker(zone, name)
            self._look_at_output(zone, name)

    def _look_at_speaker(self, zone: SpeakingZone, name: str) -> None:
        desk = zone.speakers
        desk.cut_silent()
        holder = desk.holder
        absent = desk.absent_for_s() > ABSENT_AFTER_S
        self._tell(zone, name, SPEAKER_ABSENT, absent, holder is not None)
        chosen = zone.announcer.zone.speaker
        replaced = bool(holder and (holder.name != chosen if chosen else holder.screen))
        for_long = replaced and desk.speaking_s() > SETTLED_S
        self._tell(zone, name, STANDING_IN, for_long, not replaced and holder is not None)
        muted = zone.announcer.zone.volume == 0
        self._tell(zone, name, MUTED, muted, not muted)

    def _look_at_output(self, zone: SpeakingZone, name: str) -> None:
        """Does the sound reach the zone? What was repaired at once is no fault."""
        holder, announcer = zone.speakers.holder, zone.announcer
        state = holder.state if holder else "absent"
        told = (state, holder.reason if holder else None)
        stood_s = time.monotonic() - holder.state_since if holder else 0.0
        well = state in {"ready", "playing"} and stood_s >= SETTLED_S
        stuck = state == "starting" and stood_s >= STARTING_TOO_LONG_S
        lacking = told == ("no_device", "no_library")
        absent = state == "no_device" and not lacking
        self._tell(zone, name, NO_DEVICE, absent or stuck, well or lacking or state == "silent")
        library = no_library(holder.lack if holder else None)
        self._tell(zone, name, library, lacking, well or (state == "no_device" and not lacking))
        fallback = bool(holder and holder.fallback) and well
        self._tell(zone, name, FALLBACK, fallback, well or lacking or absent)
        for reason, kind in SPEAKER_SILENT.items():
            stands = told == ("silent", reason)
            over = well or (not stands and state in {"silent", "no_device", "absent"})
            self._tell(zone, name, kind, stands and stood_s >= PASSING_S, over)
        unfetched_s = announcer.fetching.failing_s
        self._tell(zone, name, UNFETCHED, unfetched_s > UNFETCHED_FOR_S, not unfetched_s)
        holes = sum(announcer.stutters)
        many, few = holes >= STUTTERS_ARE_A_FAULT, holes < STUTTERS_ARE_WELL
        self._tell(zone, name, STUTTERING, many, few)

    def _look_at_ear(self) -> None:
        """Does the hall's ear hear? What it does not say is not known, and changes nothing."""
        ears = self._ears
        ear, wanted = ears.ear, ears.is_expected
        absent = wanted and ears.absent_for_s() > EAR_ABSENT_AFTER_S
        self._set(EAR_ABSENT, absent, not wanted or ear is not None)
        dead = ears.unwell_for_s() > UNWELL_AFTER_S
        well = ear is not None and ear.state == "listening"
        kind = DEAD_MICROPHONE.get(ear.state if ear else "", DEAD_MICROPHONE["silent"])
        self._set(kind, dead, well or not wanted)
        if not wanted:  # nothing is asked of the journal where there is no ear
            self._set(EAR_NOT_HEARD, False, True)
            return
        hearing = ears.hearing()
        self._set(EAR_NOT_HEARD, hearing.is_fault, hearing.heard_last)
        sounding = self._zones.main.announcer.on_air_id is not None
        ears.compensate(self._hall, sounding=sounding)

    def _look_at_voice(self) -> None:
        damaged = bool(self._hall.composer.damaged)
        self._set(CLIP_DAMAGED, damaged, not damaged)
        broken = bool(self.pack_trouble)
        self._set(PACK_BROKEN, broken, not broken)

    def _look_at_database(self) -> None:
        """Was a copy put back? Told until somebody says by name that they know."""
        journal, hall = self._hall.journal, self._hall.id
        journal.recognise()
        restored = journal.restored(hall)
        if restored != self._restored:
            self._restored = restored
            self.take_over()  # in the copy other faults stand
        told = self._hall.read(lambda tx: tx.get(Fault, DATABASE_RESTORED.code, "database"))
        if restored and told and told.acknowledged_by and told.since >= restored.noticed_at:
            journal.settle_restored(hall)
            restored = None
        self._set(DATABASE_RESTORED, restored is not None, restored is None, "database")

    def _look_at_clock(self) -> None:
        if not self.clock.is_informed:
            # All of the journal: a clock that is slow writes slow events, and they come last.
            newest = self._hall.read(lambda tx: tx.newest_moment())
            self.clock.remember(parse(newest or iso_now()).timestamp())
        if is_vouched_for(drifts_of(self._presence.all())):
            self.clock.trust()
        self.clock.look()
        behind = bool(self.clock.behind_s)
        self._set(CLOCK_BEHIND, behind, not behind, "server")
        jumped = bool(self.clock.jumped_s)
        self._set(CLOCK_JUMPED, jumped, not jumped, "server")

    def _look_at_screens(self) -> None:
        self.screens.look(self._presence.all())
        self.claimed.look(self._presence.all())
        broken = self.screens.broken
        # Which one is told on the health page alone: a fault is in the state that anybody may read.
        self._set(SCREEN_BROKEN, bool(broken), not broken, "screens")

    def _look_at_disk(self) -> None:
        free, full = free_mb(self._hall.settings.data), self.writing.disk == "full"
        relieved = full or free >= SCARCE_MB + RELIEF_MB  # what is full is not "nearly" so
        self._set(DISK_SCARCE, free < SCARCE_MB and not full, relieved, "data")

    def _set(self, kind: FaultKind, wrong: bool, right: bool, subject: str | None = None) -> None:
        """Journal a change only; in between (neither wrong nor right yet) nothing is said."""
        if wrong or right:
            self._faults.tell(kind, wrong, subject)

    def _look_if_leading(self) -> None:
        with suppress(LeaseLost):  # another server leads since the look began
            self.look()

    def _tell(
        self, zone: SpeakingZone, name: str, kind: FaultKind, wrong: bool, right: bool
    ) -> None:
        """Journal a change of what is wrong in a zone, which is named where there are several."""
        named = replace(kind, sentence=f"{name}: {kind.sentence}") if name else kind
        self._set(named, wrong, right, zone.id)
