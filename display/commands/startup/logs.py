"""Logs of a process: on standard error, one line each, English, from the level that is set.

Standard output belongs to what a person asked for: the welcome, a token, the words to be said.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

from display.errors import SettingsError

LEVELS = ("debug", "info", "warning", "error")


def configure_logs(process: str, level: str) -> None:
    """Set up both ways of logging that the rooms use: structlog, and the library's own."""
    number = _number(level)
    logging.basicConfig(
        level=number,
        stream=sys.stderr,
        format=f"%(asctime)s {process} %(levelname)s %(message)s",
        datefmt="%Y-%m-%d %H:%M:%S",
        force=True,
    )
    for name in ("alembic", "websockets"):  # their daily life is no news
        logging.getLogger(name).setLevel(max(number, logging.WARNING))


def configure_structlog(process: str, level: str) -> None:
    """Let structlog's lines look like the others; for the server, which alone uses it."""
    # Where another tool brought rich, structlog loads it: 4 MB for colours that no log shows.
    sys.modules.setdefault("rich", None)  # type: ignore[arg-type]
    import structlog

    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=False, key="at"),
            _Line(process),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_number(level)),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


class _Line:
    """Renders an entry as the other lines look, its values behind the sentence."""

    def __init__(self, process: str) -> None:
        self._process = process

    def __call__(self, _logger: Any, _method: str, entry: MutableMapping[str, Any]) -> str:
        at, level, event = (entry.pop(name, "") for name in ("at", "level", "event"))
        trace = entry.pop("exception", None)
        more = "".join(f" {name}={value!r}" for name, value in entry.items())
        line = f"{at} {self._process} {str(level).upper()} {event}{more}"
        return f"{line}\n{trace}" if trace else line


def _number(level: str) -> int:
    if level.lower() not in LEVELS:
        raise SettingsError(f"PANGGIL_LOG_LEVEL={level!r} is none of {', '.join(LEVELS)}.")
    number: int = getattr(logging, level.upper())
    return number
