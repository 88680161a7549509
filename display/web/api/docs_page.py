"""``/docs``: the OpenAPI document as one plain page, without a script and without a CDN."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from display.web.api.openapi import build_document

blueprint = Blueprint("docs", __name__)


@blueprint.get("/docs")
def docs() -> str:
    """Show every operation with the fields that it takes and gives."""
    document = build_document()
    return render_template("docs.html", document=document, sections=_sections(document))


def _sections(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return one section per operation, with the fields of what is asked and answered."""
    return [
        {
            "id": operation["operationId"],
            "method": method.upper(),
            "path": path,
            "operation": operation,
            "asked": _fields(document, operation.get("requestBody", {})),
            "answered": _fields(document, _success(operation)),
        }
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def _success(operation: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(iter(operation["responses"].values()))
    return found


def _fields(document: dict[str, Any], described: dict[str, Any]) -> list[dict[str, Any]]:
    schema = described.get("content", {}).get("application/json", {}).get("schema", {})
    return _rows(document, schema)


def _rows(
    document: dict[str, Any], schema: dict[str, Any], before: str = ""
) -> list[dict[str, Any]]:
    """Flatten the fields of a schema: ``ticket.number`` stands in one row."""
    schema = _resolve(document, schema)
    rows: list[dict[str, Any]] = []
    for name, field in schema.get("properties", {}).items():
        whole = _resolve(document, field)
        if whole.get("properties"):
            rows += _rows(document, whole, f"{before}{name}.")
            continue
        rows.append(
            {
                "name": before + name,
                "kind": _kind(document, field),
                "required": name in schema.get("required", []),
                "about": field.get("description", ""),
            }
        )
    return rows


def _resolve(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = document["components"]["schemas"][name] if name else schema
    return found


def _kind(document: dict[str, Any], field: dict[str, Any]) -> str:
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
