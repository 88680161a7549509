"""A problem: why a request is not granted, as a value that whoever answers puts into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class FieldError(NamedTuple):
    """One field and one sentence on what is wrong with it."""

    field: str
    message: str


class Problem(Exception):
    """Raised when a request cannot be granted; carries the status and the words of the answer."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        code: str | None = None,
        facts: Mapping[str, str | None] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        self.code = code
        self.facts = dict(facts or {})
