"""The board of counters: what each says, how they are laid out, and in which order they take turns.

``static/screen/layouts/board.js`` says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from display.hall.announcing import UNSPOKEN
from display.json_object import JsonView
from display.web.screen.words import INDONESIAN, Words

BRIEF = 12
"""The longest service name, in letters, that fits beside "Loket 10" on the visitors' page."""

ROOMY = 9
"""Letters of a counter's state that fit its cell in the large type."""

LONG_NUMBERS = (6, 8)
"""Letters of a ticket's number beyond which lists set it smaller, and smaller again."""

ONE_COLUMN = 6
"""Counters that share one column; beyond them there are two."""

MOST_ROWS = {"normal": 8, "large": 5, "largest": 4}
"""Rows of a column by the size of text; beyond the normal size there is one column. More counters
than fit take turns."""

TURN_S = 8
"""How long a page of the board stays: sixteen numbers are looked through in about six seconds."""

SHOWN = ("started", "finished", "failed", "expired")
"""States of a call's announcement after which its ticket was on the screens."""


class Called(Protocol):
    """The call that is shown large, as far as the board knows it."""

    @property
    def number(self) -> str:
        """The ticket's number."""

    @property
    def counter_id(self) -> str:
        """The counter that called it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One counter of the board: a ticket's number, or the words for its state.

    ``coming``: the number is not called out yet.
    """

    counter: str
    name: str
    service: str
    brief: str
    number: str
    words: str
    called: bool
    coming: bool
    shut: bool

    @property
    def number_size(self) -> str:
        """The class in which a long number has room beside the name; empty for a usual one."""
        return long_class(self.number, LONG_NUMBERS)

    @property
    def long(self) -> bool:
        """Whether the words are set smaller, to be read whole."""
        return len(self.words) > ROOMY


def board_cells(
    state: JsonView, call: Called | None, words: Words = INDONESIAN
) -> tuple[Cell, ...]:
    """Return every counter of the hall, in its order; ``call`` is the one that stands out."""
    serving = {row["counter"]: row for row in state["now_serving"]}
    coming = unspoken_calls(state)
    return tuple(
        _cell(state, row, serving.get(row["id"]), call, coming, words) for row in state["counters"]
    )


def unspoken_calls(state: JsonView) -> set[str]:
    """Return the calls that the hall has not heard yet, by their event ids."""
    return {row["event_id"] for row in state["announcements"] if row["state"] in UNSPOKEN}


def _cell(
    state: JsonView,
    counter: JsonView,
    serving: JsonView | None,
    call: Called | None,
    coming: set[str],
    words: Words,
) -> Cell:
    # A paused counter keeps its visit, but nobody is to go there now: its words are shown.
    shut = counter["state"] != "open"
    number = serving["ticket"]["number"] if serving and not shut else ""
    service_id = serving["service"] if number and serving else next(iter(counter["services"]), "")
    service = named_row(state["services"], service_id)
    here = bool(call and number == call.number and counter["id"] == call.counter_id)
    return Cell(
        counter=counter["id"],
        name=counter.get("short_name") or counter["name"],
        service=service_id,
        brief=brief(service.get("short_name", "")),
        number=number,
        words="" if number else state_words(counter, words),
        called=here,
        coming=bool(number and serving and serving["event_id"] in coming and not here),
        shut=shut,
    )


def state_words(counter: JsonView, words: Words = INDONESIAN) -> str:
    """Return what a counter without a ticket says of itself."""
    return words.counter(counter["state"], counter.get("reason"))


def brief(name: str) -> str:
    """Return the leading whole words of ``name`` that fit a cell, without a dangling *dan*."""
    kept = ""
    for word in name.split():
        if kept and len(kept) + 1 + len(word) > BRIEF:
            break
        kept = f"{kept} {word}".strip()
    return kept.removesuffix(" dan")


def long_class(words: str, limits: tuple[int, int]) -> str:
    """Return ``is-long`` or ``is-longer`` for words of more letters than the limits; else empty."""
    first, second = limits
    return "is-longer" if len(words) > second else "is-long" if len(words) > first else ""


def layout_class(counters: int, size: str = "normal") -> str:
    """Return the board's layout, as classes of ``screen.css``: its columns and rows."""
    rows = MOST_ROWS[size]
    if counters <= ONE_COLUMN or size != "normal":
        return f"columns-1 rows-{min(max(counters, 1), rows)}"
    return f"columns-2 rows-{min((counters + 1) // 2, rows)}"


def board_page(
    cells: Sequence[Cell], moment: datetime, size: str = "normal"
) -> tuple[tuple[Cell, ...], str]:
    """Return the cells that are seen at this moment, and the line over a board that takes turns.

    Where all have a place they stand in the hall's order. Else those with a visitor come first, and
    the one that is being called stands on every page.
    """
    most = MOST_ROWS[size] * (2 if size == "normal" else 1)
    if len(cells) <= most:
        return tuple(cells), ""
    called = [cell for cell in cells if cell.called]
    # Stable: the hall's order within each kind.
    order = sorted((cell for cell in cells if not cell.called), key=lambda cell: not cell.number)
    each = most - len(called)
    pages = [(*called, *order[at : at + each]) for at in range(0, len(order), each)]
    page = int(moment.timestamp() // TURN_S) % len(pages)
    return tuple(pages[page]), f"Sedang dilayani · {page + 1} dari {len(pages)}"


def note_words(cells: Sequence[Cell], call: Called | None) -> str:
    """Return what the ticket says when its counter has moved on; empty while it stands there."""
    cell = next((one for one in cells if call and one.counter == call.counter_id), None)
    if cell is None or call is None or cell.number == call.number:
        return ""
    if cell.number:
        return f"{'Berikutnya' if cell.coming else 'Kini'} {cell.number}"
    return cell.words if cell.shut else "Selesai"


def named_row(rows: Sequence[JsonView], row_id: str | None) -> JsonView:
    """Return the row of this id; an empty one where there is none."""
    return next((row for row in rows if row["id"] == row_id), {})
