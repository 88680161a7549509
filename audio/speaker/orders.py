"""The values between link and player, and how they are written in the messages of the link."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from audio.errors import AudioError

State = Literal["starting", "ready", "playing", "silent", "no_device"]
Outcome = Literal["started", "finished", "failed"]

_SHA256 = re.compile(r"[0-9a-f]{64}")


FULL_VOLUME = 100
MAX_PARTS = 500  # of one announcement: a clause each, with its repeats
MAX_PAUSE_S = 10.0
MAX_DEVICES = 32  # told to the server; no machine has more


class BadMessage(AudioError, ValueError):
    """A message of the server that cannot be understood."""


def read_volume(value: Any) -> int:
    """Return a volume in percent, within its bounds; BadMessage for what is no number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise BadMessage("no volume")
    return min(FULL_VOLUME, max(0, round(value)))


def read_names(values: Any) -> tuple[str, ...]:
    """Return a message's list of outputs by name; empty when it has none."""
    if not isinstance(values, list):
        return ()
    return tuple(str(each) for each in values[:MAX_DEVICES] if each)


def iso_now() -> str:
    """Return the present moment as ISO 8601 UTC with milliseconds and Z."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class SoundRef:
    """A sound by content: its sha256, and the path on the server where it is."""

    sha256: str
    url: str

    @classmethod
    def from_message(cls, message: Mapping[str, Any]) -> "SoundRef":
        """Read `sound` and `url`; BadMessage unless they are a sha256 and a path on the server.

        The sha256 names a file in the cache and the token is sent along to the url: neither may
        lead anywhere else.
        """
        sha256, url = str(message.get("sound")), str(message.get("url"))
        if not _SHA256.fullmatch(sha256) or not url.startswith("/") or url.startswith("//"):
            raise BadMessage("no sound, or not on this server")
        return cls(sha256, url)


@dataclass(frozen=True, slots=True)
class Order:
    """The server's wish to have one announcement played.

    `volume` is its own, in percent; None: that of the zone. With `interrupt` it does not wait for
    its turn: what plays is stopped for it. With `more` the sound is only its beginning.
    """

    announcement_id: str
    attempt: int
    sound: SoundRef
    gap_s: float
    volume: int | None = None
    interrupt: bool = False
    more: bool = False

    @classmethod
    def from_message(cls, message: Mapping[str, Any]) -> "Order":
        """Read a `play` message; BadMessage when it is malformed."""
        try:
            announcement_id, attempt = message["announcement_id"], int(message["attempt"])
            gap_s = max(0.0, float(message.get("gap_ms", 0)) / 1000)
        except (KeyError, TypeError, ValueError) as error:
            raise BadMessage(f"play without {error}") from error
        own, interrupt = message.get("volume"), message.get("interrupt") is True
        return cls(
            str(announcement_id),
            attempt,
            SoundRef.from_message(message),
            0.0 if interrupt else gap_s,
            volume=None if own is None else read_volume(own),
            interrupt=interrupt,
            more=message.get("more") is True,
        )

    @property
    def key(self) -> str:
        """What makes this order the same as another one."""
        return f"{self.announcement_id}#{self.attempt}"

    def as_playing(self) -> dict[str, Any]:
        """Return the form in which `hello` and `status` name it."""
        return {"announcement_id": self.announcement_id, "attempt": self.attempt}


@dataclass(frozen=True, slots=True)
class Part:
    """What follows the beginning of an order: the `number`th part, after `pause_s` of silence.

    With `more` it is not the last.
    """

    key: str
    number: int
    sound: SoundRef
    pause_s: float
    more: bool

    @classmethod
    def from_message(cls, message: Mapping[str, Any]) -> "Part":
        """Read a `part` message; BadMessage when it is malformed."""
        try:
            key = f"{message['announcement_id']}#{int(message['attempt'])}"
            number, pause_s = int(message["number"]), float(message["pause_ms"]) / 1000
        except (KeyError, TypeError, ValueError) as error:
            raise BadMessage(f"part without {error}") from error
        if not (0 < number <= MAX_PARTS and 0 <= pause_s <= MAX_PAUSE_S):
            raise BadMessage("a part beyond all bounds")
        return cls(
            key, number, SoundRef.from_message(message), pause_s, message.get("more") is True
        )


@dataclass(frozen=True, slots=True)
class Proof:
    """How it is known that the hall heard a sound.

    `witness` is who watched the output (`pulse`: the sound server said so at the start, throughout
    and at the end; `none`: nobody), `device` the output that had the sound, `stutter_ms` by how
    much it took longer than it is, 0 when that is nothing to speak of.
    """

    witness: str = "none"
    device: str | None = None
    stutter_ms: int = 0


def new_report_id() -> str:
    """Return an id by which the repeats of a report are known."""
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class Report:
    """What became of an order; kept until the server has acknowledged it."""

    order: Order
    outcome: Outcome
    reason: str | None = None
    proof: Proof = field(default_factory=Proof)
    report_id: str = field(default_factory=new_report_id)
    at: str = field(default_factory=iso_now)

    def as_message(self) -> dict[str, Any]:
        """Return the `report` message."""
        return {
            "type": "report",
            "report_id": self.report_id,
            **self.order.as_playing(),
            "outcome": self.outcome,
            "reason": self.reason,
            "sound": self.order.sound.sha256,
            "at": self.at,
            **asdict(self.proof),
        }


@dataclass(frozen=True, slots=True)
class Status:
    """How the speaker is: its device, and the order in hand (waiting, playing, to replay).

    `reason` says why the hall hears nothing (with no_library `lack` names the system's package that
    is missing), `witness` who watches the output; `devices` are the
    outputs that could be chosen. With `fallback` another output has the sound, which staff allow
    while the hall's own is gone.
    """

    state: State = "starting"
    device: str | None = None
    order: Order | None = None
    reason: str | None = None
    witness: str = "none"
    devices: tuple[str, ...] = ()
    lack: str | None = None
    fallback: bool = False

    def as_message(self) -> dict[str, Any]:
        """Return the `status` message."""
        return {
            "type": "status",
            "state": self.state,
            "device": self.device,
            "reason": self.reason,
            "witness": self.witness,
            "lack": self.lack,
            "fallback": self.fallback,
            "devices": self.devices[:MAX_DEVICES],
            "playing": self.order.as_playing() if self.order else None,
        }
