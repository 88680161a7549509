"""Undo: a call that was a slip never was, also where the voice has begun: it stops.

The number goes back to where it came from, the counter serves again whom it served before, and is
as open as it was. What others did meanwhile stands: a number that was counted on from goes to the
front of the list instead.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from display.clock import now, parse
from display.hall.announcing import end_announcement, merge_unspoken
from display.hall.business_day import today_of
from display.hall.calling.calls import say_again
from display.hall.calling.counters import write_counter
from display.hall.calling.numbering import waiting_today, write_number
from display.hall.calling.visits import freed, serving_at, serving_of
from display.hall.calling.waiting_list import place_first, write_waiting
from display.hall.errors import Conflict
from display.hall.lookup import require_call
from display.hall.outcome import PLACED, Placed
from display.hall.request import Asked
from display.journal import Call, Counter, Service

if TYPE_CHECKING:
    from display.hall.calling.visits import Before
    from display.hall.context import HallContext
    from display.journal import Transaction, Waiting

UNDO_S = 5.0
"""Seconds within which a call can be undone."""


def undo_call(hall: HallContext, event_id: str, *, request_id: str | None = None) -> Placed:
    """Take a call back within :data:`UNDO_S`, and put back what was before.

    A voice that has begun stops. Raises :class:`NotFound`, or :class:`Conflict` ``undo_late`` or
    ``undo_over`` (it was recalled, ended or followed by another call meanwhile).
    """

    def work(tx: Transaction, key: str) -> Placed:
        call = require_call(tx, event_id)
        called = tx.event(call.event_id)
        if call.state == "cancelled":
            return Placed(False, call.seq, call.event_id, None, "")
        data = called.data if called else {}
        before: Before = data.get("before") or {}
        _check(tx, call)
        seq = _take_back(hall, tx, call, before, key)
        return Placed(True, seq, key, None, "")

    return hall.once(Asked(request_id, "undo", {"call": event_id}), PLACED, work)


def _check(tx: Transaction, call: Call) -> None:
    """Raise :class:`Conflict` when it is too late."""
    serving = serving_at(tx, call.counter)
    if call.state != "called" or call.count > 1 or not serving or serving.event_id != call.event_id:
        raise Conflict(f"{call.ticket} has gone on since and cannot be undone.", code="undo_over")
    if (now() - parse(call.called_at)).total_seconds() > UNDO_S:
        raise Conflict(f"A call can be undone within {UNDO_S:.0f} seconds only.", code="undo_late")


def _take_back(
    hall: HallContext,
    tx: Transaction,
    call: Call,
    before: Before,
    key: str,
) -> int:
    """Journal the undo; returns the position of its first event."""
    former_id = before.get("call")
    former = tx.get(Call, former_id) if former_id else None
    # Somebody has recalled, transferred or cancelled that visit since; theirs is the last word.
    if former and former.state != "served":
        former = None
    data: dict[str, object] = {"call": replace(call, state="cancelled").to_json()}
    if former is None:
        data["now_serving"] = freed(serving_of(call)).to_json()
    event = tx.append("ticket.cancelled", data, key)
    merge_unspoken(tx, call.event_id, reason="undone", into=None)
    _stop_voice(tx, call)
    _bring_back(hall, tx, before)
    if former:
        _resume(hall, tx, former, unspoken=bool(before.get("unspoken")))
    _give_back(tx, call, before)
    _close_again(tx, call, before)
    return event.seq


def _stop_voice(tx: Transaction, call: Call) -> None:
    """End what the hall hears of the call: the announcer stops what ends while it sounds."""
    for row in tx.open_announcements():
        if row.event_id == call.event_id:
            end_announcement(tx, row.id, "cancelled", reason="undone")


def _bring_back(hall: HallContext, tx: Transaction, before: Before) -> None:
    """Let the same ticket be where it was: at another counter, or among the recent calls."""
    for event_id in before.get("over", ()):
        call = tx.get(Call, event_id)
        if call and call.over:
            tx.append("ticket.resumed", {"call": replace(call, over=False).to_json()})
    moved_id = before.get("moved")
    call = tx.get(Call, moved_id) if moved_id else None
    if call is None or call.state != "moved":
        return
    call = replace(call, state="called", over=False)
    data: dict[str, object] = {"call": call.to_json()}
    # The counter may serve somebody else by now: that one stays on the board.
    if serving_at(tx, call.counter) is None:
        data["now_serving"] = serving_of(call).to_json()
    tx.append("ticket.resumed", data)
    if before.get("moved_unspoken"):
        say_again(hall, tx, call)


def _resume(hall: HallContext, tx: Transaction, former: Call, *, unspoken: bool) -> None:
    """Let the counter serve again whom it served; who was not heard yet is to be heard."""
    call = replace(former, state="called")
    serving = serving_of(call)
    tx.append("ticket.resumed", {"call": call.to_json(), "now_serving": serving.to_json()})
    if unspoken:
        say_again(hall, tx, call)


def _give_back(tx: Transaction, call: Call, before: Before) -> None:
    service, origin = tx.get(Service, call.service), before.get("origin")
    if service is None or origin is None:
        return
    waiting = waiting_today(tx, service, today_of(tx))
    restored = _restored(service, waiting, call, before)
    if restored != waiting:
        write_waiting(tx, restored)


def _restored(service: Service, waiting: Waiting, call: Call, before: Before) -> Waiting:
    last, origin = int(before.get("last", 0)), before["origin"]
    # The counting goes back only while this number is still its last: two pads count on one row.
    counted = bool(waiting.last) and call.ticket == write_number(service, waiting.last)
    if counted:  # nobody has counted on since
        waiting = replace(waiting, last=last, since=before.get("since", ""))
    if origin == "list":
        place = before.get("place") or ""
        return place_first(waiting, call.ticket, place, issued_at=call.issued_at)
    if origin == "counting" and counted and waiting.count is not None:
        return replace(waiting, count=waiting.count + 1)
    if origin == "counting" and not counted:
        return place_first(waiting, call.ticket)
    return waiting


def _close_again(tx: Transaction, call: Call, before: Before) -> None:
    counter, closed = tx.get(Counter, call.counter), before.get("counter")
    if counter and closed:
        write_counter(tx, replace(counter, state=closed["state"], reason=closed["reason"]))
