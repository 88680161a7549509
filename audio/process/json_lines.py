"""One JSON object a line: the form of whatever goes between a parent and its child process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

JsonLine = dict[str, Any]
"""The object of one line; what it must hold is for the two ends to say, each line by its own type.
"""


def write_line(fields: Mapping[str, object]) -> bytes:
    """Return the fields as one JSON line, newline included."""
    return json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def read_line(line: bytes) -> JsonLine | None:
    """Return the object on the line, or ``None`` for a line that is none (a library's print)."""
    try:
        fields = json.loads(line)
    except ValueError:
        return None
    return fields if isinstance(fields, dict) else None
