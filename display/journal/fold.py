"""The fold: how one event changes the state of a hall, on a TV as in a test.

A client that folds every event into a snapshot holds exactly what the next snapshot will say. The
tables of state obey the same rules in SQL (:mod:`display.journal.projection`), and
``static/screen`` in the language of browsers.

services, counters
    upsert by ``id``, removed when ``removed`` is true; ordered by ``position``, then ``id``.
zones
    upsert by ``id``; ordered by ``id``.
waiting
    upsert by ``service``; ordered by ``service``.
now_serving
    upsert by ``counter``, removed when ``ticket`` is null; newest ``seq`` first.
recent_calls
    upsert by ``event_id``, removed when cancelled; newest ``seq`` first, 12 are kept.
announcements
    upsert by ``id``; ordered by ``queued_seq``; of the ended ones the 20 of highest ``seq`` stay.
faults
    upsert by (``code``, ``subject``), removed when ``state`` is ``cleared``; oldest ``seq`` first.

pronunciation, template, recording
    are in no snapshot: no screen needs them; they have lists of their own in the API.

What falls out of a bounded list comes back only when a later event carries it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from display.journal.records import OPEN_STATES

RECENT_CALLS = 12
"""How many calls a snapshot holds: a full board of the largest layout."""

RECENT_ENDED = 20
"""How many ended announcements a snapshot holds."""

Row = dict[str, Any]

KEYS: Mapping[str, tuple[str, ...]] = {
    "service": ("id",),
    "counter": ("id",),
    "zone": ("id",),
    "waiting": ("service",),
    "call": ("event_id",),
    "now_serving": ("counter",),
    "announcement": ("id",),
    "fault": ("code", "subject"),
    "pronunciation": ("written",),
    "template": ("id",),
    "recording": ("id",),
}
"""The rows an event may carry, and what tells one row of a kind from another."""


def fold(state: Mapping[str, Any], message: Mapping[str, Any]) -> dict[str, Any]:
    """Return the state after an event message; one that is in the state already changes nothing."""
    if message["seq"] <= state["seq"]:
        return dict(state)
    folded = {**state, "seq": message["seq"]}
    for kind, row in message["data"].items():
        if kind in _LISTS:
            place, keeps, arrange = _LISTS[kind]
            others = [other for other in folded[place] if not same(kind, other, row)]
            folded[place] = arrange([*others, row] if keeps(row) else others)
    return folded


def same(kind: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two rows of a kind have the same key."""
    return all(bool(one[key] == other[key]) for key in KEYS[kind])


def is_serving(row: Mapping[str, Any]) -> bool:
    """Say whether a now-serving row names a ticket; else the counter is free."""
    return bool(row["ticket"] is not None)


def is_recent(row: Mapping[str, Any]) -> bool:
    """Say whether a call belongs on the board: a cancelled one never was."""
    return bool(row["state"] != "cancelled")


def is_standing(row: Mapping[str, Any]) -> bool:
    """Say whether a fault stands."""
    return bool(row.get("state") != "cleared")


def is_kept(row: Mapping[str, Any]) -> bool:
    """Say whether a row of the hall's set-up holds; else it ends with this event."""
    return not row.get("removed")


def by_position(rows: list[Row]) -> list[Row]:
    """Arrange services or counters as staff ordered them."""
    return sorted(rows, key=lambda row: (row["position"], row["id"]))


def by_id(rows: list[Row]) -> list[Row]:
    """Arrange zones by their name for machines."""
    return sorted(rows, key=lambda row: row["id"])


def by_service(rows: list[Row]) -> list[Row]:
    """Arrange who waits by the service waited for."""
    return sorted(rows, key=lambda row: row["service"])


def newest_first(rows: list[Row]) -> list[Row]:
    """Arrange rows by falling ``seq``."""
    return sorted(rows, key=lambda row: -row["seq"])


def oldest_first(rows: list[Row]) -> list[Row]:
    """Arrange rows by rising ``seq``."""
    return sorted(rows, key=lambda row: row["seq"])


def by_queue(rows: list[Row]) -> list[Row]:
    """Arrange announcements as they were queued, without the ended ones of long ago."""
    ended = newest_first([row for row in rows if row["state"] not in OPEN_STATES])
    gone = {row["id"] for row in ended[RECENT_ENDED:]}
    return sorted((r for r in rows if r["id"] not in gone), key=lambda row: row["queued_seq"])


def _recent(rows: list[Row]) -> list[Row]:
    return newest_first(rows)[:RECENT_CALLS]


def _always(row: Mapping[str, Any]) -> bool:
    return True


_LISTS: Mapping[
    str,
    tuple[str, Callable[[Mapping[str, Any]], bool], Callable[[list[Row]], list[Row]]],
] = {
    "service": ("services", is_kept, by_position),
    "counter": ("counters", is_kept, by_position),
    "zone": ("zones", _always, by_id),
    "waiting": ("waiting", _always, by_service),
    "call": ("recent_calls", is_recent, _recent),
    "now_serving": ("now_serving", is_serving, newest_first),
    "announcement": ("announcements", _always, by_queue),
    "fault": ("faults", is_standing, oldest_first),
}
