"""Turns: ordinary announcements are spoken between the calls, however many calls there are.

Calls go before ordinary announcements. Where calls never end, one of these would wait until it
expires; so it has its turn when it has waited for some time, or when some calls were spoken since
it came. After each of them the counting begins anew: of many announcements none holds up the calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from display.clock import parse
from display.journal import Announcement

_CALLS, _ORDINARY = frozenset({"call"}), frozenset({"scheduled"})


@dataclass(frozen=True, slots=True)
class Turns:
    """When an ordinary announcement has its turn: after so many calls, or so many seconds.

    ``now`` and ``call_s`` (how long a call takes) tell when that will be. ``last`` is when an
    ordinary announcement began last, ``calls`` when calls did since, oldest first.
    """

    after_calls: int
    after_s: float
    now: datetime
    call_s: float
    last: datetime | None = None
    calls: Sequence[datetime] = field(default_factory=tuple)

    def interleave(self, order: Sequence[Announcement]) -> list[Announcement]:
        """Return what is in order by priority, with ordinary announcements where their turns are.

        What goes before calls, and what waits for its voice, keeps its place.
        """
        calls = [item for item in order if item.priority in _CALLS and not item.hold_calls]
        ready = [item for item in order if _may_have_a_turn(item)]
        if not calls or not ready:
            return list(order)
        moved = {item.id for item in (*calls, *ready)}
        at = next(at for at, item in enumerate(order) if item.id in moved)
        rest = [item for item in order[at:] if item.id not in moved]
        return [*order[:at], *self._merge(calls, ready), *rest]

    def _merge(
        self, calls: Iterable[Announcement], ready: list[Announcement]
    ) -> list[Announcement]:
        merged: list[Announcement] = []
        moment, last, spoken = self.now, self.last, list(self.calls)
        for call in calls:
            while (
                ready and call.state != "started" and self._is_due(ready[0], moment, last, spoken)
            ):
                merged.append(ready.pop(0))
                last, spoken = moment, []
            merged.append(call)
            moment += timedelta(seconds=self.call_s)
            spoken.append(moment)
        return [*merged, *ready]

    def _is_due(
        self,
        item: Announcement,
        moment: datetime,
        last: datetime | None,
        spoken: Sequence[datetime],
    ) -> bool:
        since = parse(item.queued_at)
        if last is not None:
            since = max(since, last)
        passed = sum(1 for begun in spoken if begun > since)
        return passed >= self.after_calls or (moment - since).total_seconds() >= self.after_s


def _may_have_a_turn(item: Announcement) -> bool:
    ordinary = item.priority in _ORDINARY and not item.hold_calls
    return ordinary and item.state != "preparing" and bool(item.queued_at)
