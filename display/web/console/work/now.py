"""The page "Sekarang": what the hall hears this moment, what waits, and how the hall is."""

from __future__ import annotations

from typing import TypedDict

from werkzeug import Response

from display.hall.announcing import list_templates
from display.hall.health import check_health
from display.hall.playback import QueueForecast, forecast_queue
from display.web.api.state import HealthRow, health_rows
from display.web.console.frame import Family, show
from display.web.edge.current import current_parts

blueprint = Family("now")


class _TemplateName(TypedDict):
    """A template as a button: its id for the address, its name to read."""

    id: str
    name: str


class _Health(TypedDict):
    """The answer of ``GET /health``."""

    checks: list[HealthRow]


class _First(TypedDict):
    """What the page's script begins with, in the form in which the API answers it later."""

    queue: QueueForecast
    health: _Health
    templates: list[_TemplateName]


@blueprint.page
def now() -> Response:
    """Show the hall as it is; from then on the page's script follows it."""
    return show("work/now.html", state=current_parts().hub.snapshot(), first=_first())


def _first() -> _First:
    parts = current_parts()
    found = check_health(parts.hall, parts.hub, parts.zones, parts.ears, parts.monitor)
    templates = parts.hall.read(list_templates)
    return {
        "queue": forecast_queue(parts.zones.main.hall, parts.announcer),
        "health": {"checks": health_rows(found)},
        "templates": [{"id": row["id"], "name": row["name"]} for row in templates],
    }
