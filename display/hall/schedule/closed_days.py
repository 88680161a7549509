"""The hall's own row tells the holidays of the coming week, for screens that know no calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from display.clock import now
from display.journal import Holiday

if TYPE_CHECKING:
    from display.journal import Transaction

AHEAD: Final = timedelta(days=7)
"""A screen shows the right thing for so long after it has heard of the hall for the last time."""


def are_told(tx: Transaction) -> bool:
    """Say whether the hall's row tells the holidays of the coming week."""
    return tx.about().closed_days == _coming(tx)


def tell_closed_days(tx: Transaction) -> None:
    """Let the hall's row tell the holidays of the coming week."""
    row = replace(tx.about(), closed_days=_coming(tx))
    tx.append("hall.changed", {"hall": row.to_json()})


def _coming(tx: Transaction) -> dict[str, str]:
    today = now().astimezone(ZoneInfo(tx.timezone())).date()
    first, last = today.isoformat(), (today + AHEAD).isoformat()
    rows = (row for row in tx.all(Holiday) if first <= row.day <= last and row.closed)
    return {row.day: row.name for row in rows}
