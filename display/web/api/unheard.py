"""What a refusal says of a visit that was not heard yet: how long until it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from display.hall import Conflict
from display.hall.playback import forecast_queue
from display.web.edge.current import current_parts


@contextmanager
def saying_when() -> Iterator[None]:
    """Add to a refusal ``unheard`` in how many ``seconds`` the call will sound, if known."""
    try:
        yield
    except Conflict as conflict:
        if conflict.code == "unheard":
            conflict.facts["seconds"] = _seconds(conflict.facts.get("call"))
        raise


def _seconds(call_id: str | None) -> str | None:
    waiting = (
        item
        for zone in current_parts().zones
        for item in forecast_queue(zone.hall, zone.announcer)["waiting"]
    )
    found = next((item["in_s"] for item in waiting if item["event_id"] == call_id), None)
    return None if found is None else str(round(found))
