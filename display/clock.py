"""Time as the journal writes it: UTC, ISO 8601, milliseconds, ``Z``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return the present moment, with the UTC zone."""
    return datetime.now(UTC)


def iso(moment: datetime) -> str:
    """Return ``moment`` as ``2026-11-23T02:42:00.123Z``."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def iso_now() -> str:
    """Return the present moment as :func:`iso` writes it."""
    return iso(now())


def iso_after(seconds: float, since: str | None = None) -> str:
    """Return the moment ``seconds`` after ``since`` (default: now)."""
    start = parse(since) if since else now()
    return iso(start + timedelta(seconds=seconds))


def parse(text: str) -> datetime:
    """Return the moment that ``text`` writes; ``ValueError`` when it has no zone or is no time."""
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        raise ValueError("a time needs a zone, for example 2026-11-23T09:42:00+07:00")
    try:
        moment.astimezone(UTC)  # the first and last hours of the calendar are none in UTC
    except OverflowError:
        raise ValueError("a time needs a year that UTC can write") from None
    return moment


def utc_offset_min(timezone: str, moment: datetime) -> int:
    """Return how many minutes a zone is ahead of UTC: 420 for ``Asia/Jakarta``."""
    offset = moment.astimezone(ZoneInfo(timezone)).utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0
