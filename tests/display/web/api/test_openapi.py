"""The document says what the server does, all of it."""

from __future__ import annotations

import re

import pytest
import schemathesis
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from display.parts import Parts
from display.web import OPERATIONS, build_document
from display.web.api.description.operation import summary_of
from tests.display.web.served_hall import api_of

SUMMARIES = {(operation.method, operation.path): operation.summary for operation in OPERATIONS}


def test_document_is_valid(client: FlaskClient) -> None:
    """The document is OpenAPI 3.1."""
    document = client.get("/api/v1/openapi.json").json
    assert document is not None
    validate(document, cls=OpenAPIV31SpecValidator)


def test_every_operation_is_described() -> None:
    """Each has a summary and an id of its own."""
    operations = [
        operation
        for methods in build_document()["paths"].values()
        for operation in methods.values()
    ]
    assert len({operation["operationId"] for operation in operations}) == len(OPERATIONS)
    assert all(operation["summary"] and operation["description"] for operation in operations)


def test_schemathesis_reads_it() -> None:
    """A client generator can read the document."""
    schema = schemathesis.openapi.from_dict(build_document())
    assert len([*schema.get_all_operations()]) == len(OPERATIONS)


def test_a_view_is_called_the_same_in_code_and_document(parts: Parts) -> None:
    """The first line of its docstring is the summary of its operation."""
    app = api_of(parts)
    told = {
        (method, rule.rule): summary_of(app.view_functions[rule.endpoint])
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if (method, rule.rule) in SUMMARIES
    }
    events = ("GET", "/api/v1/events")  # the live links are not part of this application
    assert told | {events: SUMMARIES[events]} == SUMMARIES


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: f"{each.method} {each.path}")
def test_page_of_documentation_shows_it(client: FlaskClient, operation: object) -> None:
    """``/docs`` lists every operation."""
    page = client.get("/docs").text
    path = re.sub(r"<(\w+)>", r"{\1}", operation.path)  # type: ignore[attr-defined]
    assert path in page


def test_page_of_documentation_needs_nothing_from_elsewhere(client: FlaskClient) -> None:
    """A hall has no internet: no address of another host, no script, no inline style."""
    page = client.get("/docs").text
    assert "://" not in page
    assert "<script" not in page
    assert "style=" not in page
    assert "ticket.number" in page
