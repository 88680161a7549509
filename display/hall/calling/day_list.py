"""Today's numbers of a counter: whom its services called, and who did not come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from display.hall.business_day import today_of
from display.hall.lookup import require_counter

if TYPE_CHECKING:
    from display.journal import Call, Transaction

MOST_LISTED: Final = 200
_PAGE: Final = 100
_CALLED: Final = ("ticket.called", "ticket.recalled", "ticket.no_show")


def calls_today(tx: Transaction, counter_id: str) -> list[Call]:
    """Return today's calls of a counter's services, newest first, each ticket with its last one.

    At most :data:`MOST_LISTED`; what was taken back is left out. Raises :class:`NotFound`.
    """
    counter, today = require_counter(tx, counter_id), today_of(tx)
    ids: dict[str, None] = {}  # in the order in which something last happened to them
    before = tx.seq + 1
    while len(ids) < MOST_LISTED:
        events = tx.events_before(before, _PAGE, _CALLED)
        ids |= dict.fromkeys(e.data["call"]["event_id"] for e in events)
        if len(events) < _PAGE or today.is_after(events[-1].occurred_at):
            break
        before = events[-1].seq
    found = {call.event_id: call for call in tx.calls(list(ids))}
    listed: dict[tuple[str, str], Call] = {}
    for call in (found[each] for each in ids if each in found):
        ours = call.service in counter.services or call.counter == counter.id
        if ours and call.state != "cancelled" and today.holds(call.called_at):
            listed.setdefault((call.service, call.ticket), call)
    return list(listed.values())[:MOST_LISTED]
