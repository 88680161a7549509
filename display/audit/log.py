"""The audit log: what people and programs did, written in the transaction in which they did it.

Bounded: entries go after :data:`KEPT_DAYS`, and the oldest when there are more than
:data:`MOST_ENTRIES`. Secrets never come here: :data:`SECRET` fields are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, delete, insert, or_, select

from display.audit.actor import Actor
from display.audit.records import AuditEntry
from display.clock import iso_after, iso_now
from display.database import Database, Prepared, schema
from display.json_object import JsonObject, JsonView

KEPT_DAYS: Final = 400
MOST_ENTRIES: Final = 200_000
SECRET: Final = frozenset({"password_hash", "digest"})

_PRUNE_EVERY = 256
_DULL = SECRET | {"seq", "hall", "created_at"}
_TABLE = schema.audit
# Made once: to make a statement takes five times as long as to run it (measured).
_INSERT = Prepared(
    insert(_TABLE).returning(_TABLE.c.id),
    [
        *("hall", "at", "who", "role", "address", "what", "subject", "before", "after", "seq"),
    ],
)

Rows = Mapping[str, JsonView | None]
"""Rows by their kind; None: there is none of that kind."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted; what is None counts not. ``until`` and ``before_id`` exclude."""

    who: str | None = None
    what: str | None = None
    since: str | None = None
    until: str | None = None
    before_id: int | None = None


class AuditLog:
    """Tells who did what. Methods may be called from any thread or greenlet."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(self, hall: str, wanted: AuditFilter, limit: int) -> list[AuditEntry]:
        """Return at most ``limit`` entries of a hall, newest first. ``what`` may end in a dot."""
        query = _query(hall, wanted).order_by(_TABLE.c.id.desc()).limit(limit)
        return self._database.read(
            lambda c: [AuditEntry(**row._mapping) for row in c.execute(query)]
        )

    def people(self, hall: str) -> list[str]:
        """Return every name in a hall's audit log, in order of the alphabet, at most 500."""
        names = select(_TABLE.c.who).where(_TABLE.c.hall == hall).distinct()
        query = names.order_by(_TABLE.c.who).limit(500)
        return self._database.read(lambda c: list(c.execute(query).scalars()))

    def note(
        self, hall: str, actor: Actor, what: str, subject: str, after: Rows | None = None
    ) -> None:
        """Keep an entry of something that changed no row, as a refused sign-in."""
        self._database.write(lambda c: write_entry(c, hall, actor, what, subject, {}, after or {}))


def write_entry(
    connection: Connection,
    hall: str,
    actor: Actor,
    what: str,
    subject: str,
    before: Rows,
    after: Rows,
    seq: int | None = None,
) -> None:
    """Write an entry with the fields that differ between the rows before and after."""
    entry = {
        "hall": hall,
        "at": iso_now(),
        "who": _kept(actor.who, 80),
        "role": actor.role,
        "address": _kept(actor.address, 64),
        "what": what,
        "subject": _kept(subject, 300),
        "before": _differing(before, after),
        "after": _differing(after, before),
        "seq": seq,
    }
    (number,) = _INSERT.values(connection, entry)
    if number % _PRUNE_EVERY == 0:
        _prune(connection, hall, number)


def _differing(rows: Rows, others: Rows) -> dict[str, JsonObject] | None:
    """Return of each row the fields that the other lacks or has otherwise; secrets never."""
    found: dict[str, JsonObject] = {}
    for kind, row in rows.items():
        other = others.get(kind)
        if row is None:
            continue
        fields = {
            name: value
            for name, value in row.items()
            if name not in _DULL and (value != other.get(name) if other else value is not None)
        }
        if fields:
            found[kind] = fields
    return found or None


def _kept(text: str, most: int) -> str:
    """Return ``text`` as both databases can keep it and a page can show it."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def _query(hall: str, wanted: AuditFilter) -> Select[Any]:
    query = select(_TABLE).where(_TABLE.c.hall == hall)
    if wanted.who is not None:
        query = query.where(_TABLE.c.who == wanted.who)
    if wanted.what is not None:
        query = query.where(_TABLE.c.what.startswith(wanted.what, autoescape=True))
    if wanted.since is not None:
        query = query.where(_TABLE.c.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(_TABLE.c.at < wanted.until)
    if wanted.before_id is not None:
        query = query.where(_TABLE.c.id < wanted.before_id)
    return query


def _prune(connection: Connection, hall: str, newest: int) -> None:
    too_old = _TABLE.c.at < iso_after(-KEPT_DAYS * 86400)
    too_many = _TABLE.c.id <= newest - MOST_ENTRIES
    connection.execute(delete(_TABLE).where(_TABLE.c.hall == hall, or_(too_old, too_many)))
