"""What of an event the audit log takes: whether it was somebody's doing, and of what it tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from display.journal.kinds import KINDS
from display.json_object import JsonView

# What becomes of a call's announcement by the steps of its ticket.
_FOLLOWING: Final = frozenset(f"announcement.{end}" for end in ("preparing", "queued", "merged"))

# What the hall's ear hears is nobody's doing, though it comes with a token.
_NO_DEEDS: Final = frozenset({"service.waiting", "announcement.heard", "announcement.not_heard"})

Rows = Mapping[str, JsonView]
"""The rows of an event, by their kind."""


def is_deed(name: str, rows: Rows) -> bool:
    """Say whether an event is somebody's doing, and not what follows from one that is written too.

    That a called ticket is to be spoken and its line gets shorter stands in the journal; in the
    log it would hide what people did.
    """
    # Queued, merged and the like of a call follow from ticket.called, which is written already.
    announcement = rows.get("announcement") or {}
    return name not in _NO_DEEDS and not (name in _FOLLOWING and announcement.get("kind") == "call")


def subject_of(rows: Rows) -> str:
    """Say of what an event tells: the first of its rows, as people know it; empty without rows."""
    return next((str(KINDS[kind].label(row)) for kind, row in rows.items()), "")
