"""The pronunciation dictionary: the shipped entries and the hall's own, by written form."""

from __future__ import annotations

from flask import Blueprint, Response

from display.hall import Outcome
from display.hall.speech import (
    Entry,
    PronunciationRequest,
    list_pronunciations,
    remove_pronunciation,
    set_pronunciation,
)
from display.web.api.description.operation import (
    API,
    READS,
    Operation,
    kept_by_id,
    summary_of,
)
from display.web.api.schemas.pronunciations import PronunciationChangeAnswer, PronunciationsAnswer
from display.web.edge.current import current_parts
from display.web.edge.request_body import read_request
from display.web.edge.responses import fresh

blueprint = Blueprint("pronunciations", __name__, url_prefix=f"{API}/pronunciations")


@blueprint.get("")
def show() -> Response:
    """How words are said."""
    entries = current_parts().hall.read(list_pronunciations)
    return fresh(pronunciations=[entry._asdict() for entry in entries])


@blueprint.put("/<written>")
def change(written: str) -> Response:
    """Change how a word is said.

    201 for a new entry of the hall, 200 for one that was there.
    """
    asked = read_request(PronunciationRequest)
    return _answer(set_pronunciation(current_parts().hall, written, asked))


@blueprint.delete("/<written>")
def take_back(written: str) -> Response:
    """Take back the hall's own entry."""
    return _answer(remove_pronunciation(current_parts().hall, written))


def _answer(change: Outcome[Entry | None]) -> Response:
    entry = change.thing._asdict() if change.thing else None
    return fresh(201 if change.created else 200, seq=change.seq, pronunciation=entry)


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET",
        f"{API}/pronunciations",
        ("read", "voice"),
        summary_of(show),
        "The pronunciation dictionary: the shipped entries and the hall's own, by written form.",
        answers=PronunciationsAnswer,
        problems=READS,
    ),
    *kept_by_id(
        f"{API}/pronunciations/<written>",
        ("voice",),
        write=change,
        writing="Captions keep the written form. What waits is spoken with the new words; clips "
        "that are missing for them are made. The same again changes nothing.",
        asks=PronunciationRequest,
        take_away=take_back,
        taking_away="The shipped entry of that form holds again, if there is one.",
        answers=PronunciationChangeAnswer,
        statuses=("A new entry of the hall.", "Changed, now or before.", "Taken back."),
    ),
)
