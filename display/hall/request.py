"""What may be asked of the hall, checked field by field before anything is journalled."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

from display.json_object import JsonObject


def _written(value: object) -> object:
    return str(value) if type(value) is int else value  # true is an int as well, and no name


AS_WRITTEN = BeforeValidator(_written)
"""Ids and tickets are words; programs that keep them as numbers send them so."""

# The bound on an idempotency key: room for a UUID with a prefix, and nothing that needs escaping.
EventId = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:\-]*$", min_length=1, max_length=128),
    AS_WRITTEN,
]
Name = Annotated[str, StringConstraints(min_length=1, max_length=64), AS_WRITTEN]


class Request(BaseModel):
    """The base of every request: unknown keys are refused, so that no misspelt field is ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    keeps_empty: ClassVar[frozenset[str]] = frozenset()
    """Options for which an empty text is an answer."""

    added: ClassVar[frozenset[str]] = frozenset()
    """Options that a later release added: not given, they make no other request of an old one."""

    @classmethod
    def without_nothing(cls, asked: JsonObject) -> JsonObject:
        """Return ``asked`` without the options that say nothing: null, or an empty text.

        That is how many programs write an option that is not given.
        """
        return {name: value for name, value in asked.items() if not cls._is_nothing(name, value)}

    @classmethod
    def _is_nothing(cls, name: str, value: object) -> bool:
        field = cls.model_fields.get(name)
        if field is None or field.is_required():
            return False
        return value is None or (value == "" and name not in cls.keeps_empty)


class FollowUpRequest(Request):
    """A later step in the life of a call; only the idempotency key may be given."""

    event_id: EventId | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked with an idempotency key (None: without one): a ``deed``, in one word.

    ``content`` is all that it depends on: the same key with another is another request.
    """

    key: str | None
    deed: str
    content: JsonObject

    @classmethod
    def of(cls, deed: str, request: BaseModel, **about: str) -> Self:
        """Return what ``request`` asks of the things that ``about`` names."""
        given = request.model_dump(mode="json", exclude={"event_id"})
        added = request.added if isinstance(request, Request) else ()
        given = {name: value for name, value in given.items() if value or name not in added}
        return cls(getattr(request, "event_id", None), deed, {**given, **about})

    @property
    def fingerprint(self) -> str:
        """SHA-256 of deed and content, whatever their order."""
        written = json.dumps([self.deed, self.content], sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()
