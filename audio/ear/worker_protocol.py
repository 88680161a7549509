"""The lines between the ear's worker and its parent: commands on its stdin, events on its stdout.

Each line is one JSON object. The one command is ``{"do": "expect", "key", "chime", "began_s",
"length_s"}``: an announcement has begun (``time.monotonic``, which all processes of a machine
share). Events carry ``event``, one of ``EVENTS``; no line ever carries sound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from audio.ear.figures import Expected, Judgement, Unjudged, Verdict
from audio.process.json_lines import read_line

EVENTS = frozenset(
    {
        "listening",  # the microphone is open and gives samples: device
        "no_microphone",  # there is none, or it cannot be opened: detail; the worker tries again
        "silent",  # it gives nothing but zeros; "listening" comes again when it hears again
        "beat",  # the worker is alive and hears, every second
        "judged",  # the ear's word on an announcement: judgement
        "lost",  # the microphone went away or gives nothing more; the worker ends
        "died",  # written by the parent's side: the process has ended: detail
    }
)


@dataclass(frozen=True, slots=True)
class EarEvent:
    """One event of the ear's worker; fields that an event does not carry keep their default."""

    event: str
    device: str = ""
    detail: str = ""
    judgement: Judgement | None = None


def write_expected(announcement: Expected) -> dict[str, Any]:
    """Return the command that tells of an announcement."""
    return {"do": "expect", **asdict(announcement)}


def read_expected(line: bytes) -> Expected | None:
    """Return the announcement that a command tells of; ``None`` for a line that is none."""
    fields = read_line(line)
    try:
        if fields is None or fields.pop("do", None) != "expect":
            return None
        return Expected(
            str(fields["key"]),
            str(fields["chime"]),
            float(fields["began_s"]),
            float(fields["length_s"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def write_judged(judgement: Judgement) -> dict[str, Any]:
    """Return the event ``judged``."""
    return {"event": "judged", "judgement": asdict(judgement)}


def read_event(line: bytes) -> EarEvent | None:
    """Return the event on the line, or ``None`` for a line that is none (a library's print)."""
    fields = read_line(line)
    try:
        if fields is None or fields.get("event") not in EVENTS:
            return None
        judged = fields.pop("judgement", None)
        return EarEvent(**fields, judgement=None if judged is None else _read_judgement(judged))
    except (TypeError, ValueError, KeyError):
        return None


def _read_judgement(fields: Mapping[str, Any]) -> Judgement:
    why = fields.get("why")
    words = {"verdict": Verdict(fields["verdict"]), "why": None if why is None else Unjudged(why)}
    return Judgement(**{**fields, **words})
