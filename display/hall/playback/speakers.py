"""The desk where speakers sign in: one holds the lease of the zone, the others stand by.

A link is whatever the websocket room hands over: it has ``send(dict)`` and ``close()``. Reports of
the holder go to the announcer; they are acknowledged only after they are in the journal, so that a
server that dies in between gets them again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Final, Protocol, TypedDict, cast

import structlog

from display.hall.playback.choosing import choose_speaker
from display.hall.playback.reports import SpeakerReport
from display.hall.playback.speaker import Link, Speaker, order_in_hand
from display.json_object import JsonView

log = structlog.get_logger(__name__)

# A speaker says something every 3 s (its status); after two missed ones it counts as gone.
SILENT_AFTER_S = 7.0
STAND_IN_AFTER_S: Final = 5.0
"""A TV speaks when no other speaker was there for so long: one that starts anew needs some 2 s."""
STAYS_S: Final = 3.0
"""Until a speaker is sent away: leases are looked at every second."""
MOST_UNTAKEN: Final = 1000
"""Reports that are kept of a speaker for when this server leads; it keeps as many itself."""


class SpeakerListener(Protocol):
    """Whoever decides what the speakers of a zone play; the desk tells it what becomes of that."""

    def report_received(self, report: SpeakerReport) -> None:
        """Journal what the holder says became of an announcement; acknowledged on return."""

    def speaker_arrived(self, speaker: Speaker) -> None:
        """Take over from a speaker that has just got the lease, with what it may be playing."""

    def speaker_changed(self) -> None:
        """Look again: the holder has gone, or is in another state."""


class _Nobody:
    """Listens until somebody else does."""

    def report_received(self, report: SpeakerReport) -> None:
        """Do nothing."""

    def speaker_arrived(self, speaker: Speaker) -> None:
        """Do nothing."""

    def speaker_changed(self) -> None:
        """Do nothing."""


class SpeakerState(TypedDict):
    """The speaker of a zone as pages show it; ``device`` is None while none is open.

    ``reason`` is why the hall hears nothing, ``witness`` who watches the output, ``none`` if nobody
    does, ``lack`` the system's package that is missing. ``fallback``: the hall's own output is gone
    and another, which staff allow, has the sound.
    """

    zone: str
    state: str
    device: str | None
    reason: str | None
    witness: str
    lack: str | None
    fallback: bool


class SpeakerRow(TypedDict):
    """A connected speaker as staff see it; ``speaks``: it has the lease, else it stands by."""

    id: str
    name: str
    address: str
    zone: str
    state: str
    device: str | None
    reason: str | None
    witness: str
    speaks: bool


class SpeakerDesk:
    """Knows every connected speaker of one zone and which one speaks.

    While it is not ``is_open`` another server leads the hall: speakers stand by, connected.
    """

    def __init__(self, zone: str = "main", *, is_open: bool = True) -> None:
        self.zone = zone
        self._is_open = is_open
        self._lead_changed: Callable[[], None] = lambda: None
        self._present: list[Speaker] = []
        self._holder: Speaker | None = None
        self._asked_for: Speaker | None = None
        self._chosen = ""
        self._granted_at = 0.0
        self._absent_since = time.monotonic()
        self._listener: SpeakerListener = _Nobody()

    def listen(self, listener: SpeakerListener) -> None:
        """Tell ``listener``, and nobody else from now on, what speakers do and report."""
        self._listener = listener

    def watch(self, lead_changed: Callable[[], None]) -> None:
        """Call ``lead_changed`` when a speaker came or went: the hall is led where one is."""
        self._lead_changed = lead_changed

    @property
    def has_speaker(self) -> bool:
        """Whether a speaker of the zone is connected here, whoever holds the lease.

        A TV that may speak is none: it must not draw the hall away from where its speaker is.
        """
        return any(not one.screen for one in self._candidates())

    def open(self) -> None:
        """Let a speaker speak: this server leads the hall from now on.

        What speakers reported before is journalled first, so that none of it is spoken again.
        """
        self._is_open, self._absent_since = True, time.monotonic()
        for speaker in tuple(self._present):
            for report_id, report in tuple(speaker.untaken.items()):
                self._listener.report_received(report)
                speaker.untaken.pop(report_id, None)
                speaker.link.send({"type": "ack", "report_id": report_id})
        self._let_one_speak()

    def shut(self) -> None:
        """Let nobody speak: another server leads the hall."""
        self._is_open = False
        holder, self._holder = self._holder, None
        if holder:
            holder.link.send(self._lease(holder, granted=False))
        self._absent_since = time.monotonic()

    def close(self) -> None:
        """Cut every speaker: the zone is no more."""
        self._is_open = False
        for speaker in tuple(self._present):
            speaker.link.close()

    def send_away(self) -> None:
        """Cut who stands by while the server that leads has nobody for this zone: it may get there.

        Whoever has just come is left alone for :data:`STAYS_S`: the leader may be about to change.
        """
        for speaker in tuple(self._present):
            if not self._is_open and time.monotonic() - speaker.came_at > STAYS_S:
                log.warning("speaker sent to the server that leads", name=speaker.name)
                speaker.link.close()

    @property
    def holder(self) -> Speaker | None:
        """The speaker that holds the zone's lease, or ``None``."""
        return self._holder

    def absent_for_s(self) -> float:
        """Return for how long the zone has had no speaker; 0 while it has one."""
        return 0.0 if self._holder else time.monotonic() - self._absent_since

    def speaking_s(self) -> float:
        """Return for how long the one that speaks has done so; 0 while nobody does."""
        return time.monotonic() - self._granted_at if self._holder else 0.0

    def describe(self) -> SpeakerState:
        """Return the speaker as pages show it: ready, starting, silent, no_device or absent."""
        holder = self._holder
        if holder is None:
            nobody: SpeakerState = {
                "zone": self.zone,
                "state": "absent",
                "device": None,
                "reason": None,
                "witness": "none",
                "lack": None,
                "fallback": False,
            }
            return nobody
        return {
            "zone": self.zone,
            "state": "ready" if holder.state == "playing" else holder.state,
            "device": holder.device,
            "reason": holder.reason,
            "witness": holder.witness,
            "lack": holder.lack,
            "fallback": holder.fallback,
        }

    def rows(self) -> list[SpeakerRow]:
        """Return every connected speaker, the one that speaks first."""
        present = sorted(self._present, key=lambda one: one is not self._holder)
        return [
            {
                "id": one.id,
                "name": one.name,
                "address": one.address,
                "zone": one.zone,
                "state": one.state,
                "device": one.device,
                "reason": one.reason,
                "witness": one.witness,
                "speaks": one is self._holder,
            }
            for one in present
        ]

    def ask_for(self, speaker_id: str) -> str | None:
        """Let a speaker of the zone speak as soon as nothing sounds; return its name.

        ``None``: none of that id is connected here.
        """
        asked = next((one for one in self._candidates() if one.id == speaker_id), None)
        if asked is None:
            return None
        self._asked_for = asked
        self._listener.speaker_changed()
        return asked.name

    def review(self, chosen: str, *, sounding: bool) -> None:
        """Let another speaker speak if it should: see :mod:`display.hall.playback.choosing`.

        ``chosen`` is the name of the one that staff want, "" where it is all the same.
        """
        self._chosen = chosen
        if not self._is_open:
            return
        if self._holder is None:
            if self._may_speak():
                self._let_one_speak()
            return
        heir = choose_speaker(self._candidates(), self._holder, chosen, sounding=sounding)
        if self._asked_for and not sounding:
            asked, self._asked_for = self._asked_for, None
            heir = asked if asked in self._present else heir
        if heir and heir is not self._holder:
            self._move(heir)

    def connect(self, link: Link, hello: JsonView, address: str = "") -> None:
        """Take a speaker in; it gets the lease when the zone has none."""
        zone, name = str(hello.get("zone", self.zone)), str(hello.get("name", "?"))[:80]
        speaker = Speaker(link, zone, name, address)
        status = hello.get("status")
        speaker.note(status if isinstance(status, Mapping) else {})
        speaker.playing = order_in_hand(hello.get("playing"))
        speaker.takes_parts = hello.get("parts") is True
        speaker.screen = hello.get("screen") is True
        self._present.append(speaker)
        log.info("speaker connected", name=speaker.name, state=speaker.state)
        # Two that speak at once are understood by nobody: the second stands by, connected.
        if speaker not in self._may_speak() or self._holder is not None or not self._is_open:
            link.send(self._lease(speaker, granted=False))
            self._lead_changed()
            return
        self._grant(speaker)
        self._lead_changed()

    def receive(self, link: Link, message: JsonView) -> None:
        """Take a frame of a speaker: a status, or a report that is acknowledged when journalled."""
        speaker = self._by_link(link)
        if speaker is None:
            return
        speaker.heard_at = time.monotonic()
        if message.get("type") == "status":
            before = speaker.state, speaker.reason, speaker.fallback
            speaker.note(message)
            now = speaker.state, speaker.reason, speaker.fallback
            if speaker is self._holder and now != before:
                self._listener.speaker_changed()
        elif message.get("type") == "report" and not self._is_open:
            # Not acknowledged: the speaker says it again, here or to the server that leads.
            report_id = str(message.get("report_id"))
            speaker.untaken[report_id] = cast("SpeakerReport", message)
            while len(speaker.untaken) > MOST_UNTAKEN:
                del speaker.untaken[next(iter(speaker.untaken))]
        elif message.get("type") == "report":
            # Acknowledged only after this has returned, and so is journalled: a server that dies in
            # between is told again.
            self._listener.report_received(cast("SpeakerReport", message))
            link.send({"type": "ack", "report_id": message.get("report_id")})

    def disconnect(self, link: Link) -> None:
        """Let a speaker go; the next one that stands by gets the lease."""
        speaker = self._by_link(link)
        if speaker is None:
            return
        self._present.remove(speaker)
        log.info("speaker gone", name=speaker.name)
        self._lead_changed()
        if speaker is not self._holder:
            return
        self._holder, self._absent_since = None, time.monotonic()
        self._let_one_speak()

    def cut_silent(self) -> None:
        """Cut a holder that has said nothing for two status periods: its machine may be frozen."""
        holder = self._holder
        if holder and time.monotonic() - holder.heard_at > SILENT_AFTER_S:
            log.warning("speaker silent, cut", name=holder.name)
            holder.link.close()
            # Its socket may hang for a while longer; the lease is free for the one that stands by.
            self.disconnect(holder.link)
            self._absent_since = holder.heard_at  # silent since then, whenever it was noticed

    def _let_one_speak(self) -> None:
        """Give the lease to who is to have it; where nobody is, that is told."""
        heir = choose_speaker(self._may_speak(), None, self._chosen, sounding=False)
        if heir and self._holder is None:
            self._grant(heir)
        else:
            self._listener.speaker_changed()

    def _move(self, heir: Speaker) -> None:
        """Take the lease from who has it, with what it has in hand, and give it to another."""
        before, self._holder = self._holder, heir
        log.warning("another speaker speaks", name=heir.name, instead_of=before and before.name)
        if before:
            if before.playing:  # else it would be said late, when its device is back
                before.link.send({"type": "stop", "announcement_id": before.playing[0]})
            before.link.send(self._lease(before, granted=False))
        self._grant(heir)

    def _grant(self, speaker: Speaker) -> None:
        self._holder = speaker
        speaker.heard_at = self._granted_at = time.monotonic()
        speaker.link.send(self._lease(speaker, granted=True))
        for other in self._candidates():
            if other is not speaker:
                other.link.send(self._lease(other, granted=False))
        self._listener.speaker_arrived(speaker)
        self._listener.speaker_changed()

    def _lease(self, speaker: Speaker, *, granted: bool) -> dict[str, object]:
        """Return what a speaker is told of the lease of its zone, and who has it."""
        holder = self._holder if speaker.zone == self.zone else None
        name = holder.name if holder else None
        return {"type": "lease", "zone": speaker.zone, "granted": granted, "holder": name}

    def _candidates(self) -> list[Speaker]:
        return [speaker for speaker in self._present if speaker.zone == self.zone]

    def _may_speak(self) -> list[Speaker]:
        """Return who may get the lease while nobody has it."""
        late = self.absent_for_s() >= STAND_IN_AFTER_S
        everybody = self._candidates()
        return [one for one in everybody if late or not one.screen or one.name == self._chosen]

    def _by_link(self, link: Link) -> Speaker | None:
        return next((speaker for speaker in self._present if speaker.link is link), None)
