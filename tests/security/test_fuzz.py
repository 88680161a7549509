"""Whatever is asked, the server never fails, and it answers as its document says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from display.app import create_app
from display.parts import Parts
from display.web import OPERATIONS, Operation, build_document
from display.web.api.schemas.answer import ProblemAnswer
from tests.display.web.served_hall import CALL, furnished, token_of

# The operations are asked this often each; the long set asks more of them.
EXAMPLES = [15, pytest.param(200, marks=pytest.mark.long)]
QUICK = settings(
    max_examples=40,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(), below, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(["event_id", "ticket", "service", "counter", "language", "priority"])


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """A hall whose token may ask as much as the test likes."""
    with furnished(tmp_path_factory.mktemp("fuzz"), token_rate=10_000) as parts:
        yield parts


@pytest.fixture(scope="module")
def headers(parts: Parts) -> dict[str, str]:
    """A token for everything."""
    return {"Authorization": f"Bearer {token_of(parts, 'admin')}"}


@pytest.fixture(scope="module")
def client(parts: Parts) -> FlaskClient:
    """A client of the whole application."""
    return create_app(parts).test_client()


@pytest.fixture(scope="module")
def schema(client: FlaskClient) -> Any:
    """The document, with the application behind it."""
    schema = schemathesis.openapi.from_dict(build_document())
    schema.app = client.application
    return schema


# A stream has no end that a generated request would wait for; display/push tests it.
OPERATIONS_ASKED = [each for each in OPERATIONS if each.path != "/api/v1/events"]


@pytest.mark.parametrize("examples", EXAMPLES)
@pytest.mark.parametrize("operation", OPERATIONS_ASKED, ids=lambda each: each.path)
def test_answers_are_as_documented(
    schema: Any, headers: dict[str, str], operation: Operation, examples: int
) -> None:
    """Generated requests, good and bad: no 5xx; status, media type and body are documented."""
    path = re.sub(r"<(\w+)>", r"{\1}", operation.path)

    @settings(QUICK, max_examples=examples)
    @given(case=schema[path][operation.method].as_strategy())
    def ask(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    ask()


@QUICK
@given(changes=st.dictionaries(FIELDS, JSON, max_size=3))
def test_no_change_of_a_call_makes_the_server_fail(
    client: FlaskClient, headers: dict[str, str], changes: dict[str, Any]
) -> None:
    """A call with any fields replaced by anything: taken, or refused in the one shape."""
    body = json.dumps(CALL | changes)
    kind = {"Content-Type": "application/json"}
    answer = client.post("/api/v1/calls", data=body, headers={**headers, **kind})
    if answer.status_code not in {200, 201}:
        assert 400 <= answer.status_code < 500
        ProblemAnswer.model_validate(answer.json)


@QUICK
@given(body=st.binary(max_size=200))
def test_no_bytes_make_the_server_fail(
    client: FlaskClient, headers: dict[str, str], body: bytes
) -> None:
    """Any bytes for a body: refused in the one shape."""
    kind = {"Content-Type": "application/json"}
    answer = client.post("/api/v1/announcements", data=body, headers={**headers, **kind})
    assert 400 <= answer.status_code < 500
    ProblemAnswer.model_validate(answer.json)


@QUICK
@given(path=st.text(max_size=40))
def test_no_address_makes_the_server_fail(client: FlaskClient, path: str) -> None:
    """Any path below the API: an answer that is no failure of the server."""
    answer = client.get("/api/v1/" + path.encode("utf-8", "replace").decode())
    assert answer.status_code < 500
    answer.close()
