"""``/docs``: the OpenAPI document as one plain page, without a script and without a CDN."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, Response, render_template, request

from display.json_object import JsonView
from display.web.api.description.openapi import build_document, kept

blueprint = Blueprint("docs", __name__)


@dataclass(frozen=True, slots=True)
class _Field:
    """A row of a table: ``name`` is the way to the field, ``kind`` what may stand in it."""

    name: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True, slots=True)
class _Section:
    """One operation of the page; ``operation`` as the document has it."""

    id: str
    method: str
    path: str
    operation: JsonView
    asked: list[_Field]
    answered: list[_Field]


@blueprint.get("/docs")
def docs() -> Response:
    """Show every operation with the fields that it takes and gives."""
    return kept(_page(request.script_root), "text/html")


@lru_cache(maxsize=4)
def _page(path: str) -> bytes:
    """Return the page, drawn once for each ``path`` that a proxy shows the server below."""
    document = build_document()
    return render_template("docs.html", document=document, sections=_sections(document)).encode()


def _sections(document: JsonView) -> list[_Section]:
    """Return one section per operation, with the fields of what is asked and answered."""
    return [
        _Section(
            id=operation["operationId"],
            method=method.upper(),
            path=path,
            operation=operation,
            asked=_fields(document, operation.get("requestBody", {})),
            answered=_fields(document, _success(operation)),
        )
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def _success(operation: JsonView) -> JsonView:
    # The statuses of a row begin with that of success (Operation.statuses).
    found: JsonView = next(iter(operation["responses"].values()))
    return found


def _fields(document: JsonView, described: JsonView) -> list[_Field]:
    schema = described.get("content", {}).get("application/json", {}).get("schema", {})
    return list(_flatten(document, schema))


def _flatten(document: JsonView, schema: JsonView, before: str = "") -> Iterator[_Field]:
    """Yield the fields of a schema, those of objects in it too: ``ticket.number`` is one row."""
    schema = _resolve(document, schema)
    for name, field in schema.get("properties", {}).items():
        whole = _resolve(document, field)
        # An object in a list stays one row: only what a caller can write as a.b is taken apart.
        if whole.get("properties"):
            yield from _flatten(document, whole, f"{before}{name}.")
            continue
        yield _Field(
            name=before + name,
            kind=_kind(document, field),
            required=name in schema.get("required", []),
            about=field.get("description", ""),
        )


def _resolve(document: JsonView, schema: JsonView) -> JsonView:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: JsonView = document["components"]["schemas"][name] if name else schema
    return found


def _kind(document: JsonView, field: JsonView) -> str:
    """Say in a few words what may stand in a field."""
    field = _resolve(document, field)
    if "anyOf" in field:
        return " or ".join(_kind(document, option) for option in field["anyOf"])
    if "enum" in field:
        return " | ".join(map(str, field["enum"]))
    if field.get("type") == "array":
        return f"list of {_kind(document, field.get('items', {})) or 'values'}"
    bounds = [f"{word} {field[key]}" for key, word in _BOUNDS.items() if key in field]
    return " ".join([str(field.get("title" if "properties" in field else "type", "")), *bounds])


_BOUNDS = {
    "minLength": "from",
    "maxLength": "to",
    "minimum": "from",
    "maximum": "to",
    "exclusiveMinimum": "above",
}
