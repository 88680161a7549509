"""The row of the audit log."""

from __future__ import annotations

from dataclasses import dataclass

from display.database import Record
from display.json_object import JsonObject


@dataclass(frozen=True, slots=True)
class AuditEntry(Record):
    """What somebody did: ``what`` to which ``subject``, with the fields that it changed.

    ``before`` and ``after`` hold changed fields by kind of row; ``seq`` is that of the event, None
    for what is no event of the hall (accounts and sign-ins).
    """

    id: int
    hall: str
    at: str
    who: str
    role: str
    address: str
    what: str
    subject: str
    before: JsonObject | None = None
    after: JsonObject | None = None
    seq: int | None = None
