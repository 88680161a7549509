"""What every form of the set-up shares: whose row it is, what was wrong with it, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeVar

from flask import flash, redirect, request
from werkzeug.exceptions import NotFound

from display.journal import Counter, Service, Template, Zone

if TYPE_CHECKING:
    from pydantic import ValidationError
    from werkzeug import Response

    from display.hall import Refused
    from display.parts import Parts

Row = TypeVar("Row", Service, Counter, Template, Zone)

Errors = dict[str, str]
"""The name of a field ("": the form as a whole) -> what is wrong with it, as staff read it."""

_UNCLEAR = "Belum benar."


def find_row(parts: Parts, kind: type[Row], row_id: str) -> Row:
    """Return the row that an address names; raise NotFound when the hall has none."""
    row = parts.hall.read(lambda tx: tx.get(kind, row_id))
    if row is None:
        raise NotFound
    return row


def explain_invalid(
    error: ValidationError, wrong: Mapping[str, str], otherwise: str = _UNCLEAR
) -> Errors:
    """Return a sentence for every field that the request model did not take."""
    fields = [str(found["loc"][0]) for found in error.errors()]
    return {field: wrong.get(field, otherwise) for field in fields}


def explain_refused(
    refused: Refused, wrong: Mapping[str, str], codes: Mapping[str, str], otherwise: str = ""
) -> Errors:
    """Return why a rule of the hall refused: by its code, else by the field that it names."""
    sentence = codes.get(refused.code or "") or wrong.get(refused.field, otherwise)
    return {refused.field: sentence}


def status_of(errors: Errors) -> int:
    """Return the status of a form that is shown: 422 when something is wrong with it."""
    return 422 if errors else 200


def direction() -> Literal[-1, 1]:
    """Return where the pressed button moves a row: -1 up, 1 down."""
    return -1 if request.form.get("arah") == "naik" else 1


def done(sentence: str, address: str) -> Response:
    """Say what was done, on the page that the browser is sent to."""
    flash(sentence)
    return redirect(address, 303)
