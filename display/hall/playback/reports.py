"""Reports: what a speaker says became of an announcement, and what of it the journal keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict, cast

if TYPE_CHECKING:
    from display.hall.announcing import Heard
    from display.hall.reasons import Reason


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


def proof_of(report: SpeakerReport) -> Heard:
    """Return how a speaker knows that the hall heard it; one of an older speaker has no witness."""
    return {
        "witness": report.get("witness") or "none",
        "device": report.get("device"),
        "stutter_ms": report.get("stutter_ms") or 0,
    }


def reason_of(report: SpeakerReport) -> Reason:
    """Return why the speaker failed. The journal keeps a newer speaker's word as it came."""
    return cast("Reason", str(report.get("reason") or "unknown"))
