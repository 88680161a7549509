"""Is the process alive, and can it take calls? For supervisors; outside the API, open to all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import structlog
from flask import Blueprint, Response, jsonify

from display.errors import PanggilError
from display.web.api.description.operation import OPEN, Operation, summary_of
from display.web.edge.current import current_parts

if TYPE_CHECKING:
    from display.parts import Parts

log = structlog.get_logger(__name__)

# The announcer takes a turn at least once a second; silence of a part has to be noticed
# within 15 s.
_STUCK_AFTER_S = 10.0


blueprint = Blueprint("probes", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Is the process alive?"""
    return _answer({"status": "alive"}, 200)


@blueprint.get("/readyz")
def readyz() -> Response:
    """Can calls be taken and shown?"""
    checks = check_parts(current_parts())
    ready = all(state == "ok" for state in checks.values())
    body = {"status": "ready" if ready else "not ready", "checks": checks}
    return _answer(body, 200 if ready else 503)


def check_parts(parts: Parts) -> dict[str, str]:
    """Return ``ok`` or one word of what is wrong for each part that calls depend on."""
    return {
        "journal": _journal(parts),
        "disk": parts.monitor.writing.disk or "ok",
        "hub": "ok" if parts.hub.running else "stopped",
        "announcer": _announcer(parts),
    }


def _journal(parts: Parts) -> str:
    try:
        parts.journal.position(parts.hall.id)
    except PanggilError as error:
        log.warning("journal not reachable", error=str(error))
        return "unreachable"
    return parts.monitor.writing.database or "ok"


def _announcer(parts: Parts) -> str:
    late_s = max(zone.announcer.loop.late_s for zone in parts.zones)
    return "stuck" if late_s > _STUCK_AFTER_S else "ok"


def _answer(body: Mapping[str, object], status: int) -> Response:
    response = jsonify(body)
    response.status_code = status
    # A proxy that kept "alive" would say so of the dead.
    response.headers["Cache-Control"] = "no-store"
    return response


OPERATIONS: tuple[Operation, ...] = (
    Operation("GET", "/healthz", (OPEN,), summary_of(healthz)),
    Operation(
        "GET",
        "/readyz",
        (OPEN,),
        summary_of(readyz),
        "200 when the journal answers and can be written to, the disk has room and the hub runs; "
        "503 with the part that does not.",
        statuses=((200, "Ready."), (503, "Not ready: see `checks`.")),
    ),
)
