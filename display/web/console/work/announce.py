"""The page on which announcements are made: templates, free text, recordings, and their preview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, request
from werkzeug import Response

from display.hall.announcing import list_templates
from display.journal import Announcement, Recording, Template
from display.web.api.recordings import LARGEST_SOUND
from display.web.console.frame import console_blueprint, show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from display.journal import Transaction
    from display.parts import Parts

_LONGEST_TEXT = 500
_KEPT = ("text", "template", "recording", "priority", "repeats", "hold_calls", "silent", "drill")


def announce_blueprint(parts: Parts) -> Blueprint:
    """Return the page of announcements."""
    blueprint = console_blueprint("announce")

    @blueprint.get("/pengumuman")
    def announce() -> Response:
        asked = request.args  # read here: the journal works in a thread of its own
        first = parts.hall.read(lambda tx: _first(parts, tx, asked))
        return show("work/announce.html", first=first, state=parts.hub.snapshot())

    return blueprint


def _first(parts: Parts, tx: Transaction, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what the page's script begins with."""
    settings = parts.settings
    return {
        "templates": list_templates(tx),
        "recordings": [row.to_json() for row in tx.all(Recording)],
        "begin": _begin(tx, asked),
        "largest": LARGEST_SOUND,
        "expiry_s": settings.message_expiry_s,
        "emergency_expiry_s": settings.emergency_expiry_s,
    }


def _begin(tx: Transaction, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what the address asks to begin with: a template, a text, or an earlier one again."""
    earlier = tx.get(Announcement, asked.get("dari", "")[:128])
    if earlier and earlier.kind == "message":
        return _again(earlier)
    if tx.get(Template, asked.get("templat", "")[:64]):
        return {"template": asked["templat"]}
    text = asked.get("teks", "").strip()[:_LONGEST_TEXT]
    return {"text": text} if text else {}


def _again(row: Announcement) -> dict[str, Any]:
    """Return an earlier announcement as a draft: its words as they were, not its template."""
    draft = {name: getattr(row, name) for name in _KEPT}
    return {**draft, "template": None, "chime": bool(row.chime)}
