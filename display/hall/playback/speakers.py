"""The desk where speakers sign in: one holds the lease of the zone, the others stand by.

A link is whatever the websocket room hands over: it has ``send(dict)`` and ``close()``. Reports of
the holder go to the announcer; they are acknowledged only after they are in the journal, so that a
server that dies in between gets them again.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NotRequired, Protocol, TypedDict, cast

import structlog

from display.json_object import JsonView

log = structlog.get_logger(__name__)

# A speaker says something every 3 s (its status); after two missed ones it counts as gone.
SILENT_AFTER_S = 7.0


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
    ``lack`` is the system's package that is missing; ``takes_parts``: a sound may be sent in parts.
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
    state_since: float = field(default_factory=time.monotonic)

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


class SpeakerReport(TypedDict):
    """What became of an announcement, as the speaker says and ``docs/protocol.md`` tells.

    ``sound`` is the SHA-256 of the file that sounds; an older speaker does not tell it, nor
    ``witness``, ``device`` and ``stutter_ms``, as :class:`display.journal.Announcement` has them.
    """

    announcement_id: str
    attempt: int
    outcome: Literal["started", "finished", "failed"]
    reason: NotRequired[str | None]
    sound: NotRequired[str | None]
    witness: NotRequired[str | None]
    device: NotRequired[str | None]
    stutter_ms: NotRequired[int | None]


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
    """Knows every connected speaker of one zone and which one speaks."""

    def __init__(self, zone: str = "main") -> None:
        self.zone = zone
        self._present: list[Speaker] = []
        self._holder: Speaker | None = None
        self._absent_since = time.monotonic()
        self._listener: SpeakerListener = _Nobody()

    def listen(self, listener: SpeakerListener) -> None:
        """Tell ``listener``, and nobody else from now on, what speakers do and report."""
        self._listener = listener

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
        if speaker.zone != self.zone or self._holder is not None:
            link.send({"type": "lease", "zone": speaker.zone, "granted": False})
            return
        self._grant(speaker)

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
        if speaker is not self._holder:
            return
        self._holder, self._absent_since = None, time.monotonic()
        heir = next((other for other in self._present if other.zone == self.zone), None)
        if heir:
            self._grant(heir)
        else:
            self._listener.speaker_changed()

    def cut_silent(self) -> None:
        """Cut a holder that has said nothing for two status periods: its machine may be frozen."""
        holder = self._holder
        if holder and time.monotonic() - holder.heard_at > SILENT_AFTER_S:
            log.warning("speaker silent, cut", name=holder.name)
            holder.link.close()
            # Its socket may hang for a while longer; the lease is free for the one that stands by.
            self.disconnect(holder.link)
            self._absent_since = holder.heard_at  # silent since then, whenever it was noticed

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
