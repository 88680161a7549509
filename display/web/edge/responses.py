"""How the API answers: JSON that no cache keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, jsonify

if TYPE_CHECKING:
    from display.hall import Placed


def fresh(status: int = 200, **body: object) -> Response:
    """Return ``body`` as JSON of this moment."""
    response = jsonify(body)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def answer_placed(placed: Placed, status: int | None = None, **more: object) -> Response:
    """Tell what a request became; 201 for something new and 200 for a repeat, unless given."""
    body = placed._asdict()
    created = body.pop("created")
    return fresh(status or (201 if created else 200), **body, **more)
