"""What becomes of the samples after the sound library has them: the rules, on plain values."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

OutputState = Literal[
    "ok",
    "muted",
    "quiet",
    "elsewhere",
    "dummy",
    "unlinked",
    "suspended",
    "unanswering",
    "none",
]
"""``none``: nobody can say. Every other word but ``ok`` means that the hall hears nothing."""

Watcher = Literal["pulse", "alsa", "windows"]
"""Who says so: the sound server over PulseAudio's protocol, or the mixer of ALSA or of Windows."""

WATCHERS: Final = frozenset(get_args(Watcher))
STATES: Final = frozenset(get_args(OutputState))

#: Below this the hall hears nothing over its own noise. An output at 10 % is at -60 dB; one that
#: PipeWire sets up anew at -24 dB whispers, but is heard.
QUIET_DB: Final = -30.0
# What names its stream by the output that it opened; ALSA knows its devices by other names.
SERVER_DRIVERS: Final = frozenset({"pulseaudio", "pipewire"})
#: PulseAudio and PipeWire make this output when there is no other, so that programs play on.
DUMMY_SINK: Final = "auto_null"
#: The index of no sink: PipeWire has not linked the stream to any.
NO_SINK: Final = 0xFFFFFFFF
# SDL tells outputs of one description apart by their order: "USB Audio (2)".
_ORDINAL: Final = re.compile(r" \(\d+\)$")


@dataclass(frozen=True, slots=True)
class Output:
    """Where the sound goes; ``device`` is the name of the output that has the stream, if one has.

    ``watcher`` is who says so, ``by`` the same with ``none`` where nobody can.
    """

    state: OutputState = "none"
    device: str | None = None
    watcher: Watcher = "pulse"

    @property
    def by(self) -> str:
        """Who says so: a :data:`Watcher`, or ``none``."""
        return "none" if self.state == "none" else self.watcher

    @property
    def silent(self) -> bool:
        """Whether the hall hears nothing although samples are taken."""
        return self.state not in {"ok", "none"}


@dataclass(frozen=True, slots=True)
class Sink:
    """An output of the sound server. ``volume`` is cubic, 1.0 for 100 %, of its loudest channel."""

    index: int
    name: str
    description: str
    muted: bool
    volume: float
    suspended: bool


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream of the sound worker; ``sink`` is the index of its output or :data:`NO_SINK`."""

    index: int
    sink: int
    muted: bool
    volume: float
    corked: bool


def volume_db(volume: float) -> float:
    """Return a cubic volume (0.0 to 1.0 and above) in dB: 100 % is 0, 10 % is -60."""
    return 60 * math.log10(volume) if volume > 0 else -math.inf


def judge_level(muted: bool, level_db: float, device: str | None, watcher: Watcher) -> Output:
    """Say what the hall hears of an output of which only its mixer is known."""
    if muted:
        return Output("muted", device, watcher)
    return Output("quiet" if level_db < QUIET_DB else "ok", device, watcher)


def judge(stream: Stream | None, sinks: Sequence[Sink], expected: str) -> Output:
    """Say what the hall hears of ``stream``; ``expected`` is the output it shall go to, "" for any.

    The worst comes first: what goes nowhere is not also said to be quiet.
    """
    if stream is None:
        return Output("unlinked")
    sink = next((sink for sink in sinks if sink.index == stream.sink), None)
    if sink is None:
        return Output("unlinked")
    return Output(_state(stream, sink, expected), sink.description)


def _state(stream: Stream, sink: Sink, expected: str) -> OutputState:
    if sink.name == DUMMY_SINK:
        return "dummy"
    if expected and not is_called(sink, expected):
        return "elsewhere"
    if sink.suspended or stream.corked:
        return "suspended"
    if sink.muted or stream.muted:
        return "muted"
    if volume_db(sink.volume) + volume_db(stream.volume) < QUIET_DB:
        return "quiet"
    return "ok"


def is_called(sink: Sink, name: str) -> bool:
    """Return whether ``name``, as SDL writes it, is this output's."""
    return name == sink.description or _ORDINAL.sub("", name) == sink.description


def needs_repair(stream: Stream) -> bool:
    """Return whether our own stream was muted or turned down: the hall's volume is set elsewhere.

    The server keeps both for a program's name, for ever, so a slip in a mixer program outlives
    every restart (measured on PulseAudio 16.1, PipeWire 0.3.65 and 1.4.2).
    """
    return stream.muted or not math.isclose(stream.volume, 1.0, abs_tol=0.005)
