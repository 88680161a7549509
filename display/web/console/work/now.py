"""The start page: what the hall hears this moment, what waits, and how the hall is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint
from werkzeug import Response

from display.hall.announcing import list_templates
from display.hall.health import check_health
from display.hall.playback import look_ahead_of
from display.web.api.calls import health_rows
from display.web.console.frame import console_room, show

if TYPE_CHECKING:
    from display.parts import House


def start_room(house: House) -> Blueprint:
    """Return the start page."""
    room = console_room("start")

    @room.get("", strict_slashes=False)
    def start() -> Response:
        return show("now.html", **_first_state(house))

    return room


def _first_state(house: House) -> dict[str, Any]:
    """Return what the page is drawn from until its script has a link of its own."""
    templates = house.journal.read(house.hall, list_templates)
    return {
        "state": house.hub.snapshot(),
        "first": {
            "queue": look_ahead_of(house),
            "health": {"checks": health_rows(check_health(house))},
            "templates": [{"id": row["id"], "name": row["name"]} for row in templates],
        },
    }
