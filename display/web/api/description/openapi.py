"""The OpenAPI 3.1 document, built from the table of operations and the pydantic models."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version

from flask import Blueprint, Response, request
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from display.json_object import JsonObject
from display.web.api.operations import API, OPERATIONS, Operation
from display.web.api.schemas.answer import ProblemAnswer

_SHA256 = "^[0-9a-f]{64}$"
_REF = "#/components/schemas/{model}"
_ABOUT = (
    "Calls of a waiting hall, shown on every screen and spoken in order. Every error is "
    "`application/problem+json` and names the field at fault. Times are ISO 8601 UTC."
)


blueprint = Blueprint("openapi", __name__)


@blueprint.get(f"{API}/openapi.json")
def openapi() -> Response:
    """This document."""
    return kept(_below(request.script_root), "application/json")


def kept(body: bytes, mimetype: str) -> Response:
    """Return an answer that depends on the code alone; who has it already gets 304 without it."""
    response = Response(body, mimetype=mimetype)
    response.headers["Cache-Control"] = "no-cache"  # kept, but asked about each time
    response.set_etag(_tag(body))
    response.make_conditional(request)
    return response


@lru_cache(maxsize=8)
def _tag(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]


def build_document() -> JsonObject:
    """Return a document of the caller's own; what it says depends on the code alone."""
    document: JsonObject = json.loads(_serialised())
    return document


@lru_cache(maxsize=4)
def _below(path: str) -> bytes:
    """Return the document for a server that a proxy shows below ``path``, "" for none."""
    if not path:
        return _serialised()
    return _written({**build_document(), "servers": [{"url": path}]})


@cache
def _serialised() -> bytes:
    """Return the document as it is sent, built once per process: 25 ms, where reading takes 0.5."""
    return _written(_compose())


def _written(document: JsonObject) -> bytes:
    """Return it as Flask's ``jsonify`` writes every other answer: compact, UTF-8, a line's end."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode()


def _compose() -> JsonObject:
    paths: dict[str, JsonObject] = {}
    # OpenAPI writes {name} where Flask writes <name>.
    for operation in OPERATIONS:
        path = re.sub(r"<(\w+)>", r"{\1}", operation.path)
        paths.setdefault(path, {})[operation.method.lower()] = _describe(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Panggil",
            "version": _version(),
            "description": _ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": _schemas(), "securitySchemes": _SECURITY},
    }


def _version() -> str:
    try:
        return version("panggil")
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "0"


_SECURITY = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of `panggil token add NAME --scope SCOPE`.",
    }
}


def _describe(operation: Operation) -> JsonObject:
    described: JsonObject = {
        "operationId": _operation_id(operation),
        "summary": operation.summary,
        "description": _description(operation),
        "parameters": _parameters(operation),
        "responses": _responses(operation),
        "security": _security(operation),
    }
    if operation.asks:
        described["requestBody"] = {
            "required": operation.body_required,
            "content": {"application/json": {"schema": _ref(operation.asks)}},
        }
    elif operation.asks_media != "application/json":
        file = {"schema": {"type": "string", "format": "binary"}}
        described["requestBody"] = {"required": True, "content": {operation.asks_media: file}}
    return described


def _operation_id(operation: Operation) -> str:
    words = re.findall(r"\w+", re.sub(r"<\w+>", "", operation.path.removeprefix(API)))
    return "_".join([operation.method.lower(), *words])


def _description(operation: Operation) -> str:
    scopes = " or ".join(f"`{scope}`" for scope in operation.scopes)
    if operation.is_open:
        return operation.description or operation.summary
    if operation.is_watch:
        watch = f"Open to all unless the setting open_screens is off, then {scopes}."
        return f"{operation.description} {watch}"
    return f"{operation.description} Scope: {scopes}."


def _security(operation: Operation) -> list[dict[str, list[str]]]:
    if operation.is_open:
        return []
    token: dict[str, list[str]] = {"token": []}
    # An empty requirement beside another makes it optional (OpenAPI 3.1, Operation Object).
    return [{}, token] if operation.is_watch else [token]


def _parameters(operation: Operation) -> list[JsonObject]:
    found = [_path_parameter(name) for name in re.findall(r"<(\w+)>", operation.path)]
    if operation.query:
        found += _query_parameters(operation.query)
    if operation.asks or operation.query:
        # 128 letters of an event_id, and two quotation marks: the draft of the header has them.
        schema = {"type": "string", "maxLength": 130}
        found.append(
            _parameter("header", "Idempotency-Key", schema, "Stands for `event_id` of the body.")
        )
    return found + _QUERIES.get((operation.method, operation.path), [])


def _query_parameters(model: type[BaseModel]) -> list[JsonObject]:
    schema = model.model_json_schema()
    return [
        _parameter("query", name, {key: rule[key] for key in rule if key != "description"}, "")
        | {
            "description": rule.get("description", ""),
            "required": name in schema.get("required", ()),
        }
        for name, rule in schema["properties"].items()
    ]


def _path_parameter(name: str) -> JsonObject:
    schema: JsonObject = {"type": "string", "minLength": 1}
    if name == "sha256":
        schema["pattern"] = _SHA256
    return {"in": "path", "name": name, "required": True, "schema": schema}


def _parameter(place: str, name: str, schema: JsonObject, about: str) -> JsonObject:
    return {
        "in": place,
        "name": name,
        "required": False,
        "schema": schema,
        "description": about,
    }


_EVENTS_PARAMETERS = [
    _parameter("query", "after", {"type": "integer", "minimum": 0}, "The last `seq` known."),
    _parameter("query", "epoch", {"type": "string"}, "The epoch that `after` belongs to."),
    _parameter("query", "wait", {"type": "number", "minimum": 0}, "Seconds to wait for news."),
    _parameter("header", "Last-Event-ID", {"type": "string"}, "Resumes a stream after this id."),
]


_HISTORY_PARAMETERS = [
    _parameter("query", "before", {"type": "integer", "minimum": 0}, "Only what ended before."),
    _parameter("query", "limit", {"type": "integer", "minimum": 1, "maximum": 200}, "Default 50."),
    _parameter("query", "kind", {"enum": ["call", "message"]}, "Only calls, or only messages."),
]

_QUERIES = {
    ("GET", f"{API}/events"): _EVENTS_PARAMETERS,
    ("GET", f"{API}/announcements"): _HISTORY_PARAMETERS,
}


def _responses(operation: Operation) -> JsonObject:
    responses: JsonObject = {
        str(status): {"description": text, "content": _content(operation)}
        for status, text in operation.statuses
    }
    for status in operation.problems:
        responses[str(status)] = {
            "description": _PROBLEMS[status],
            "content": {"application/problem+json": {"schema": _ref(ProblemAnswer)}},
        }
    return responses


_PROBLEMS = {
    400: "What came is not to be read.",
    401: "No token, or one that is unknown or revoked.",
    403: "The token lacks the scope, or a page of another site asked.",
    404: "There is no such thing.",
    409: "The state of things does not allow it, or the event_id belongs to something else.",
    408: "It came too slowly.",
    413: "More than 64 KB; more than 120 MB of a sound.",
    415: "Not application/json.",
    422: "Fields at fault, each named.",
    429: "Too much asked, or too many wrong tokens; see Retry-After.",
    503: "Nothing was kept; ask again. See Retry-After.",
    507: "No room: the disk is full, or what it is for.",
}


def _content(operation: Operation) -> JsonObject:
    if operation.answers_media == "audio/wav":
        return {"audio/wav": {}}
    schema = _ref(operation.answers) if operation.answers else {"type": "object"}
    content: JsonObject = {operation.answers_media: {"schema": schema}}
    if operation.path == f"{API}/events":
        content["text/event-stream"] = {"schema": {"type": "string"}}
    return content


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REF.format(model=model.__name__)}


def _schemas() -> JsonObject:
    asked = {operation.asks for operation in OPERATIONS if operation.asks}
    answered = {operation.answers for operation in OPERATIONS if operation.answers}
    # A model that is asked is described as it is read, one that is answered as it is written: a
    # field with a default is optional in the first and always there in the second.
    models = [
        *((model, "validation") for model in asked),
        *((model, "serialization") for model in {*answered, ProblemAnswer}),
    ]
    _, schemas = models_json_schema(
        sorted(models, key=lambda pair: pair[0].__name__),  # type: ignore[arg-type]
        ref_template=_REF,
    )
    found: JsonObject = schemas["$defs"]
    return found
