"""A page of another site cannot make a browser post here (ASVS 5.0, 3.5.1)."""

from __future__ import annotations

import pytest

from display.parts import Parts
from tests.display.web.served_hall import Caller, happened

FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:81"},
    {"Origin": "http://evil.example/localhost"},
    {"Origin": "http://localhost@evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_foreign_page_is_refused(parts: Parts, api: Caller, headers: dict[str, str]) -> None:
    """Even with a right token: 403, nothing journalled."""
    answer = api.post("/calls", {"ticket": {"number": "A-1"}}, headers=headers)
    assert answer.status_code == 403
    assert happened(parts) == []


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}], ids=str
)
def test_own_page_and_programs_pass(api: Caller, headers: dict[str, str]) -> None:
    """Our own pages, and programs that send no Origin."""
    body = {"ticket": {"number": "A-001"}, "service": "dpmptsp", "counter": "1"}
    assert api.post("/calls", body, headers=headers).status_code == 201
