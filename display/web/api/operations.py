"""The one table of what may be asked over HTTP: it guards the routes and documents them.

Each family of calls lists its rows beside its views, and is named in :data:`FAMILIES`. A route
under ``/api`` that has no row here is refused (:mod:`display.web.guard`), and a row without a route
fails the tests. ``path`` is written as Flask writes it.
"""

from __future__ import annotations

from typing import Final

from display.web.api import (
    announcements,
    calls,
    counters,
    ear,
    faults,
    hall,
    pronunciations,
    recordings,
    reports,
    screens,
    state,
    templates,
    zones,
)
from display.web.api.description.operation import API, OPEN, WATCH, Family, Operation
from display.web.api.timetable import holidays, schedule
from display.web.ops import metrics, probes

__all__ = ["API", "FAMILIES", "OPEN", "OPERATIONS", "PAGES", "WATCH", "Operation", "find_operation"]

_DOCUMENT = Operation(
    "GET",
    f"{API}/openapi.json",
    (OPEN,),
    "This document",  # its view is built from this table (display.web.api.description.openapi)
)

FAMILIES: Final[tuple[Family, ...]] = (
    *(calls, announcements, zones, templates, schedule, holidays, faults, state, pronunciations),
    *(counters, recordings, hall, screens, ear, reports, probes, metrics),
)
"""Every family, in the order of the document: registration mounts their views."""

OPERATIONS: tuple[Operation, ...] = (
    *(operation for family in FAMILIES for operation in family.OPERATIONS),
    _DOCUMENT,
)

PAGES: tuple[str, ...] = (
    *("/", "/tv", "/phone.js", "/qr.svg", "/tv/screen.js", "/tv/colours.css", "/logo/<name>"),
    "/tv/sounds/<sha256>",
    *("/docs", "/ws", "/static/<path:filename>"),
)
"""What everybody may open that is no API: pages, their files, and the websocket, which has its own
guard (:mod:`display.push`)."""


def find_operation(method: str, rule: str) -> Operation | None:
    """Return the row of a route; ``HEAD`` counts as ``GET``."""
    wanted = ("GET" if method == "HEAD" else method, rule)
    return _BY_ROUTE.get(wanted)


# The guard asks at every request; a list of some 40 rows would be walked each time.
_BY_ROUTE = {(operation.method, operation.path): operation for operation in OPERATIONS}
