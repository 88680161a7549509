"""The desk where the hall's ear reports: who listens, by which microphone, and what it hears."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypedDict

import structlog

from display.clock import now, parse
from display.hall.announcing import ZoneRequest, change_zone, the_zone
from display.hall.errors import Conflict, Refused
from display.hall.hearing.noise_compensation import next_volume
from display.hall.hearing.rule import Hearing, hearing_of
from display.hall.hearing.verdicts import keep_verdict
from display.journal import Transaction, Zone

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.hearing.requests import EarRequest
    from display.journal import Row, Snapshot

log = structlog.get_logger(__name__)

#: An ear says something every second; after this it counts as gone, and another may listen.
SILENT_AFTER_S = 10.0
#: The ear keeps 3 s of what it heard: later news than this would meet nothing.
_NEWS_S = 2.5
#: A microphone's samples at the end of the scale: beyond this its level is higher than it says.
_CLIPS = 0.01
#: Of an announcement whose length is not known.
_USUAL_S = 10.0


class ExpectedChime(TypedDict):
    """An announcement that has just begun to sound, for the ear to listen for."""

    announcement_id: str
    attempt: int
    chime: str
    age_s: float
    length_s: float


@dataclass(frozen=True, slots=True)
class Ear:
    """The ear as it last described itself; ``unwell_since``: None while it hears."""

    name: str
    state: str
    microphone: str
    detail: str
    heard_at: float
    unwell_since: float | None
    clips: bool = False


class EarDesk:
    """Knows the ear of one zone. ``snapshot`` returns the state of the hall."""

    def __init__(self, hall: HallContext, snapshot: Callable[[], Snapshot]) -> None:
        self._hall, self._snapshot = hall, snapshot
        self._ear: Ear | None = None
        self._made_at = time.monotonic()
        self._volume: tuple[int, str] | None = None
        self._has_ear: bool | None = None

    @property
    def ear(self) -> Ear | None:
        """The ear that reports; ``None`` while there is none."""
        ear = self._ear
        return ear if ear and time.monotonic() - ear.heard_at < SILENT_AFTER_S else None

    def absent_for_s(self) -> float:
        """Return for how long no ear has said anything; since the start of the server at most."""
        return time.monotonic() - (self._ear.heard_at if self._ear else self._made_at)

    def unwell_for_s(self) -> float:
        """Return for how long the microphone of the ear that reports has given nothing."""
        ear = self.ear
        if ear is None or ear.unwell_since is None:
            return 0.0
        return time.monotonic() - ear.unwell_since

    def hearing(self) -> Hearing:
        """Return what the ear has learned of the hall."""
        return hearing_of(self._said_here(self._snapshot()))

    @property
    def is_expected(self) -> bool:
        """Whether an ear belongs to the hall, so that its absence is a fault."""
        if self._has_ear is None:  # asked once: only this desk changes it
            self._has_ear = self._hall.read(lambda tx: the_zone(tx, self._hall.zone)).has_ear
        return self._has_ear or bool(self._hall.settings.microphone)

    def take(self, said: EarRequest) -> list[ExpectedChime]:
        """Take what an ear says; return what it is to listen for.

        Raises :class:`Refused` for another zone, and :class:`Conflict` while another ear listens.
        """
        if said.zone != self._hall.zone:
            raise Refused("zone", f"There is no zone {said.zone!r}.", code="unknown_zone")
        self._note(said)
        if not self._has_ear:
            self._own(True)
        for judgement in said.judgements:
            keep_verdict(self._hall, judgement)
            if judgement.clipped_share is not None and self._ear:
                self._ear = replace(self._ear, clips=judgement.clipped_share > _CLIPS)
        return self._expected()

    def release(self) -> None:
        """Journal that the hall has no ear any more, until one reports again."""
        self._ear = None
        self._own(False)

    def compensate(self, hall: HallContext, *, sounding: bool) -> None:
        """Change the volume of ``hall`` by a step if that is wanted, is due, and nothing sounds.

        The context is that of who asks: only the server that leads the hall may.
        """
        ear, state = self.ear, self._snapshot()
        zone, rows = self._zone_of(state), self._said_here(state)
        if self._volume is None or self._volume[0] != zone.volume:
            self._volume = (zone.volume, max((row["started_at"] or "" for row in rows), default=""))
        if sounding or not zone.follows_noise or ear is None or ear.state != "listening":
            return
        hearing = hearing_of(rows)
        if hearing.missed or ear.clips:
            return
        # An emergency is heard at full volume, whatever the hall is set to.
        levels = [
            each.over_noise_db
            for each in hearing.levels
            if each.at > self._volume[1] and not each.emergency
        ]
        volume = next_volume(zone, levels)
        if volume is not None and volume != zone.volume:
            log.info("volume follows the noise", before=zone.volume, volume=volume)
            change_zone(hall, zone.id, ZoneRequest(volume=volume))

    def _zone_of(self, state: Snapshot) -> Zone:
        found = next((row for row in state["zones"] if row["id"] == self._hall.zone), None)
        return Zone.from_json(found) if found else Zone(self._hall.zone, "")

    def _said_here(self, state: Snapshot) -> list[Row]:
        """Return the announcements of the ear's zone: it hears no other."""
        return [row for row in state["announcements"] if row["zone"] == self._hall.zone]

    def _note(self, said: EarRequest) -> None:
        ear, now_s = self.ear, time.monotonic()
        if ear and ear.name != said.name:
            message = f"The ear {ear.name!r} listens in this zone already."
            raise Conflict(message, code="ear_taken", name=ear.name)
        if ear is None:
            log.info("ear reports", name=said.name, state=said.state, microphone=said.microphone)
        well = said.state == "listening"
        since = ear.unwell_since if ear and ear.unwell_since is not None else now_s
        self._ear = Ear(
            said.name,
            said.state,
            said.microphone,
            said.detail,
            heard_at=now_s,
            unwell_since=None if well else since,
            clips=ear.clips if ear else False,
        )

    def _own(self, has_ear: bool) -> None:
        def work(tx: Transaction) -> None:
            zone = the_zone(tx, self._hall.zone)
            if zone.has_ear != has_ear:
                tx.append("zone.changed", {"zone": replace(zone, has_ear=has_ear).to_json()})

        self._hall.write(work)
        self._has_ear = has_ear

    def _expected(self) -> list[ExpectedChime]:
        state, moment = self._snapshot(), now()
        zone = self._zone_of(state)
        found: list[ExpectedChime] = []
        for row in self._said_here(state):
            if not row["started_at"] or not row["chime"] or row["silent"]:
                continue
            age_s = (moment - parse(row["started_at"])).total_seconds()
            # An emergency is heard at full volume; all else is not to be heard where staff muted.
            muted = zone.volume == 0 and row["priority"] != "emergency"
            if row["attempt"] and 0 <= age_s <= _NEWS_S and not muted:
                found.append(
                    {
                        "announcement_id": row["id"],
                        "attempt": row["attempt"],
                        "chime": row["chime"],
                        "age_s": round(age_s, 3),
                        "length_s": (row["duration_ms"] or 0) / 1000 or _USUAL_S,
                    }
                )
        return found
