"""How the API answers: JSON that no cache keeps, and sounds that every cache may."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from flask import Response, jsonify, send_file

from display.hall import NotFound
from display.web.edge.current import current_parts

if TYPE_CHECKING:
    from display.hall import Placed

_SHA256: Final = re.compile(r"[0-9a-f]{64}")


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


def send_sound(sha256: str) -> Response:
    """Return the sound file of that SHA-256. Raises :class:`NotFound` where none is kept."""
    found = current_parts().hall.find_sound(sha256) if _SHA256.fullmatch(sha256) else None
    if found is None:
        raise NotFound("There is no sound of that SHA-256.")
    # Its address is the hash of its content: no other tag is needed, and it never changes.
    response = send_file(found.path.resolve(), mimetype="audio/wav", etag=False)
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
