"""An announcement in the ticket's place: which one, which page; ``notice.js`` says the same.

Everything follows from the state and the time, so that a page that was loaded again, or that runs
no script, shows what the others show. Times are in milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from display.clock import parse
from display.hall.announcing import UNSPOKEN
from display.json_object import JsonView
from display.web.screen.board import SHOWN

PAGE = 80
"""Letters of a page: six lines of thirteen, in words of Indonesian length."""

WORD_MS, PAUSE_MS = 300, 2000
"""A text's reading time: 200 words a minute, and two seconds to find it."""

CALL_MS = 4000
"""A ticket that has just come up stays so long before a text takes its place."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One page of an announcement. ``count``: "2/3" of a text of several pages, else empty."""

    id: str
    page: str
    count: str


def shown_notice(state: JsonView, moment: datetime, speaking: bool) -> Notice | None:
    """Return the announcement that stands in the ticket's place at this moment, if any."""
    rows = [row for row in state["announcements"] if _is_text(row)]
    calls = [row for row in state["announcements"] if row["kind"] == "call"]
    said = [row for row in rows if row["state"] == "started" and speaking]
    if said:
        row = max(said, key=lambda row: str(row["started_at"]))
        return _page_at(row, _ms_between(row["started_at"], moment))
    if _is_for_calls(calls, moment, speaking):
        return None
    for row, elapsed in _turns(rows, moment, speaking):
        if 0 <= elapsed < reading_ms(row["caption"]):
            return _page_at(row, elapsed)
    return None


def pages_of(text: str, letters: int = PAGE) -> list[str]:
    """Cut a text into pages of so many letters, at blanks; one that goes on ends with "…"."""
    pages = []
    while len(text) > letters:
        cut = text.rfind(" ", 0, letters + 1)
        cut = cut if cut > 0 else letters
        pages.append(f"{text[:cut]} …")
        text = text[cut:].removeprefix(" ")
    return [*pages, text]


def reading_ms(text: str) -> int:
    """Return how long a text is read."""
    return len(text.split()) * WORD_MS + PAUSE_MS


def _is_text(row: JsonView) -> bool:
    return (
        row["kind"] == "message"
        and row["priority"] != "emergency"
        and not row.get("silent")
        and bool(row["caption"])
    )


def _is_for_calls(calls: list[JsonView], moment: datetime, speaking: bool) -> bool:
    """Say whether a call sounds, or has come up a moment ago."""
    ages = (
        _ms_between(at, moment)
        for row in calls
        if row["state"] in SHOWN and (at := row["started_at"] or row["ended_at"])
    )
    sounds = speaking and any(row["state"] == "started" for row in calls)
    return sounds or any(0 <= age < CALL_MS for age in ages)


def _turns(
    rows: list[JsonView], moment: datetime, speaking: bool
) -> Iterator[tuple[JsonView, int]]:
    """Yield texts that nobody says now, with the ms since each one's turn began.

    Each has its reading time, one after the other: those whose sound was shorter than it, and those
    that have no voice.
    """
    free = moment - timedelta(days=1)
    for began, row in sorted(
        ((parse(at), row) for row in rows if (at := _began(row, speaking))),
        key=lambda turn: turn[0],
    ):
        began = max(began, free)
        yield row, int((moment - began).total_seconds() * 1000)
        free = began + timedelta(milliseconds=reading_ms(row["caption"]))


def _began(row: JsonView, speaking: bool) -> str | None:
    """Return from when on a text is read by eyes alone; ``None``: it is not."""
    began: str | None = None
    if row["state"] == "finished":
        began = row["started_at"] or row["ended_at"]
    elif row["state"] == "failed":
        began = row["ended_at"]
    elif row["state"] in UNSPOKEN and not speaking:
        began = row["queued_at"]
    return began


def _page_at(row: JsonView, elapsed: int) -> Notice:
    """Return the page of this moment: with the voice, but never faster than it is read."""
    pages = pages_of(row["caption"])
    sound = (row.get("duration_ms") or 0) // ((row.get("repeats") or 0) + 1)
    round_ms = max(reading_ms(row["caption"]), sound)
    letter = elapsed % round_ms * sum(map(len, pages)) // round_ms
    page, seen = 0, len(pages[0])
    while page < len(pages) - 1 and letter >= seen:
        page += 1
        seen += len(pages[page])
    count = f"{page + 1}/{len(pages)}" if len(pages) > 1 else ""
    return Notice(row["id"], pages[page], count)


def _ms_between(at: str, moment: datetime) -> int:
    return int((moment - parse(at)).total_seconds() * 1000)
