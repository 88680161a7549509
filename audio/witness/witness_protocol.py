"""The lines between speaker and witness: commands on its stdin, events on its stdout.

Commands carry ``do``: ``expect`` (device: the output that was opened, driver: SDL's) and ``look``
(token: answered by a look that begins after the question). Events carry ``event``: ``output`` at
each change, ``answer`` (token) to a ``look``; both with ``state``, ``device`` and ``by``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

from audio.process.json_lines import read_line
from audio.witness.output import STATES, WATCHERS, Output, OutputState, Watcher

Kind = Literal["output", "answer", "died"]


@dataclass(frozen=True, slots=True)
class WitnessEvent:
    """One event of the witness; ``died`` is written by the speaker's side when it has ended."""

    event: Kind
    output: Output = field(default_factory=Output)
    token: str = ""

    def as_line(self) -> Mapping[str, str | None]:
        """Return the fields of its line."""
        output = self.output
        said = {"event": self.event, "state": output.state, "device": output.device}
        said |= {"by": output.watcher}
        return said | ({"token": self.token} if self.token else {})


@dataclass(frozen=True, slots=True)
class WitnessCommand:
    """One command to the witness."""

    do: str
    device: str = ""
    token: str = ""
    driver: str = ""


def read_command(line: bytes) -> WitnessCommand | None:
    """Return the command on the line, or None for a line that is none."""
    fields = read_line(line)
    if fields is None:
        return None
    device, token = str(fields.get("device") or ""), str(fields.get("token") or "")
    return WitnessCommand(str(fields.get("do")), device, token, str(fields.get("driver") or ""))


def read_event(line: bytes) -> WitnessEvent | None:
    """Return the event on the line, or None for a line that is none (a library's own print)."""
    fields = read_line(line) or {}
    event, state, device = fields.get("event"), fields.get("state"), fields.get("device")
    if event not in {"output", "answer"} or state not in STATES:
        return None
    by = fields.get("by", "pulse")
    if by not in WATCHERS:
        return None
    name = str(device) if device else None
    output = Output(cast("OutputState", state), name, cast("Watcher", by))
    return WitnessEvent(cast("Kind", event), output, str(fields.get("token") or ""))
