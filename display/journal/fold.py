"""The fold: how one event changes the state of a hall, on a TV as in a test.

A client that folds every event into a snapshot holds exactly what the next snapshot will say. The
rules are those of :data:`display.journal.kinds.KINDS`, in words below; the tables of state obey
them in SQL (:mod:`display.journal.projection`), and ``static/shared`` in the language of browsers.

hall
    takes the place of the one before: there is one.
services, counters
    upsert by ``id``, removed when ``removed`` is true; ordered by ``position``, then ``id``.
zones
    upsert by ``id``; ordered by ``id``.
waiting
    upsert by ``service``; ordered by ``service``.
now_serving
    upsert by ``counter``, removed when ``ticket`` is null; newest ``seq`` first.
recent_calls
    upsert by ``event_id``, removed when cancelled or ``over``; newest ``seq`` first, 12 are kept.
announcements
    upsert by ``id``; ordered by ``queued_seq``; of the ended ones the 20 of highest ``seq`` stay.
faults
    upsert by (``code``, ``subject``), removed when ``state`` is ``cleared``; oldest ``seq`` first.

pronunciation, template, recording
    are in no snapshot: no screen needs them; they have lists of their own in the API.

What falls out of a bounded list comes back only when a later event carries it.
"""

from __future__ import annotations

from display.journal.kinds import KINDS
from display.json_object import JsonObject, JsonView


def fold(state: JsonView, message: JsonView) -> JsonObject:
    """Return the state after an event message; one that is in the state already changes nothing."""
    # At the seam of replay and live an event may come twice, and after a reconnect late.
    if message["seq"] <= state["seq"]:
        return dict(state)
    folded = {**state, "seq": message["seq"]}
    for name, row in message["data"].items():
        # An event of a newer server may carry kinds that this fold does not know: it passes over
        # them.
        kind = KINDS.get(name)
        if kind is not None and kind.place is not None and kind.single:
            folded[kind.place] = row
        elif kind is not None and kind.place is not None:
            others = [other for other in folded[kind.place] if not kind.same(other, row)]
            folded[kind.place] = kind.arrange([*others, row] if kind.keeps(row) else others)
    return folded
