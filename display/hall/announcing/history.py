"""The history: what was really heard or shown, when, on what device, or why not."""

from __future__ import annotations

from typing import NamedTuple

from display.hall.reasons import outcome_text
from display.journal import Row, Transaction

MOST = 200
"""Announcements in one answer."""

_ENDINGS = tuple(
    f"announcement.{how}" for how in ("finished", "failed", "expired", "cancelled", "merged")
)
_PAGE = 300  # events a look
# A page of messages alone may lie among many calls; a longer search goes on with the next question.
_MOST_READ = 3000


class Page(NamedTuple):
    """A part of the history, newest first; ``before`` asks for the next part, None: that was all.

    ``announcements`` are rows with one key more, ``outcome_text``: what became of it. Their ``seq``
    is that of the end.
    """

    announcements: list[Row]
    before: int | None


def read_history(tx: Transaction, before: int | None, limit: int, kind: str | None) -> Page:
    """Return at most ``limit`` announcements that ended below position ``before``.

    ``kind``: only calls, or only messages. A page may be shorter although there is more.
    """
    at = tx.seq + 1 if before is None else before
    found: list[Row] = []
    for _ in range(_MOST_READ // _PAGE):
        events = tx.events_before(at, _PAGE, _ENDINGS)
        heard = _heard(tx, [event.data["announcement"]["id"] for event in events])
        for event in events:
            # From the event, not the table: a row is as it was when it ended, whatever came later
            # but the word of the ear.
            row = event.data["announcement"]
            if kind in {None, row["kind"]}:
                text = outcome_text(row["state"], row["reason"], silent=row["silent"])
                found.append({**row, **heard.get(row["id"], {}), "outcome_text": text})
            at = event.seq
            if len(found) == limit:
                return Page(found, at)
        if len(events) < _PAGE:
            return Page(found, None)
    return Page(found, at)


def _heard(tx: Transaction, ids: list[str]) -> dict[str, Row]:
    """Return announcement id -> what the ear says of it; it may have said so after the end."""
    return {
        row.id: {
            "heard": row.heard,
            "over_noise_db": row.over_noise_db,
            "heard_delay_ms": row.heard_delay_ms,
        }
        for row in tx.announcements(ids)
    }
