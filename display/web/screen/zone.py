"""What a screen shows of a hall with several zones: its own; ``zone.js`` says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from display.json_object import JsonView


def seen_in_zone(state: JsonView, zone: str | None) -> JsonView:
    """Return the state as ``zone`` sees it, with its speaker.

    All of it where the screen is nobody's (``None``), or the hall has one zone.
    """
    if not zone or len(state["zones"]) <= 1:
        return state
    counters = [row for row in state["counters"] if row.get("zone", "main") == zone]
    ids = {row["id"] for row in counters}
    speakers = [each for each in state.get("speakers", ()) if each["zone"] == zone]
    return {
        **state,
        "zones": [row for row in state["zones"] if row["id"] == zone],
        "counters": counters,
        "announcements": [row for row in state["announcements"] if row["zone"] == zone],
        "recent_calls": [row for row in state["recent_calls"] if row["counter"] in ids],
        "now_serving": [row for row in state["now_serving"] if row["counter"] in ids],
        "speaker": speakers[0] if speakers else state["speaker"],
    }
