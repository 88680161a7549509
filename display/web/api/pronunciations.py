"""The views of the pronunciation dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response

from display.hall import Outcome
from display.hall.speech import (
    Entry,
    PronunciationRequest,
    list_pronunciations,
    remove_pronunciation,
    set_pronunciation,
)
from display.web.api.operations import API
from display.web.edge.request_body import read_request
from display.web.edge.responses import fresh

if TYPE_CHECKING:
    from display.parts import Parts


def pronunciations_blueprint(parts: Parts) -> Blueprint:
    """Return the routes of the dictionary."""
    blueprint = Blueprint("pronunciations", __name__, url_prefix=f"{API}/pronunciations")

    @blueprint.get("")
    def show() -> Response:
        entries = parts.hall.read(list_pronunciations)
        return fresh(pronunciations=[entry._asdict() for entry in entries])

    @blueprint.put("/<written>")
    def change(written: str) -> Response:
        asked = read_request(PronunciationRequest)
        return _answer(set_pronunciation(parts.hall, written, asked))

    @blueprint.delete("/<written>")
    def take_back(written: str) -> Response:
        return _answer(remove_pronunciation(parts.hall, written))

    return blueprint


def _answer(change: Outcome[Entry | None]) -> Response:
    entry = change.thing._asdict() if change.thing else None
    return fresh(201 if change.created else 200, seq=change.seq, pronunciation=entry)
