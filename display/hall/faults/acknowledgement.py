"""Acknowledging a fault: somebody says by name that they take care of it.

That silences nothing but the call for attention: the fault stands until the system finds it gone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from display.clock import iso_now
from display.hall.errors import Conflict, NotFound
from display.journal import Fault, Transaction

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.faults.requests import AcknowledgeRequest


class Acknowledged(NamedTuple):
    """What holds after it: the fault with who takes care of it."""

    created: bool
    seq: int
    fault: Fault


def acknowledge_fault(hall: HallContext, request: AcknowledgeRequest, by: str) -> Acknowledged:
    """Journal that ``by`` takes care of a fault; who says it last has it.

    Raises :class:`NotFound` when no such fault stands (any more).
    """

    def work(tx: Transaction) -> Acknowledged:
        earlier = tx.event(request.event_id) if request.event_id else None
        if earlier:
            row = earlier.data.get("fault")
            if earlier.name != "fault.acknowledged" or row is None:
                message = f"event_id {request.event_id} belongs to an earlier {earlier.name}."
                raise Conflict(message, code="event_id_taken")
            return Acknowledged(False, earlier.seq, Fault.from_json(row))
        fault = _find(tx, request.code, request.subject)
        if fault.acknowledged_by == by:
            return Acknowledged(False, fault.seq, fault)
        taken = replace(fault, acknowledged_by=by, acknowledged_at=iso_now())
        row = {**taken.to_json(), "state": "raised"}
        event = tx.append("fault.acknowledged", {"fault": row}, request.event_id)
        return Acknowledged(True, event.seq, Fault.from_json(event.data["fault"]))

    return hall.write(work)


def _find(tx: Transaction, code: str, subject: str) -> Fault:
    for fault in tx.all(Fault):
        if (fault.code, fault.subject) == (code, subject):
            return fault
    raise NotFound("This fault does not stand any more.", code="fault_cleared")
