"""How a hall looks outside its opening hours; ``static/screen/hours.js`` says the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from display.hall import next_opening, open_at
from display.json_object import JsonObject, JsonView
from display.web.screen.words import Words

NIGHT: Final = timedelta(minutes=60)
"""How long before opening a dark screen shows the hall again: people queue at its door."""


def seen_after_hours(state: JsonView, local: datetime) -> JsonView:
    """Return a state as it is seen at this moment of the hall's clock.

    Outside the opening hours a counter that serves nobody is closed, whatever it was left at.
    """
    about = state["hall"]
    if open_at(about["hours"], local, about.get("closed_days", {})):
        return state
    busy = {row["counter"] for row in state["now_serving"]}
    return {**state, "counters": [_shut(row, busy) for row in state["counters"]]}


def opens_words(state: JsonView, local: datetime, words: Words) -> str:
    """Return ``Buka pukul 08.00``; empty while the hall is open or nobody knows."""
    return words.opens(local, _next(state, local))


def is_night(state: JsonView, local: datetime) -> bool:
    """Say whether the hall opens so late that its screens may be dark."""
    opens = _next(state, local)
    return opens is not None and opens - local > NIGHT


def _next(state: JsonView, local: datetime) -> datetime | None:
    about = state["hall"]
    # A row of an earlier release knows no closed days.
    return next_opening(about["hours"], local, about.get("closed_days", {}))


def _shut(row: JsonObject, busy: set[str]) -> JsonObject:
    if row["state"] != "open" or row["id"] in busy:
        return row
    return {**row, "state": "closed", "reason": None}
