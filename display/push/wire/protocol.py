"""The messages of the push room, and the frame that carries one.

What a client may say is checked here (pydantic, frozen); what the server says is written down as
typed dictionaries. ``docs/protocol.md`` describes every one of them, a test holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Final, Literal, NotRequired, TypedDict, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from display.errors import PanggilError
from display.journal import Snapshot
from display.json_object import JsonObject, JsonView

T = TypeVar("T")
Role = Literal["screen", "public", "console", "speaker"]
Short = Annotated[str, Field(max_length=120)]
Count = Annotated[int, Field(ge=0, le=2**53)]  # what a browser can count to exactly

# RFC 6455, 5.2: FIN plus opcode; a server does not mask.
_TEXT, _CLOSE = 0x81, 0x88
PING: Final = b"\x89\x00"

# Close codes (RFC 6455, 7.4.1). 1009, a message too big, is sent by simple-websocket.
NORMAL, GOING_AWAY, POLICY, FAILED, TRY_LATER = 1000, 1001, 1008, 1011, 1013


class PushError(PanggilError):
    """Raised when a push client cannot be served; the message is told to it."""


class Refused(PushError):
    """Raised when a client must be sent away; ``code`` is the close code of RFC 6455."""

    def __init__(self, detail: str, code: int = POLICY) -> None:
        super().__init__(detail)
        self.code = code


class _Said(BaseModel):
    """Something a client says. Unknown fields are ignored: clients may be newer than the server."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Playing(_Said):
    """What a speaker is playing."""

    announcement_id: Short
    attempt: Count


class SpeakerState(_Said):
    """How a speaker is, inside its hello."""

    state: Literal["starting", "ready", "playing", "silent", "no_device"] = "starting"
    device: Annotated[str, Field(max_length=300)] | None = None
    reason: Short | None = None
    witness: Short | None = None
    lack: Short | None = None
    fallback: bool | None = None
    devices: Annotated[list[Annotated[str, Field(max_length=300)]], Field(max_length=64)] = []
    playing: Playing | None = None


class Hello(_Said):
    """The first message of every socket: who it is and where it left off."""

    type: Literal["hello"]
    role: Role
    token: Annotated[str, Field(max_length=300)] | None = None
    epoch: Short | None = None
    seq: Count | None = None
    version: Short | None = None
    name: Short | None = None
    zone: Short | None = None
    playing: Playing | None = None
    parts: bool | None = None
    status: SpeakerState | None = None


class Shown(_Said):
    """What stands on a screen: in the ticket's place, and in the band below."""

    kind: Literal["ticket", "resting", "notice", "empty", "closed", "emergency", "drill"]
    number: Annotated[str, Field(max_length=40)] = ""
    where: Annotated[str, Field(max_length=80)] = ""
    text: Annotated[str, Field(max_length=200)] = ""
    band: Annotated[str, Field(max_length=200)] = ""


class ScreenStatus(_Said):
    """What a screen says of itself every 15 s."""

    type: Literal["status"]
    version: Short | None = None
    seq: Count | None = None
    size: Short | None = None
    drift_ms: float | None = None
    sound: bool | Short | None = None
    error: Annotated[str, Field(max_length=1000)] | None = None
    shows: Shown | None = None


class SpeakerStatus(SpeakerState):
    """What a speaker says of itself every 3 s, and at once on a change."""

    type: Literal["status"]


class Report(_Said):
    """What became of an announcement at the speaker; repeated until it is acknowledged."""

    type: Literal["report"]
    report_id: Short
    announcement_id: Short
    attempt: Count
    outcome: Literal["started", "finished", "failed"]
    reason: Short | None = None
    sound: Short | None = None
    witness: Short | None = None
    device: Annotated[str, Field(max_length=300)] | None = None
    stutter_ms: Count | None = None
    at: Short


class SpeakerNow(TypedDict):
    """The speaker of the zone: its state, the output it has, why nothing is heard, who watches."""

    state: str
    device: str | None
    reason: str | None
    witness: str
    lack: str | None
    fallback: bool


class ZoneSpeakerNow(SpeakerNow):
    """The same with the id of its zone."""

    zone: str


class ScreensNow(TypedDict):
    """How many screens are connected."""

    connected: int


class VoiceNow(TypedDict):
    """How far the voice is with the phrases that the hall will need; sizes in bytes."""

    state: Literal["starting", "making", "ready", "incomplete"]
    needed: int
    made: int
    missing: int
    bytes: int
    limit_bytes: int


class Present(TypedDict, total=False):
    """What changes without the journal, as the parts of a server describe it."""

    speaker: SpeakerNow
    speakers: list[ZoneSpeakerNow]
    screens: ScreensNow
    voice: VoiceNow


class Live(TypedDict):
    """The same with the version of the pages; a server without a voice has none to tell of."""

    version: str
    speaker: SpeakerNow
    speakers: list[ZoneSpeakerNow]
    screens: ScreensNow
    voice: NotRequired[VoiceNow]


class Moment(Live):
    """What a snapshot tells besides the journal's state, as of ``server_time``."""

    server_time: str


class SnapshotMessage(Snapshot, Moment):
    """The whole state of the hall."""

    type: Literal["snapshot"]


class HeartbeatMessage(TypedDict):
    """Every 3 s: the server lives, this is its time and the newest seq."""

    type: Literal["heartbeat"]
    server_time: str
    seq: int
    version: str
    speaker: SpeakerNow
    speakers: list[ZoneSpeakerNow]


class ReloadMessage(TypedDict):
    """The page is of another version than the server: load it again."""

    type: Literal["reload"]
    version: str


class ErrorMessage(TypedDict):
    """Something a client said was refused, and why."""

    type: Literal["error"]
    detail: str


CLIENT_MESSAGES: Final = (Hello, ScreenStatus, SpeakerStatus, Report)
SERVER_MESSAGES: Final = ("snapshot", "event", "heartbeat", "reload", "error")
SPEAKER_ORDERS: Final = ("lease", "volume", "output", "prepare", "play", "stop", "ack")

_hello: TypeAdapter[Hello] = TypeAdapter(Hello)
_screen: TypeAdapter[ScreenStatus] = TypeAdapter(ScreenStatus)
_speaker: TypeAdapter[SpeakerStatus | Report] = TypeAdapter(
    Annotated[SpeakerStatus | Report, Field(discriminator="type")]
)


def read_object(text: str | bytes) -> JsonObject:
    """Return the JSON object that ``text`` is; :class:`Refused` when it is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("a message must be JSON") from None
    if not isinstance(value, dict):
        raise Refused("a message must be a JSON object")
    return value


def read_hello(said: JsonView) -> Hello:
    """Return the hello in ``said``; :class:`Refused` names what is wrong."""
    if said.get("type") != "hello":
        raise Refused("the first message must be hello")
    return _check(_hello, said)


def read_screen(said: JsonView) -> ScreenStatus | None:
    """Return a screen's status, ``None`` for a type this server does not know."""
    return _check(_screen, said) if said.get("type") == "status" else None


def read_speaker(said: JsonView) -> SpeakerStatus | Report | None:
    """Return a speaker's status or report, ``None`` for a type this server does not know."""
    return _check(_speaker, said) if said.get("type") in {"status", "report"} else None


def _check(adapter: TypeAdapter[T], said: JsonView) -> T:
    try:
        return adapter.validate_python(said)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise Refused(f"{field}: {first['msg']}") from None


def encode_json(message: Mapping[str, object]) -> bytes:
    """Return ``message`` as ASCII JSON: a lone surrogate in a text can so never break a frame."""
    return json.dumps(message, separators=(",", ":")).encode("ascii")


def encode_text(payload: bytes) -> bytes:
    """Return the whole text frame of ``payload`` (RFC 6455, 5.2: one frame, not masked)."""
    return _header(_TEXT, len(payload)) + payload


def encode_message(message: Mapping[str, object]) -> bytes:
    """Return the text frame of ``message``."""
    return encode_text(encode_json(message))


def encode_close(code: int, reason: str = "") -> bytes:
    """Return a close frame; the reason is cut to the 123 bytes that RFC 6455 leaves it."""
    payload = code.to_bytes(2, "big") + reason.encode("ascii", "replace")[:123]
    return _header(_CLOSE, len(payload)) + payload


def _header(first: int, length: int) -> bytes:
    if length < 126:
        return bytes((first, length))
    if length < 1 << 16:
        return bytes((first, 126)) + length.to_bytes(2, "big")
    return bytes((first, 127)) + length.to_bytes(8, "big")
