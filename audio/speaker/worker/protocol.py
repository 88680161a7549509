"""The lines between supervisor and sound worker: commands on its stdin, events on its stdout.

Each line is one JSON object. Commands carry `do`: `play` (key, path, volume),
`volume` (key, volume), `stop` (key), `quit`; a volume is in percent.
Events carry `event`, one of EVENTS; see WorkerEvent for what each means.
"""

from dataclasses import dataclass

from audio.process.json_lines import read_line

EVENTS = frozenset(
    {
        "ready",  # the device is open and took two heartbeats: device, driver
        # There is none, or it cannot be opened: detail; the worker tries again. With the reason
        # no_library the detail is the package of the system that is missing.
        "no_device",
        "devices",  # the outputs that SDL lists, and again when they have changed: names
        "beat",  # the worker is alive, every second
        "started",  # the first samples of the sound `key` went to the device
        "finished",  # all of it was taken by a device that was there all the time: played_s
        "failed",  # the sound `key` was not or not wholly played: reason bad_sound or stopped
        "lost",  # the device went away; the worker ends
        "stalled",  # the device takes no more samples; the worker ends
        "died",  # written by the supervisor's side: the process has ended: detail
    }
)


@dataclass(frozen=True, slots=True)
class WorkerEvent:
    """One event of the sound worker; fields that an event does not carry keep their default."""

    event: str
    key: str = ""
    reason: str = ""
    detail: str = ""
    device: str = ""
    driver: str = ""
    played_s: float = 0.0
    names: tuple[str, ...] = ()


def read_command(line: bytes) -> dict[str, str]:
    """Return the command on the line; ValueError when it is not an object with a text `do`."""
    command = read_line(line)
    if command is None or not isinstance(command.get("do"), str):
        raise ValueError("a command is an object with a text 'do'")
    return {str(name): str(value) for name, value in command.items()}


def read_event(line: bytes) -> WorkerEvent | None:
    """Return the event on the line, or None for a line that is none (a library's own print)."""
    fields = read_line(line)
    try:
        if fields is None or fields.get("event") not in EVENTS:
            return None
        return WorkerEvent(**{**fields, "names": tuple(fields.get("names", ()))})
    except TypeError:  # a field that is unknown, or of a kind that it cannot be
        return None
