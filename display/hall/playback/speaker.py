"""A connected speaker process, as it describes itself."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import uuid4

from display.hall.playback.reports import SpeakerReport
from display.json_object import JsonView

_WELL = frozenset({"ready", "playing"})


class Link(Protocol):
    """An open connection to a speaker process."""

    def send(self, message: Mapping[str, object]) -> None:
        """Send without blocking; a link that cannot take it is cut by its room."""

    def close(self) -> None:
        """Cut the connection."""


@dataclass(slots=True)
class Speaker:
    """A connected speaker process, as it last described itself.

    ``id`` is that of this connection, ``name`` the same after the next one. ``reason`` says why the
    hall hears nothing (state silent or no_device); ``witness`` who watches where the sound goes:
    ``pulse``, or ``none``; ``devices`` are the outputs that it could take;
    ``playing`` is what it had in hand at ``noted_at``; ``lack`` is the system's package that is
    missing; ``takes_parts``: a sound may be sent in parts;
    ``untaken``: reports by their id that came while another server leads the hall; ``screen``: it
    is a TV that staff let speak.
    """

    link: Link
    zone: str
    name: str
    address: str = ""
    id: str = field(default_factory=lambda: uuid4().hex[:12])
    state: str = "starting"
    device: str | None = None
    reason: str | None = None
    witness: str = "none"
    devices: tuple[str, ...] = ()
    lack: str | None = None
    fallback: bool = False
    takes_parts: bool = False
    playing: tuple[str, int] | None = None
    heard_at: float = field(default_factory=time.monotonic)
    noted_at: float = field(default_factory=time.monotonic)
    state_since: float = field(default_factory=time.monotonic)
    turned_at: float = field(default_factory=time.monotonic)
    came_at: float = field(default_factory=time.monotonic)
    untaken: dict[str, SpeakerReport] = field(default_factory=dict)
    screen: bool = False

    @property
    def is_well(self) -> bool:
        """Whether the hall hears it, as far as it knows."""
        return self.state in _WELL

    @property
    def turned_s(self) -> float:
        """For how long it has been well, or not."""
        return time.monotonic() - self.turned_at

    def note(self, status: JsonView) -> None:
        """Take over what a hello or status frame says."""
        state, reason = str(status.get("state", self.state)), _text(status.get("reason"))
        if (state in _WELL) != self.is_well:
            self.turned_at = time.monotonic()
        if (state, reason) != (self.state, self.reason):
            self.state, self.reason, self.state_since = state, reason, time.monotonic()
        self.device = _text(status.get("device"))
        self.witness = _text(status.get("witness")) or "none"
        self.lack = _text(status.get("lack"))
        self.fallback = status.get("fallback") is True
        devices = status.get("devices")
        if isinstance(devices, list):
            self.devices = tuple(name for each in devices if (name := _text(each)))
        self.playing = order_in_hand(status.get("playing"))
        self.noted_at = time.monotonic()


def _text(value: object) -> str | None:
    # A speaker is another machine: what it says goes into the journal and onto pages, bounded.
    return str(value)[:120] if value else None


def order_in_hand(value: object) -> tuple[str, int] | None:
    """Return which announcement and attempt a frame names; ``None`` for none."""
    if not isinstance(value, Mapping):
        return None
    try:
        return str(value["announcement_id"]), int(value["attempt"])
    except (KeyError, TypeError, ValueError):
        return None
