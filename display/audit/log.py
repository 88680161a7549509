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
from display.database import Database, schema

KEPT_DAYS: Final = 400
MOST_ENTRIES: Final = 200_000
SECRET: Final = frozenset({"password_hash", "digest"})

_PRUNE_EVERY = 256
_DULL = SECRET | {"seq", "hall", "created_at"}
_TABLE = schema.audit

# What people know a row by.
_LABELS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("service", "counter", "zone", "template", "recording", "user"), "name"),
    **{"announcement": "caption", "pronunciation": "written", "waiting": "service"},
    **{"fault": "code", "token": "name", "session": "user", "now_serving": "counter"},
}

# What becomes of a call's announcement by the steps of its ticket.
_FOLLOWING: Final = frozenset(f"announcement.{end}" for end in ("preparing", "queued", "merged"))

Rows = Mapping[str, Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted; what is None counts not. ``until`` and ``before_id`` exclude."""

    who: str | None = None
    what: str | None = None
    since: str | None = None
    until: str | None = None
    before_id: int | None = None


class Audit:
    """The part of a journal that tells who did what."""

    _database: Database

    def audit(self, hall: str, wanted: AuditFilter, limit: int) -> list[AuditEntry]:
        """Return at most ``limit`` entries of a hall, newest first. ``what`` may end in a dot."""
        query = _query(hall, wanted).order_by(_TABLE.c.id.desc()).limit(limit)
        return self._database.read(
            lambda c: [AuditEntry(**row._mapping) for row in c.execute(query)]
        )

    def audited_people(self, hall: str) -> list[str]:
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
    entry = insert(_TABLE).values(
        hall=hall,
        at=iso_now(),
        who=_kept(actor.who, 80),
        role=actor.role,
        address=_kept(actor.address, 64),
        what=what,
        subject=_kept(subject, 300),
        before=_differing(before, after),
        after=_differing(after, before),
        seq=seq,
    )
    number = connection.execute(entry.returning(_TABLE.c.id)).scalar_one()
    if number % _PRUNE_EVERY == 0:
        _prune(connection, hall, number)


def is_deed(name: str, rows: Rows) -> bool:
    """Say whether an event is somebody's doing, and not what follows from one that is written too.

    That a called ticket is to be spoken and its line gets shorter stands in the journal; in the
    log it would hide what people did.
    """
    announcement = rows.get("announcement") or {}
    return name != "service.waiting" and not (
        name in _FOLLOWING and announcement.get("kind") == "call"
    )


def subject_of(rows: Rows) -> str:
    """Say of what an event tells: the first of its rows, as people know it."""
    for kind, row in rows.items():
        if row is None:
            continue
        if kind == "call":
            return f"{row['ticket']['number']} → {row['counter']}"
        return str(row.get(_LABELS.get(kind, "id"), ""))
    return ""


def _differing(rows: Rows, others: Rows) -> dict[str, Any] | None:
    """Return of each row the fields that the other lacks or has otherwise; secrets never."""
    found: dict[str, Any] = {}
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
