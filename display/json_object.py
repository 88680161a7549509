"""An object of JSON, as the journal keeps it and messages carry it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

JsonObject = dict[str, Any]
"""Keys to values that JSON knows. Whoever reads one gives a type to what it takes from it: a record
by ``from_json``, a message by its model. What is built here has a type from the start."""

JsonView = Mapping[str, Any]
"""The same, where it is only read."""
