"""The life of a call: placed, recalled, served, not shown up, cancelled.

Every step is one SQL transaction: the event of the ticket and the event of its announcement are
journalled together or not at all. The same ``event_id`` again gives the first answer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from audio import WordingError
from display.clock import iso_now
from display.hall.announcing import announcement_of_call, merge_unspoken, queue_announcement
from display.hall.calling.counters import open_counter
from display.hall.calling.visits import (
    calls_of_visitor,
    is_unheard,
    leave_counter,
    put_away,
    rows_after,
    serving_of,
    unheard_refusal,
)
from display.hall.calling.waiting_list import take_off_list
from display.hall.errors import Conflict, Refused
from display.hall.lookup import find_counter, find_service, read_ticket, require_call
from display.hall.outcome import PLACED, Placed
from display.hall.request import Asked
from display.hall.speech import call_sentence, hall_dictionary
from display.journal import Call, Transaction

if TYPE_CHECKING:
    from collections.abc import Collection

    from audio import Sentence
    from display.hall.calling.requests import CallRequest, Doubt, NextRequest
    from display.hall.calling.visits import Before
    from display.hall.context import HallContext
    from display.journal import Announcement, Counter, Service

Ending = Literal["served", "no_show", "cancelled"]


def place_call(hall: HallContext, request: CallRequest) -> Placed:
    """Call a ticket to a counter: journalled, shown, queued to be spoken.

    At another counter it leaves that one; at the same it is called again. Raises
    :class:`Refused` for a malformed ticket or an unknown service or counter, and
    :class:`Conflict` when the ``event_id`` belongs to something other than a call.
    """
    ticket = read_ticket(request.ticket.number)

    def work(tx: Transaction, key: str) -> Placed:
        service, counter = find_service(tx, request.service), find_counter(tx, request.counter)
        issued_at = request.issued_at or tx.waiting(service.id).issued.get(ticket.written)
        take_off_list(tx, service, ticket.written)
        call = new_call(key, ticket.written, service, counter, request, issued_at)
        return call_visitor(hall, tx, call, service, counter, {})

    # "a-012" asks for what "A-012" does: whoever types it again asks again.
    plain = request.ticket.model_copy(update={"number": ticket.written})
    asked = Asked.of("call", request.model_copy(update={"ticket": plain}))
    return hall.once(asked, PLACED, work)


def new_call(
    event_id: str,
    number: str,
    service: Service,
    counter: Counter,
    request: CallRequest | NextRequest,
    issued_at: str | None,
) -> Call:
    """Return the first call of a ticket to a counter, as ``request`` wants it said.

    ``issued_at``: when the ticket was taken, None where nobody told.
    """
    return Call(
        event_id=event_id,
        ticket=number,
        service=service.id,
        counter=counter.id,
        state="called",
        count=1,
        called_at=iso_now(),
        language=request.language,
        priority=request.priority,
        issued_at=issued_at,
    )


def recall_call(hall: HallContext, event_id: str, *, request_id: str | None = None) -> Placed:
    """Call the same ticket to the same counter again; what was not spoken yet is merged into it.

    Raises :class:`NotFound`, or :class:`Conflict` when the ticket was served or cancelled.
    """

    def work(tx: Transaction, key: str) -> Placed:
        call = require_call(tx, event_id)
        if call.state not in {"called", "no_show"}:
            raise Conflict(f"Call {event_id} is {call.state} and cannot be recalled.")
        service, counter = find_service(tx, call.service), find_counter(tx, call.counter)
        # One who did not show up may be called again: they were late, not gone.
        return call_again(hall, tx, call, service, counter, key)

    return hall.once(Asked(request_id, "recall", {"call": event_id}), PLACED, work)


def end_call(
    hall: HallContext,
    event_id: str,
    how: Ending,
    *,
    request_id: str | None = None,
    refuse_if: Collection[Doubt] = (),
) -> Placed:
    """End a call; one not spoken yet never will be. Ending it the same way again is no error.

    Raises :class:`NotFound`, or :class:`Conflict` when it ended in another way before, and
    ``unheard`` where that is to be refused and the hall has not heard it.
    """

    def work(tx: Transaction, key: str) -> Placed:
        call = require_call(tx, event_id)
        if call.state == how:
            return Placed(False, call.seq, call.event_id, None, "")
        if call.state != "called" and not (call.state == "no_show" and how != "no_show"):
            raise Conflict(f"Call {event_id} is {call.state} already.")
        # Taken back is not struck off: nobody is waited for in vain.
        unheard = how != "cancelled" and is_unheard(tx, call)
        if unheard and "unheard" in refuse_if:
            raise unheard_refusal(call)
        data = rows_after(tx, replace(call, state=how))
        if unheard:
            data["unheard"] = True
        event = tx.append(f"ticket.{how}", data, key)
        merge_unspoken(tx, call.event_id, reason="unheard" if unheard else how, into=None)
        return Placed(True, event.seq, event.event_id, None, "", unheard)

    return hall.once(Asked(request_id, how, {"call": event_id}), PLACED, work)


def call_visitor(
    hall: HallContext,
    tx: Transaction,
    call: Call,
    service: Service,
    counter: Counter,
    before: Before,
) -> Placed:
    """Call a ticket that may be called already: it is at one counter only.

    ``call`` is its new call. Where the ticket is called to this counter it is a recall; another
    counter loses it. ``before`` is what an undo puts back besides.
    """
    earlier = calls_of_visitor(tx, call.ticket, service)
    open_ones = [each for each in earlier if each.state == "called"]
    here = next((each for each in open_ones if each.counter == counter.id), None)
    moved = [each for each in open_ones if each is not here]
    for each in moved:
        before |= {"moved": each.event_id, "moved_unspoken": is_unheard(tx, each)}
        leave_counter(tx, each)
    if here:
        again = replace(here, language=call.language, priority=call.priority)
        placed = call_again(hall, tx, again, service, counter, call.event_id)
    else:
        ended = [each for each in earlier if each.state != "called"]
        before["over"] = [each.event_id for each in ended]
        for each in ended:
            put_away(tx, each)
        placed = call_ticket(
            hall, tx, call, service, counter, "ticket.called", call.event_id, before
        )
    for each in moved:
        merge_unspoken(tx, each.event_id, reason="moved", into=placed.announcement_id)
    return placed


def call_again(
    hall: HallContext,
    tx: Transaction,
    call: Call,
    service: Service,
    counter: Counter,
    event_id: str,
) -> Placed:
    """Call the ticket of a call to its counter once more."""
    again = replace(call, state="called", over=False, count=call.count + 1, called_at=iso_now())
    return call_ticket(hall, tx, again, service, counter, "ticket.recalled", event_id)


def call_ticket(
    hall: HallContext,
    tx: Transaction,
    call: Call,
    service: Service,
    counter: Counter,
    name: str,
    event_id: str,
    before: Before | None = None,
) -> Placed:
    """Journal the ticket's event, merge what it makes stale, queue what is to be said.

    A counter that calls is open: whoever calls is there. ``before`` is what an undo puts back.
    """
    # Before the call: no screen shows a number at a closed counter.
    open_counter(tx, counter)
    announcement, sentence = _announcement(hall, tx, call, service, counter)
    data: dict[str, object] = {
        "call": call.to_json(),
        "now_serving": serving_of(call).to_json(),
        "announcement_id": announcement.id,
        "caption": sentence.caption,
    }
    if before is not None:
        data["before"] = before
    event = tx.append(name, data, event_id)
    # A number that is still waiting to be spoken would be heard twice in a row.
    if name == "ticket.recalled":
        merge_unspoken(tx, call.event_id, reason="recalled", into=announcement.id)
    # A hole in the clips holds up the voice of this call only; its number is on the screens.
    ready = not hall.composer.missing(sentence)
    queue_announcement(tx, announcement, ready=ready, limit=hall.settings.queue_limit)
    return Placed(True, event.seq, event.event_id, announcement.id, sentence.caption)


def say_again(hall: HallContext, tx: Transaction, call: Call) -> None:
    """Queue once more what was to be said of a call and was merged away unspoken."""
    service, counter = find_service(tx, call.service), find_counter(tx, call.counter)
    announcement, sentence = _announcement(hall, tx, call, service, counter)
    queue_announcement(tx, announcement, ready=not hall.composer.missing(sentence))


def _announcement(
    hall: HallContext, tx: Transaction, call: Call, service: Service, counter: Counter
) -> tuple[Announcement, Sentence]:
    try:
        sentence = call_sentence(
            call, service, counter, hall_dictionary(tx), repeats=hall.settings.repeats
        )
    except WordingError as error:  # the set-up holds a name that nobody can say
        raise Refused(error.field, str(error)) from error
    settings = hall.settings
    announcement = announcement_of_call(
        call, counter.zone, sentence.caption, settings.repeats, settings.call_expiry_s
    )
    return announcement, sentence
