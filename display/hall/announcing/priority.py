"""The order in which what waits will be spoken, and what holds it back.

One function gives the whole order, for the announcer that takes the first of it and for the page
that shows all of it. In this order: emergencies, the real thing before a drill; what holds the
calls; then by priority, and within a priority what was interrupted, what staff moved up, and at
last the services in turn, the one that was spoken longest ago first. Between the calls ordinary
announcements have their turns (:mod:`display.hall.announcing.turns`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Literal

from display.hall.announcing.turns import Turns
from display.journal import Announcement, OpenAnnouncements, Zone

Hold = Literal["", "emergency", "announcement", "staff"]

# The order of priorities; a lower rank is spoken first.
RANK = {"emergency": 0, "urgent": 1, "call": 2, "scheduled": 3, "idle": 4}


def is_emergency(item: Announcement) -> bool:
    """Say whether an announcement goes before everything and fills every screen."""
    return item.priority == "emergency"


def rank_of(item: Announcement) -> tuple[int, bool]:
    """Return what decides who may interrupt whom: the lower one goes first."""
    # A real emergency breaks into a drill, never the other way about.
    return RANK[item.priority], is_emergency(item) and item.drill


def holds_calls(item: Announcement) -> bool:
    """Say whether calls wait for the end of this announcement, and it goes next."""
    return item.hold_calls and item.state in {"queued", "started"}


def hold_of(open_ones: OpenAnnouncements, zone: Zone | None) -> Hold:
    """Return what keeps calls from being spoken: nothing is kept but what the journal says."""
    # Also one whose voice is still being made: ISO 7240-16 lets an emergency override all else.
    if open_ones.emergencies:
        return "emergency"
    if any(holds_calls(item) for item in open_ones.holding.values()):
        return "announcement"
    return "staff" if zone and zone.held else ""


def arrange(
    open_ones: Iterable[Announcement],
    *,
    fair: bool,
    spoken: Mapping[str, int],
    turns: Turns | None = None,
) -> list[Announcement]:
    """Return what is or will be spoken, first things first; what is text only is left out.

    ``spoken`` says of each service at which seq a call of it was heard last; without ``fair`` calls
    of a priority go by age, and without ``turns`` ordinary announcements wait for all calls.
    """
    voiced = sorted((item for item in open_ones if not item.silent), key=_place)
    order: list[Announcement] = []
    for equals in (list(group) for _, group in groupby(voiced, key=_level)):
        order += _take_turns(equals, spoken) if fair else equals
    return turns.interleave(order) if turns else order


def speakable(order: Iterable[Announcement], hold: Hold) -> list[Announcement]:
    """Return what of an order may sound while ``hold`` is in force, first things first.

    An emergency sounds at once, as its alarm tone, while its words are still being made.
    """
    ready = [item for item in order if item.state != "preparing" or is_emergency(item)]
    if hold == "emergency":
        return [item for item in ready if is_emergency(item)]
    return [item for item in ready if not (hold and item.kind == "call")]


def _level(item: Announcement) -> tuple[int, int, bool, bool, int]:
    """Return what puts one announcement before another, whatever their age."""
    if is_emergency(item):
        return 0, 0, item.drill, False, 0
    first = 1 if holds_calls(item) else 2
    # Half of it was heard: it is said again before anything new begins.
    interrupted = item.state == "started"
    return first, RANK[item.priority], False, not interrupted, -item.ahead


def _place(item: Announcement) -> tuple[object, ...]:
    """Emergencies that stand together are heard in turn; all others are in order of arrival."""
    heard = (item.started_at or "") if is_emergency(item) else ""
    return *_level(item), heard, item.queued_seq


def _take_turns(items: list[Announcement], spoken: Mapping[str, int]) -> list[Announcement]:
    """Return the items with services in turn; what belongs to none is a service of its own."""
    lines: dict[str, deque[Announcement]] = {}
    for item in items:
        lines.setdefault(item.service or "", deque()).append(item)
    last = dict(spoken)
    # What is put into the order counts as heard last, so that the next round goes on from there.
    latest = max(last.values(), default=0)
    order: list[Announcement] = []
    while lines:
        # Never heard is 0, and goes first; of two services alike the one whose call is older.
        service = min(lines, key=lambda one: (last.get(one, 0), lines[one][0].queued_seq))
        order.append(lines[service].popleft())
        latest += 1
        last[service] = latest
        if not lines[service]:
            del lines[service]
    return order
