"""What all rows share: the way to JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Self

from display.json_object import JsonObject, JsonView


class Record:
    """What all rows share: the way to JSON and back."""

    __slots__ = ()

    def to_json(self) -> JsonObject:
        """Return the row as plain JSON: a ticket becomes ``{"number": …}``, a tuple a list."""
        return {
            each.name: _plain(each.name, getattr(self, each.name))
            for each in fields(self)  # type: ignore[arg-type]  # every subclass is a dataclass
        }

    @classmethod
    def from_json(cls, row: JsonView) -> Self:
        """Return the record that ``row`` describes; ``TypeError`` when a needed key is missing."""
        known = {each.name for each in fields(cls)}  # type: ignore[arg-type]
        return cls(**{name: _value(name, row[name]) for name in row if name in known})


def _plain(name: str, value: Any) -> Any:
    if name == "ticket" and value is not None:
        return {"number": value}
    return list(value) if isinstance(value, tuple) else value


def _value(name: str, value: Any) -> Any:
    if name == "ticket" and isinstance(value, Mapping):
        return value["number"]
    return tuple(value) if isinstance(value, list) else value
