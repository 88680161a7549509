"""The page "Sekarang": what the hall hears this moment, what waits, and how the hall is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint
from werkzeug import Response

from display.hall.announcing import list_templates
from display.hall.health import check_health
from display.hall.playback import forecast_queue
from display.web.api.state import health_rows
from display.web.console.frame import console_blueprint, show

if TYPE_CHECKING:
    from display.parts import Parts


def now_blueprint(parts: Parts) -> Blueprint:
    """Return the page "Sekarang"."""
    blueprint = console_blueprint("now")

    @blueprint.get("", strict_slashes=False)
    def now() -> Response:
        return show("work/now.html", **_first_state(parts))

    return blueprint


def _first_state(parts: Parts) -> dict[str, Any]:
    """Return what the page is drawn from until its script has a link of its own."""
    templates = parts.hall.read(list_templates)
    return {
        "state": parts.hub.snapshot(),
        "first": {
            "queue": forecast_queue(parts.hall, parts.announcer),
            "health": {
                "checks": health_rows(
                    check_health(parts.hall, parts.hub, parts.speakers, parts.monitor)
                )
            },
            "templates": [{"id": row["id"], "name": row["name"]} for row in templates],
        },
    }
