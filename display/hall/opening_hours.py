"""Opening hours as people write them, brought to the one form that the journal keeps."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from display.journal import Holiday

if TYPE_CHECKING:
    from display.journal import Transaction

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The days by which hours are kept, in the order of :meth:`datetime.date.weekday`."""

MOST_SPANS: Final = 4
_CLOSED: Final = frozenset({"", "-", "tutup", "libur", "closed"})
_SPAN = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*(?:-|–|—|s/d|sampai)\s*(\d{1,2})(?:[.:](\d{2}))?")


def read_hours(written: str) -> str:
    """Return hours as ``08:00-12:00, 13:00-15:00``; "" for closed.

    Takes ``8.00–12.00, 13.00–15.00``, ``8-15`` and ``tutup``; raises ``ValueError`` for what is no
    hours, ends before it begins, or overlaps.
    """
    if written.strip().lower() in _CLOSED:
        return ""
    spans = [_span(part.strip()) for part in re.split(r"[,;]|\bdan\b", written)]
    if len(spans) > MOST_SPANS:
        raise ValueError(f"a day has at most {MOST_SPANS} spans of hours")
    for one, other in itertools.pairwise(spans):
        if other[0] < one[1]:
            raise ValueError("these hours overlap or are not in order")
    return ", ".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in spans)


def closed_dates(tx: Transaction) -> frozenset[str]:
    """Return the dates (ISO) on which the hall is closed whatever its hours: its holidays."""
    return frozenset(row.day for row in tx.all(Holiday) if row.closed)


def open_at(
    hours: Mapping[str, str], local: datetime, closed: Collection[str] = frozenset()
) -> bool:
    """Tell whether a hall with these hours is open at a moment of its own clock.

    ``closed`` are the dates (ISO) on which it is not, whatever its hours (:func:`closed_dates`). Of
    a hall that says nothing of its hours nobody knows better: on other days it counts as open.
    """
    if local.date().isoformat() in closed:
        return False
    if not hours:
        return True
    minute = local.hour * 60 + local.minute
    spans = hours.get(WEEKDAYS[local.weekday()], "")
    return any(
        begin <= minute < end for begin, end in (_span(one) for one in spans.split(", ") if one)
    )


def opens_in_min(
    hours: Mapping[str, str], local: datetime, closed: Collection[str] = frozenset()
) -> int | None:
    """Return in how many minutes a hall opens for the first time today; ``None``: it does not.

    ``closed`` are the dates (ISO) on which it stays closed (:func:`closed_dates`).
    """
    if local.date().isoformat() in closed:
        return None
    first = hours.get(WEEKDAYS[local.weekday()], "").split(", ")[0]
    if not first:
        return None
    left = _span(first)[0] - (local.hour * 60 + local.minute)
    return left if left > 0 else None


def open_minutes(hours: Mapping[str, str], weekday: int, hour: int) -> int:
    """Return for how many minutes of an hour of a weekday (0: Monday) a hall is open; 60 of one
    that says nothing of its hours."""
    if not hours:
        return 60
    spans = (_span(one) for one in hours.get(WEEKDAYS[weekday], "").split(", ") if one)
    return sum(max(0, min(end, hour * 60 + 60) - max(begin, hour * 60)) for begin, end in spans)


def next_opening(
    hours: Mapping[str, str], local: datetime, closed: Collection[str] = frozenset()
) -> datetime | None:
    """Return when a hall that is closed at a moment of its own clock opens next.

    ``closed`` as in :func:`open_at`. None while it is open, where nothing is said of its hours, and
    where it does not open within a week.
    """
    if open_at(hours, local, closed):
        return None
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    for days in range(8):
        day = midnight + timedelta(days=days)
        if day.date().isoformat() in closed:
            continue
        for one in filter(None, hours.get(WEEKDAYS[day.weekday()], "").split(", ")):
            opens = day + timedelta(minutes=_span(one)[0])
            if opens > local:
                return opens
    return None


def _span(written: str) -> tuple[int, int]:
    """Return begin and end of a span, in minutes of the day."""
    found = _SPAN.fullmatch(written)
    if found is None:
        raise ValueError("write hours as 08.00-15.00, with a comma before a second span")
    hour, minute, end_hour, end_minute = (int(part or 0) for part in found.groups())
    begin, end = hour * 60 + minute, end_hour * 60 + end_minute
    if minute > 59 or end_minute > 59 or end > 24 * 60:
        raise ValueError("hours go from 00.00 to 24.00")
    if begin >= end:
        raise ValueError("these hours end before they begin")
    return begin, end


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
