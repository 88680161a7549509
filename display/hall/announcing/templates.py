"""Templates: announcements that staff make again and again, with fields in braces."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict

from audio import WordingError, word_text
from display.hall.announcing.fields import example_of, fields_of
from display.hall.errors import NotFound, Refused
from display.hall.outcome import Outcome, kept_row
from display.hall.request import Asked
from display.journal import Template, Transaction

if TYPE_CHECKING:
    from display.hall.announcing.fields import Kind
    from display.hall.announcing.requests import TemplateRequest
    from display.hall.context import HallContext

MOST_TEMPLATES = 100
"""Templates of a hall: more than anybody finds anything in."""

_ID = re.compile(r"[a-z0-9](?:[a-z0-9\-]{0,62}[a-z0-9])?")


class TemplateField(TypedDict):
    """A field of a template and what it takes; ``longest`` in letters."""

    name: str
    kind: Kind
    label: str
    example: str
    longest: int


class TemplateDescription(TypedDict):
    """A template's row with its fields, each once, in the order of the text."""

    id: str
    name: str
    text: str
    priority: str
    chime: bool
    repeats: int
    hold_calls: bool
    drill: bool
    position: int
    seq: int
    fields: list[TemplateField]


def list_templates(tx: Transaction) -> list[TemplateDescription]:
    """Return the templates as staff ordered them, each with its fields and what those take."""
    return [describe_template(template) for template in tx.all(Template)]


def describe_template(template: Template) -> TemplateDescription:
    """Return a template's row with its fields."""
    return {
        "id": template.id,
        "name": template.name,
        "text": template.text,
        "priority": template.priority,
        "chime": template.chime,
        "repeats": template.repeats,
        "hold_calls": template.hold_calls,
        "drill": template.drill,
        "position": template.position,
        "seq": template.seq,
        "fields": [
            {
                "name": field.name,
                "kind": field.kind,
                "label": field.label,
                "example": field.example,
                "longest": field.longest,
            }
            for field in fields_of(template.text)
        ],
    }


def set_template(
    hall: HallContext, template_id: str, request: TemplateRequest
) -> Outcome[Template]:
    """Make or alter a template; the same again changes nothing.

    Raises :class:`Refused` for an id, a text or a field that cannot be used, and
    :class:`Conflict` when the ``event_id`` belongs to something else.
    """
    if not _ID.fullmatch(template_id):
        raise Refused("template_id", "Write small letters, figures and hyphens, at most 64.")
    _check_text(request.text)

    def work(tx: Transaction, event_id: str) -> Outcome[Template]:
        known = tx.get(Template, template_id)
        row = _row(tx, template_id, request, known)
        # A page that saves unchanged makes no event: every screen and log would show a change.
        if known and row == known:
            return Outcome(False, known.seq, known)
        event = tx.append("template.changed", {"template": row.to_json()}, event_id)
        template = Template.from_json(event.data["template"])
        return Outcome(known is None, event.seq, template)

    asked = Asked.of("template", request, template_id=template_id)
    return hall.once(asked, kept_row(Template), work)


def remove_template(hall: HallContext, template_id: str) -> Outcome[None]:
    """Take a template away; what was announced with it stays as it was said.

    Raises :class:`NotFound` when there is none of that id.
    """

    def work(tx: Transaction) -> Outcome[None]:
        known = tx.get(Template, template_id)
        if known is None:
            raise NotFound(f"There is no template {template_id!r}.", code="unknown_template")
        event = tx.append("template.changed", {"template": {**known.to_json(), "removed": True}})
        return Outcome(False, event.seq, None)

    return hall.write(work)


def _check_text(text: str) -> None:
    """Refuse unknown braces, and a text that says nothing even when it is filled in."""
    try:
        # Tried with examples: a template that cannot be said is found now, not in an emergency.
        word_text(example_of(text))
    except WordingError as error:
        raise Refused("text", str(error)) from error


def _row(
    tx: Transaction, template_id: str, request: TemplateRequest, known: Template | None
) -> Template:
    given = request.model_dump(exclude={"event_id"}, exclude_none=True)
    if known:
        return replace(known, **given)
    rows = tx.all(Template)
    if len(rows) >= MOST_TEMPLATES:
        raise Refused("template_id", f"A hall has at most {MOST_TEMPLATES} templates.")
    given.setdefault("position", max((row.position for row in rows), default=-1) + 1)
    return Template(id=template_id, **given)
