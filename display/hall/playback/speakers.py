"""The desk where speakers sign in: one holds the lease of the zone, the others stand by.

A link is whatever the websocket room hands over: it has ``send(dict)`` and ``close()``. Reports of
the holder go to the announcer; they are acknowledged only after they are in the journal, so that a
server that dies in between gets them again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol, TypedDict, cast

import structlog

from display.hall.playback.reports import SpeakerReport
from display.json_object import JsonView

log = structlog.get_logger(__name__)

# A speaker says something every 3 s (its status); after two missed ones it counts as gone.
SILENT_AFTER_S = 7.0
MOST_UNTAKEN: Final = 1000
"""Reports that are kept of a speaker for when this server leads; it keeps as many itself."""


class Link(Protocol):
    """An open connection to a speaker process."""

    def send(self, message: Mapping[str, object]) -> None:
        """Send without blocking; a link that cannot take it is cut by its room."""

    def close(self) -> None:
        """Cut the connection."""


@dataclass(slots=True)
class Speaker:
    """A connected speaker process, as it last described itself.

    ``reason`` says why the hall hears nothing (state silent or no_device); ``witness`` who watches
    where the sound goes: ``pulse``, or ``none``; ``devices`` are the outputs that it could take;
    ``playing`` is what it had in hand at ``noted_at``; ``lack`` is the system's package that is
    missing; ``takes_parts``: a sound may be sent in parts;
    ``untaken``: reports by their id that came while another server leads the hall.
    """

    link: Link
    zone: str
    name: str
    state: str = "starting"
    device: str | None = None
    reason: str | None = None
    witness: str = "none"
    devices: tuple[str, ...] = ()
    lack: str | None = None
    takes_parts: bool = False
    playing: tuple[str, int] | None = None
    heard_at: float = field(default_factory=time.monotonic)
    noted_at: float = field(default_factory=time.monotonic)
    state_since: float = field(default_factory=time.monotonic)
    untaken: dict[str, SpeakerReport] = field(default_factory=dict)

    def note(self, status: JsonView) -> None:
        """Take over what a hello or status frame says."""
        state, reason = str(status.get("state", self.state)), _text(status.get("reason"))
        if (state, reason) != (self.state, self.reason):
            self.state, self.reason, self.state_since = state, reason, time.monotonic()
        self.device = _text(status.get("device"))
        self.witness = _text(status.get("witness")) or "none"
        self.lack = _text(status.get("lack"))
        devices = status.get("devices")
        if isinstance(devices, list):
            self.devices = tuple(name for each in devices if (name := _text(each)))
        self.playing = _playing(status.get("playing"))
        self.noted_at = time.monotonic()


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
    does, ``lack`` the system's package that is missing.
    """

    zone: str
    state: str
    device: str | None
    reason: str | None
    witness: str
    lack: str | None


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
        """Whether a speaker of the zone is connected here, whoever holds the lease."""
        return any(speaker.zone == self.zone for speaker in self._present)

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
            holder.link.send({"type": "lease", "zone": self.zone, "granted": False})
        self._absent_since = time.monotonic()

    @property
    def holder(self) -> Speaker | None:
        """The speaker that holds the zone's lease, or ``None``."""
        return self._holder

    def absent_for_s(self) -> float:
        """Return for how long the zone has had no speaker; 0 while it has one."""
        return 0.0 if self._holder else time.monotonic() - self._absent_since

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
            }
            return nobody
        return {
            "zone": self.zone,
            "state": "ready" if holder.state == "playing" else holder.state,
            "device": holder.device,
            "reason": holder.reason,
            "witness": holder.witness,
            "lack": holder.lack,
        }

    def connect(self, link: Link, hello: JsonView) -> None:
        """Take a speaker in; it gets the lease when the zone has none."""
        speaker = Speaker(link, str(hello.get("zone", self.zone)), str(hello.get("name", "?"))[:80])
        status = hello.get("status")
        speaker.note(status if isinstance(status, Mapping) else {})
        speaker.playing = _playing(hello.get("playing"))
        speaker.takes_parts = hello.get("parts") is True
        self._present.append(speaker)
        log.info("speaker connected", name=speaker.name, state=speaker.state)
        # Two that speak at once are understood by nobody: the second stands by, connected.
        if speaker.zone != self.zone or self._holder is not None or not self._is_open:
            link.send({"type": "lease", "zone": speaker.zone, "granted": False})
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
            before = speaker.state, speaker.reason
            speaker.note(message)
            if speaker is self._holder and (speaker.state, speaker.reason) != before:
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
        """Give the lease to the first that stands by; where nobody does, that is told."""
        heir = next((other for other in self._present if other.zone == self.zone), None)
        if heir and self._holder is None:
            self._grant(heir)
        else:
            self._listener.speaker_changed()

    def _grant(self, speaker: Speaker) -> None:
        self._holder = speaker
        speaker.heard_at = time.monotonic()
        speaker.link.send({"type": "lease", "zone": self.zone, "granted": True})
        self._listener.speaker_arrived(speaker)
        self._listener.speaker_changed()

    def _by_link(self, link: Link) -> Speaker | None:
        return next((speaker for speaker in self._present if speaker.link is link), None)


def _text(value: object) -> str | None:
    # A speaker is another machine: what it says goes into the journal and onto pages, bounded.
    return str(value)[:120] if value else None


def _playing(value: object) -> tuple[str, int] | None:
    if not isinstance(value, Mapping):
        return None
    try:
        return str(value["announcement_id"]), int(value["attempt"])
    except (KeyError, TypeError, ValueError):
        return None
