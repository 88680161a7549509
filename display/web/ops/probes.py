"""Is the process alive, and can it take calls? For supervisors; outside the API, open to all."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import structlog
from flask import Blueprint, Response, jsonify

from display.errors import PanggilError

if TYPE_CHECKING:
    from display.parts import House

log = structlog.get_logger(__name__)

# The announcer takes a turn at least once a second; silence of a part has to be noticed
# within 15 s.
_STUCK_AFTER_S = 10.0


def health_blueprint(house: House) -> Blueprint:
    """Return the routes of ``/healthz`` (liveness) and ``/readyz`` (readiness)."""
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def healthz() -> Response:
        return _answer({"status": "alive"}, 200)

    @blueprint.get("/readyz")
    def readyz() -> Response:
        checks = check_parts(house)
        ready = all(state == "ok" for state in checks.values())
        body = {"status": "ready" if ready else "not ready", "checks": checks}
        return _answer(body, 200 if ready else 503)

    return blueprint


def check_parts(house: House) -> dict[str, str]:
    """Return ``ok`` or one word of what is wrong for each part that calls depend on."""
    return {
        "journal": _journal(house),
        "hub": "ok" if house.hub.running else "stopped",
        "announcer": _announcer(house),
    }


def _journal(house: House) -> str:
    try:
        house.journal.position(house.hall)
    except PanggilError as error:
        log.warning("journal not reachable", error=str(error))
        return "unreachable"
    return "ok"


def _announcer(house: House) -> str:
    stuck = time.monotonic() - house.announcer.ticked_at > _STUCK_AFTER_S
    return "stuck" if stuck else "ok"


def _answer(body: Mapping[str, object], status: int) -> Response:
    response = jsonify(body)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
