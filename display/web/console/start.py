"""The start page of the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from werkzeug import Response

from display.web.console.room import console_room, show

if TYPE_CHECKING:
    from display.house import House


def start_room(house: House) -> Blueprint:
    """Return the start page."""
    room = console_room("start")

    @room.get("", strict_slashes=False)
    def start() -> Response:
        return show("start.html")

    return room
