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
        return {name: _plain(name, getattr(self, name)) for name in _names(type(self))}

    @classmethod
    def from_json(cls, row: JsonView) -> Self:
        """Return the record that ``row`` describes; ``TypeError`` when a needed key is missing."""
        return cls(**{name: _value(name, row[name]) for name in _names(cls) if name in row})


_NAMES: dict[type[Record], tuple[str, ...]] = {}


def _names(record: type[Record]) -> tuple[str, ...]:
    """Return the names of a record's fields; asked of the dataclass once, not at every row."""
    if record not in _NAMES:
        _NAMES[record] = tuple(each.name for each in fields(record))  # type: ignore[arg-type]
    return _NAMES[record]


def _plain(name: str, value: Any) -> Any:
    if name == "ticket" and value is not None:
        return {"number": value}
    return list(value) if isinstance(value, tuple) else value


def _value(name: str, value: Any) -> Any:
    if name == "ticket" and isinstance(value, Mapping):
        return value["number"]
    return tuple(value) if isinstance(value, list) else value
