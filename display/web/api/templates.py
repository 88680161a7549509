"""The templates of announcements: list, write, take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response

from display.hall import Outcome
from display.hall.announcing import (
    TemplateRequest,
    describe_template,
    list_templates,
    remove_template,
    set_template,
)
from display.web.api.description.operation import (
    API,
    READS,
    Operation,
    kept_by_id,
    summary_of,
)
from display.web.api.schemas.announcements import TemplateChangeAnswer, TemplatesAnswer
from display.web.edge.current import current_parts
from display.web.edge.request_body import read_request
from display.web.edge.responses import fresh

if TYPE_CHECKING:
    from display.journal import Template

blueprint = Blueprint("templates", __name__, url_prefix=f"{API}/templates")


@blueprint.get("")
def show() -> Response:
    """The templates of announcements."""
    return fresh(templates=current_parts().hall.read(list_templates))


@blueprint.put("/<template_id>")
def write(template_id: str) -> Response:
    """Make or alter a template.

    201 for a new one, 200 for one that was there.
    """
    asked = read_request(TemplateRequest)
    return _answer(set_template(current_parts().hall, template_id, asked))


@blueprint.delete("/<template_id>")
def take_away(template_id: str) -> Response:
    """Take a template away."""
    # No idempotency key: to take away what is gone is 404, and harmless.
    return _answer(remove_template(current_parts().hall, template_id))


def _answer(change: Outcome[Template | None]) -> Response:
    described = describe_template(change.thing) if change.thing else None
    return fresh(201 if change.created else 200, seq=change.seq, template=described)


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET",
        f"{API}/templates",
        ("read", "announcements"),
        summary_of(show),
        "As staff ordered them, each with its fields and what those take.",
        answers=TemplatesAnswer,
        problems=READS,
    ),
    *kept_by_id(
        f"{API}/templates/<template_id>",
        ("announcements",),
        write=write,
        writing="Fields stand in braces; unknown ones are refused.",
        asks=TemplateRequest,
        take_away=take_away,
        taking_away="What was announced with it stays as it was said.",
        answers=TemplateChangeAnswer,
        statuses=("A new template.", "Altered, now or before.", "Taken away."),
    ),
)
