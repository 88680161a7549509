"""The page on which announcements are made: templates, free text, recordings, and their preview."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from flask import request
from werkzeug import Response

from display.hall.announcing import TemplateDescription, list_templates
from display.journal import Announcement, Recording, Template
from display.web.api.recordings import LARGEST_SOUND
from display.web.console.frame import Family, show
from display.web.edge.current import current_parts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from display.journal import Row, Transaction
    from display.settings import Settings


blueprint = Family("announce")


class _Draft(TypedDict, total=False):
    """What the form begins with; what is not here begins empty."""

    text: str | None
    template: str | None
    recording: str | None
    priority: str
    repeats: int
    hold_calls: bool
    silent: bool
    drill: bool
    chime: bool


class _First(TypedDict):
    """What the page's script begins with. ``largest``: bytes of a sound that may be brought."""

    templates: list[TemplateDescription]
    recordings: list[Row]
    begin: _Draft
    largest: int
    expiry_s: float
    emergency_expiry_s: float


@blueprint.page
def announce() -> Response:
    """Show the page, begun with what the address asks for: ``dari``, ``templat`` or ``teks``."""
    parts, asked = current_parts(), request.args  # here: the journal works in a thread of its own
    first = parts.hall.read(lambda tx: _first(parts.settings, tx, asked))
    return show("work/announce.html", first=first, state=parts.hub.snapshot())


def _first(settings: Settings, tx: Transaction, asked: Mapping[str, str]) -> _First:
    return {
        "templates": list_templates(tx),
        "recordings": [row.to_json() for row in tx.all(Recording)],
        "begin": _begin(tx, asked),
        "largest": LARGEST_SOUND,
        "expiry_s": settings.message_expiry_s,
        "emergency_expiry_s": settings.emergency_expiry_s,
    }


def _begin(tx: Transaction, asked: Mapping[str, str]) -> _Draft:
    """Return what the address asks to begin with: a template, a text, or an earlier one again."""
    # Cut to the length of an id, so that no longer text reaches the database.
    earlier = tx.get(Announcement, asked.get("dari", "")[:128])
    # A call is recalled from its pad, not announced anew.
    if earlier and earlier.kind == "message":
        return _again(earlier)
    if tx.get(Template, asked.get("templat", "")[:64]):
        return {"template": asked["templat"]}
    text = asked.get("teks", "").strip()
    return {"text": text} if text else {}


def _again(row: Announcement) -> _Draft:
    """Return an earlier announcement as a draft: its words as they were, not its template."""
    return {
        "text": row.text,
        "template": None,
        "recording": row.recording,
        "priority": row.priority,
        "repeats": row.repeats,
        "hold_calls": row.hold_calls,
        "silent": row.silent,
        "drill": row.drill,
        "chime": bool(row.chime),
    }
