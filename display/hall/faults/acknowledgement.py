"""Acknowledging a fault: somebody says by name that they take care of it.

That silences nothing but the call for attention: the fault stands until the system finds it gone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from display.clock import iso_now
from display.hall.errors import NotFound
from display.hall.outcome import Outcome, kept_row
from display.hall.request import Asked
from display.journal import Fault, Transaction

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.faults.requests import AcknowledgeRequest


def acknowledge_fault(hall: HallContext, request: AcknowledgeRequest, by: str) -> Outcome[Fault]:
    """Journal that ``by`` takes care of a fault; who says it last has it.

    Raises :class:`NotFound` when no such fault stands (any more).
    """

    def work(tx: Transaction, event_id: str) -> Outcome[Fault]:
        fault = _find(tx, request.code, request.subject)
        if fault.acknowledged_by == by:
            return Outcome(False, fault.seq, fault)
        taken = replace(fault, acknowledged_by=by, acknowledged_at=iso_now())
        # Taken care of is not gone: only the system says so, when it finds it right again.
        row = {**taken.to_json(), "state": "raised"}
        event = tx.append("fault.acknowledged", {"fault": row}, event_id)
        return Outcome(True, event.seq, Fault.from_json(event.data["fault"]))

    return hall.once(Asked.of("acknowledgement", request), kept_row(Fault), work)


def _find(tx: Transaction, code: str, subject: str) -> Fault:
    for fault in tx.all(Fault):
        if (fault.code, fault.subject) == (code, subject):
            return fault
    raise NotFound("This fault does not stand any more.", code="fault_cleared")
