"""The audit log: who changed what, when, and from where."""

from display.audit.actor import Actor, acting, current_actor, mark_of, set_actor
from display.audit.log import AuditFilter, AuditLog, write_entry
from display.audit.records import AuditEntry

__all__ = [
    "Actor",
    "AuditEntry",
    "AuditFilter",
    "AuditLog",
    "acting",
    "current_actor",
    "mark_of",
    "set_actor",
    "write_entry",
]
