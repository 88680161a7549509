"""Reads what was posted: bytes to a checked request, or a :class:`Problem` that names the field.

JSON is read strictly: no double keys, no NaN, no control characters (a name with an ANSI escape
would reach logs and terminals, a NUL is more than PostgreSQL can store).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NoReturn, TypeVar

from flask import request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from display.hall import Request
from display.json_object import JsonObject
from display.web.edge.problem import FieldError, Problem

_Path = tuple[str | int, ...]
"""The way to a value in a body: keys, and places in lists."""

RequestModel = TypeVar("RequestModel", bound=BaseModel)

# Nothing that is asked here is nested deeper than 2; the reader's own stack ends far beyond this.
_DEEPEST = 16
_UNCHOSEN = frozenset({"", "application/x-www-form-urlencoded", "text/plain"})
_KEY_HEADER = "Idempotency-Key"
LARGEST_BODY = 64 * 1024
"""Bytes of a body that are read. An announcement of 1,500 characters is 6 KB at most."""

_WHOLE_BODY = ""
"""The name of the field for what concerns the body as a whole."""


def read_request(model: type[RequestModel], *, required: bool = True) -> RequestModel:
    """Return the posted JSON as ``model``, with the ``Idempotency-Key`` header as its ``event_id``.

    Raises :class:`Problem`: 400 for what is no JSON, 415 for another content type, 422 naming each
    field at fault. With ``required`` false an empty body counts as ``{}``.
    """
    raw = request.get_data(cache=False)
    if len(raw) >= LARGEST_BODY:  # a chunked body is cut there without a word
        raise RequestEntityTooLarge
    asked: object = {}
    if raw or required:
        _check_content_type()
        asked = _read_json(raw)
    if not isinstance(asked, dict):
        raise Problem(
            422,
            "The body must be a JSON object.",
            errors=[FieldError(_WHOLE_BODY, "must be a JSON object")],
        )
    _check_characters(asked)
    _take_header_key(asked)
    return _validate(model, asked)


def read_query(model: type[RequestModel]) -> RequestModel:
    """Return the query as ``model``, with the ``Idempotency-Key`` header as its ``event_id``.

    Raises :class:`Problem`: 422 naming each field at fault.
    """
    # multi: Flask would take the first of two values and drop the other without a word.
    asked: JsonObject = _without_doubles(list(request.args.items(multi=True)))
    _check_characters(asked)
    _take_header_key(asked)
    return _validate(model, asked)


def _check_content_type() -> None:
    # What curl, PHP, Python and Node send when nobody chose. A page of another site can send these
    # without being asked for, but no header Authorization: who shows one is a program.
    unchosen = request.mimetype in _UNCHOSEN and "Authorization" in request.headers
    if request.mimetype != "application/json" and not unchosen:
        raise Problem(415, "Send JSON with the header Content-Type: application/json.")
    charset = request.mimetype_params.get("charset", "utf-8")
    if charset.lower() not in {"utf-8", "utf8"}:
        raise Problem(415, "Send JSON in UTF-8.")


def _read_json(raw: bytes) -> object:
    try:
        asked = json.loads(
            raw.decode("utf-8-sig"),  # editors and shells of Windows begin with a mark
            object_pairs_hook=_without_doubles,
            parse_constant=_refuse_constant,
        )
    except UnicodeDecodeError:
        raise Problem(400, "The body is not UTF-8.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Problem(400, f"The body is not JSON: {error.msg} at {where}.") from None
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets in brackets
        raise Problem(400, "The body holds a number too long or is nested too deep.") from None
    return asked


def _without_doubles(pairs: Iterable[tuple[str, object]]) -> JsonObject:
    """Refuse an object that says the same key twice: who reads which one would be chance."""
    seen: JsonObject = {}
    for key, value in pairs:
        if key in seen:
            error = FieldError(_legible(key), "is given twice")
            raise Problem(422, "A key is given twice.", errors=[error])
        seen[key] = value
    return seen


def _refuse_constant(name: str) -> NoReturn:
    raise Problem(400, f"The body is not JSON: {name} is no number of JSON.")


def _check_characters(asked: JsonObject) -> None:
    errors = [
        FieldError(_path(path), "holds a control character or half a character")
        for path, text in _strings(asked, ())
        if any(_is_bad(character) for character in text)
    ]
    if errors:
        raise Problem(422, _sentence(errors), errors=errors)


def _strings(value: object, path: _Path) -> Iterator[tuple[_Path, str]]:
    """Yield every string below ``value`` with the way to it; keys count as strings."""
    if len(path) > _DEEPEST:
        raise Problem(400, "The body holds a number too long or is nested too deep.")
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield (*path, key), key
            yield from _strings(below, (*path, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _strings(below, (*path, index))


def _is_bad(character: str) -> bool:
    """Tell control characters (not line breaks and tabs), lone surrogates, turning marks."""
    if character in "\n\r\t":
        return False
    return unicodedata.category(character) in {"Cc", "Cs"} or character in _TURNING


# Marks that turn the direction of text: with them a caption shows other words than it says
# (CVE-2021-42574, "Trojan Source").
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _take_header_key(asked: JsonObject) -> None:
    """Take the header as ``event_id``; a body that says another one is refused."""
    header = request.headers.get(_KEY_HEADER)
    if header is None:
        return
    # The draft of the header's standard writes it as a quoted string; many clients do not.
    key = re.sub(r'^"(.*)"$', r"\1", header.strip())
    if asked.get("event_id") not in (None, key):
        message = f"differs from the header {_KEY_HEADER}"
        raise Problem(422, f"event_id {message}.", errors=[FieldError("event_id", message)])
    asked["event_id"] = key


def _validate(model: type[RequestModel], asked: JsonObject) -> RequestModel:
    """Check against the model, strictly: ``"3"`` is no number where one is wanted."""
    try:
        if issubclass(model, Request):
            asked = model.without_nothing(asked)
        # By way of JSON again: pydantic's strict reading of Python objects would refuse a list
        # where a tuple is declared; that of JSON takes it.
        return model.model_validate_json(json.dumps(asked), strict=True)
    except ValidationError as error:
        errors = list(_field_errors(error))
        raise Problem(422, _sentence(errors), errors=errors) from None


def _field_errors(error: ValidationError) -> Iterable[FieldError]:
    for found in error.errors(include_url=False, include_context=True, include_input=False):
        message = found["msg"].removeprefix("Value error, ")
        if found["type"] == "extra_forbidden":
            message = "is not known here"
        elif found["type"] == "missing":
            message = "is missing"
        yield FieldError(_path(found["loc"]), message)


def _sentence(errors: list[FieldError]) -> str:
    named = ", ".join(dict.fromkeys(error.field for error in errors if error.field))
    first = errors[0].message
    if len(errors) == 1:
        return f"{named or 'The body'}: {first}."
    return f"These fields cannot be used: {named}."


def _path(path: Iterable[str | int]) -> str:
    """Write the way to a field: ``ticket.number``, ``zones.0``."""
    return ".".join(_legible(str(part)) for part in path)


def _legible(name: str) -> str:
    """Return a key as it can be shown in an answer and a log, whatever it holds."""
    # A key may be as long as the body; 80 letters are enough to find it.
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)[:80]
