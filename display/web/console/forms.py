"""What every form of the console shares: what stands in it, what is wrong with it, the answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final, Literal, TypeVar

from flask import flash, redirect, request
from pydantic import ValidationError
from werkzeug import Response
from werkzeug.exceptions import NotFound

from audio import WordingError
from display.accounts import AccountError
from display.hall import Refused
from display.journal import Counter, ScheduleEntry, Service, Template, Zone
from display.web.console.frame import show
from display.web.edge.current import current_parts

# An id has 64 letters at most; the rest is for "-2", "-3", …
_LONGEST_ID: Final = 48

Row = TypeVar("Row", Service, Counter, Template, Zone, ScheduleEntry)

Errors = dict[str, str]
"""The name of a field ("": the form as a whole) -> what is wrong with it, as staff read it."""

NotTaken = ValidationError | Refused | AccountError
"""Why something that was filled in is not taken: by its form, by the hall, by the accounts."""

NOT_TAKEN: Final = (ValidationError, Refused, AccountError)
"""The same, to be caught."""


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A form as it is shown: what stands in its fields, by name, and what is wrong with them.

    ``refusal`` is the status of a form with errors: 422 where a field is at fault, 409 where the
    state of things does not allow what was asked.
    """

    given: Mapping[str, object]
    errors: Errors = field(default_factory=dict)
    refusal: Literal[409, 422] = 422

    def show(self, template: str, **more: object) -> Response:
        """Return the page of the form; ``more`` is what its template needs besides."""
        status = self.refusal if self.errors else 200
        return show(template, status, given=self.given, errors=self.errors, **more)


@dataclass(frozen=True, slots=True)
class FormWords:
    """What a form says, in Indonesian, of what is not taken.

    ``codes`` are those of the hall's rules; ``FIELD.CODE`` goes before ``CODE``, where one code
    means another thing in each field, and a code before ``fields``, which are by name.
    """

    fields: Mapping[str, str]
    codes: Mapping[str, str] = field(default_factory=dict)
    otherwise: str = "Belum benar."

    def explain(self, error: NotTaken) -> Errors:
        """Return a sentence for every field at fault."""
        if isinstance(error, ValidationError):
            names = [str(found["loc"][0]) for found in error.errors()]
            return {name: self.fields.get(name, self.otherwise) for name in names}
        if isinstance(error, AccountError):
            return {error.field: self.fields.get(error.field, str(error))}
        return {error.field: self._explain_refused(error)}

    def refuse(self, given: Mapping[str, object], error: NotTaken) -> FormDraft:
        """Return the form as it was filled in, with what is wrong with it."""
        return FormDraft(given, self.explain(error))

    def words_for(self, field: str, code: str) -> str:
        """Return a sentence for what is wrong with a field."""
        known = self.codes.get(f"{field}.{code}") or self.codes.get(code)
        return known or self.fields.get(field, self.otherwise)

    def _explain_refused(self, refused: Refused) -> str:
        code = refused.code or ""
        known = {f"{refused.field}.{code}", code} & self.codes.keys()
        if isinstance(refused.__cause__, WordingError) and not known:
            return str(refused)  # the wording speaks Indonesian
        return self.words_for(refused.field, code)


def listed(name: str) -> list[str]:
    """Return what was filled in with commas between, each once."""
    parts = (part.strip() for part in request.form.get(name, "").split(","))
    return list(dict.fromkeys(filter(None, parts)))


def brought(name: str) -> tuple[str, bytes]:
    """Return the file that was chosen for a field: its name and content; both empty without one."""
    file = request.files.get(name)
    if file is None:
        return "", b""
    with closing(file):  # a large one lies on the disk, and would stay there until it is collected
        return file.filename or "", file.read()


def find_row(kind: type[Row], row_id: str) -> Row:
    """Return the row that an address names; raise NotFound when the hall has none."""
    row = current_parts().hall.read(lambda tx: tx.get(kind, row_id))
    if row is None:
        raise NotFound
    return row


def free_id(name: str, taken: Collection[str], otherwise: str) -> str:
    """Return a free id that resembles a name, or ``otherwise`` where nothing of it can be one."""
    # Accents are taken from their letters, as an id is ASCII: "Café" becomes "cafe".
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_ID].strip("-") or otherwise
    # Of one more numbers than there are ids one is free.
    tries = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(one for one in tries if one not in taken)


def is_sent() -> bool:
    """Tell whether the form was sent, and not only asked for: by GET, or HEAD, which changes as
    little and is let through without the CSRF token."""
    return request.method == "POST"


def direction() -> Literal[-1, 1]:
    """Return where the pressed button moves a row: -1 up, 1 down."""
    return -1 if request.form.get("arah") == "naik" else 1


def back_to(address: str, row_id: str) -> Response:
    """Show a list again, at the row that was moved in it."""
    return redirect(f"{address}#{row_id}", 303)


def done(sentence: str, address: str) -> Response:
    """Say what was done, on the page that the browser is sent to."""
    flash(sentence)
    # 303, so that the browser asks by GET: loading the page again does not send the form again.
    return redirect(address, 303)
