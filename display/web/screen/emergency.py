"""An emergency on the screens: which one, how worded, how large; ``emergency.js`` says the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from display.journal import OPEN_STATES
from display.json_object import JsonView
from display.web.screen.notice import pages_of

TITLE = 48
"""Letters of the first sentences that are set large."""

SIZES = (("", 48, 110), ("is-long", 110, 240), ("is-longer", 230, 240), ("is-longest", 500, 420))
"""Size classes with the letters of title and rest that have room; else ``is-smallest``."""

PAGE = 440
"""Letters that have room at all; longer texts turn pages."""

TURN_S = 20
"""How long a page stays: 440 letters are some 60 words, read in 18 seconds."""

_DRILL = re.compile(r"^\s*latihan\b[\s.:,!-]*", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?]+[.!?]*\s*")


@dataclass(frozen=True, slots=True)
class Emergency:
    """What fills the screen; ``lasting``: it is said until staff end it."""

    title: tuple[str, ...]
    rest: str
    drill: bool
    lasting: bool

    @property
    def size(self) -> str:
        """The size class in which all of it has room."""
        letters = len(" ".join(self.title))
        for name, title, rest in SIZES:
            if letters <= title and len(self.rest) <= rest:
                return name
        return "is-smallest"


def standing_emergency(state: JsonView, moment: datetime) -> Emergency | None:
    """Return the newest emergency that stands; a drill gives way to the real thing.

    Of a text that is longer than the screen it is the page of this ``moment``.
    """
    rows = [
        row
        for row in state["announcements"]
        if row["kind"] == "message"
        and row["priority"] == "emergency"
        and row["state"] in OPEN_STATES
    ]
    # An exercise may stand while something happens: the real one is shown, however old.
    chosen = [row for row in rows if not row.get("drill")] or rows
    if not chosen:
        return None
    row = chosen[-1]
    drill = bool(row.get("drill"))
    pages = pages_of(_DRILL.sub("", row["caption"]) if drill else row["caption"], PAGE)
    title, rest = _split(pages[int(moment.timestamp() // TURN_S) % len(pages)])
    return Emergency(title, rest, drill, bool(row.get("until_ended")))


def _split(text: str) -> tuple[tuple[str, ...], str]:
    sentences = _SENTENCE.findall(text) or [text]
    title: list[str] = []
    length = 0
    # The first sentence is always set large, however long: it is what has to be done.
    while sentences and (not title or length + len(sentences[0]) <= TITLE):
        length += len(sentences[0])
        title.append(sentences.pop(0).rstrip())
    return tuple(title), "".join(sentences)
