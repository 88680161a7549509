"""One transaction on a hall: what can be asked of the journal, and the one way to add to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar, cast
from uuid import uuid4

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update
from sqlalchemy import Row as SqlRow
from sqlalchemy.exc import IntegrityError, StatementError

from display.audit import Actor, write_entry
from display.clock import iso_now
from display.database import (
    BadEvent,
    JournalError,
    LeaseLost,
    Prepared,
    Record,
    UnknownHall,
    schema,
)
from display.journal.answered import (
    AnsweredRequest,
    find_answered,
    keep_answered,
    owns_event,
)
from display.journal.audited import Rows, is_deed, subject_of
from display.journal.continuity import fingerprint_of
from display.journal.errors import DuplicateEvent
from display.journal.events import EVENT_NAMES, Event
from display.journal.kinds import KINDS, Row, kind_of
from display.journal.open_announcements import OpenAnnouncements
from display.journal.position import oldest_position, position_before
from display.journal.projection import HALL, complete, find, listed, project
from display.journal.records import (
    OPEN_STATES,
    Announcement,
    Call,
    Hall,
    Occurrence,
    Waiting,
)
from display.journal.snapshot import profile_now
from display.journal.standing import (
    KEPT_EVENTS,
    Memory,
    NotRemembered,
    RowsOfKind,
    Standing,
    caught_up,
)

R = TypeVar("R", bound=Record)

# Statements are made once: to make one takes five times as long as to run it (measured).
_heads, _events, _announcements = schema.heads, schema.events, schema.announcements
_FIELDS = [each.name for each in fields(Event)]
_WHOLE = select(*(_events.c[name] for name in _FIELDS)).where(_events.c.hall == HALL)
_head = select(_heads.c.epoch, _heads.c.seq, _heads.c.fence).where(_heads.c.hall == HALL)
_HEAD, _LOCK_HEAD = Prepared(_head), Prepared(_head.with_for_update())
_MOVE_HEAD = Prepared(update(_heads).where(_heads.c.hall == HALL), ["seq"])
_INSERT_EVENT = Prepared(insert(_events), _FIELDS)
_EVENT = Prepared(_WHOLE.where(_events.c.event_id == bindparam("of_event_id")))
_EVENTS_AFTER = Prepared(
    _WHOLE.where(_events.c.seq > bindparam("after"))
    .order_by(_events.c.seq)
    .limit(bindparam("limit"))
)
_CALLS_OF = Prepared(
    select(schema.calls.c.row)
    .where(schema.calls.c.hall == HALL, schema.calls.c.ticket == bindparam("of_ticket"))
    .order_by(schema.calls.c.seq.desc())
    .limit(bindparam("limit"))
)
_OPEN = select(_announcements.c.row).where(
    _announcements.c.hall == HALL,
    _announcements.c.shown.is_(True),
    _announcements.c.state.in_(OPEN_STATES),
)

_OPEN_CALLS = 500  # newest calls looked at: a hall that never ends its calls stays bounded


class Transaction:
    """A moment of one hall's journal. Everything read belongs together; appends are kept as one.

    ``epoch`` and ``seq`` are the position, which moves with each append. What is appended for an
    ``actor`` is audited along with it. Work of the hall's leader brings the ``fence`` of its lease;
    :class:`LeaseLost` when another server has taken over since.
    """

    def __init__(
        self,
        connection: Connection | None,
        hall: str,
        memory: Memory,
        *,
        writes: bool,
        actor: Actor | None = None,
        fence: int | None = None,
        standing: Standing | None = None,
    ) -> None:
        """Without a ``connection`` it is the moment of ``standing``, and can tell nothing else."""
        self.hall = hall
        self._opened = connection
        if standing is not None:
            self.epoch, self.seq = standing.epoch, standing.seq
        else:
            self.epoch, self.seq, newest = _take_head(self._connection, hall, lock=writes)
            # Checked under the head's lock, which whoever takes the lease over needs as well: what
            # is written here is in the journal before the next leader reads it, or not at all.
            if fence is not None and fence != newest:
                raise LeaseLost("Another server leads this hall now.")
        self.appended = False
        self.last = ""
        """What tells the event appended last from any other (:func:`fingerprint_of`)."""
        self._memory = memory
        self._standing = standing
        self._whole = True
        self._writes = writes
        self._actor = actor

    def append(
        self,
        name: str,
        data: Mapping[str, object],
        event_id: str | None = None,
        occurred_at: str | None = None,
    ) -> Event:
        """Add an event and project its rows; returns it with its ``seq``.

        ``data`` may hold whole rows under the kinds of :data:`display.journal.kinds.KINDS`: their
        ``seq`` becomes that of the event, and an announcement seen first gets its ``queued_seq``.
        Raises :class:`DuplicateEvent` when the hall has that ``event_id``, and :class:`BadEvent`
        for an unknown name or data that is not whole or not JSON.
        """
        if not self._writes:
            raise JournalError("This transaction only reads.")
        if name not in EVENT_NAMES:
            raise BadEvent(f"There is no event {name!r}.")
        standing = self._known()
        seq = self.seq + 1
        rows = {kind: self._row(kind, data[kind], seq) for kind in KINDS if kind in data}
        # Screens fold these rows as they stand: an event carries them whole, so nobody looks
        # anything up.
        event = Event(
            hall=self.hall,
            seq=seq,
            event_id=event_id or uuid4().hex,
            name=name,
            occurred_at=occurred_at or iso_now(),
            data={**data, **rows},
        )
        self._whole = False
        self._insert(event)
        audited = self._actor if is_deed(name, rows) else None
        # Read before they are projected: the log would compare each row with itself.
        before = self._present(rows) if audited else {}
        for kind, row in rows.items():
            is_first = kind == "announcement" and row["queued_seq"] == seq
            is_new = is_first or before.get(kind, row) is None
            project(self._connection, self.hall, kind, row, is_new=is_new)
        if audited:
            self._audit(audited, event, before, rows)
        self.seq, self.appended, self._whole = seq, True, True
        self.last = fingerprint_of(event.event_id, event.occurred_at)
        self._standing = standing.after(event)
        return event

    @property
    def sender(self) -> str:
        """Who asks, as keys of requests belong to: a user or token; empty: the system itself."""
        return self._actor.sender if self._actor else ""

    def answered(self, day: str, key: str) -> AnsweredRequest | None:
        """Return what this sender asked with ``key`` on ``day``, if that was answered."""
        return find_answered(self._connection, self.hall, day, key, self.sender)

    def owns(self, day: str, event_id: str) -> bool:
        """Say whether that event has its id from a request of ``day``, whoever sent it."""
        return owns_event(self._connection, self.hall, day, event_id)

    def keep_answer(self, request: AnsweredRequest) -> None:
        """Keep the answer to a request of this sender."""
        keep_answered(self._connection, self.hall, request)

    def close(self) -> None:
        """Move the head row to the last event: the last step before the commit.

        Raises :class:`JournalError` when an event failed half-way, whatever ``work`` made of that.
        """
        if not self._whole:
            raise JournalError("An event of this transaction could not be kept whole.")
        if self.appended:
            # PostgreSQL hands out ids in an order that is not that of the commits: of 4,905 rows by
            # eight writers a reader of `id > last` never saw 1,299 (measured). Counted from one
            # row, which a writer locks as it begins, none is missed, and a rollback leaves no hole.
            _MOVE_HEAD.run(self._connection, {"of_hall": self.hall, "seq": self.seq})

    def remember(self) -> None:
        """Let later transactions begin with what this one knows; after the commit."""
        if self._standing is not None:
            self._memory.keep(self.hall, self._standing)
        else:
            self._memory.confirm(self.hall, self.epoch, self.seq)

    def timezone(self) -> str:
        """Return the hall's time zone, for example ``Asia/Jakarta``."""
        return self.about().timezone

    def about(self) -> Hall:
        """Return what the hall is called, and where it is."""
        found = self.get(Hall, self.hall)
        if found is None:
            raise UnknownHall(f"The journal knows no hall {self.hall!r}.")
        return found

    def event(self, event_id: str) -> Event | None:
        """Return the event with that idempotency key, if the hall has it."""
        events = schema.events
        if not schema.can_hold(events.c.event_id, event_id):
            return None
        asked = {"of_hall": self.hall, "of_event_id": event_id}
        found = _EVENT.first(self._connection, asked)
        return Event(*found) if found else None

    def events(self, after: int, limit: int) -> list[Event]:
        """Return at most ``limit`` events that follow position ``after``, in order."""
        kept = self._known().since(after)
        return self._read_events(after, limit) if kept is None else list(kept[:limit])

    def events_before(self, before: int, limit: int, names: Iterable[str] = ()) -> list[Event]:
        """Return at most ``limit`` events below position ``before``, newest first.

        ``names``: only events of these names; empty: all.
        """
        events, wanted = schema.events, tuple(names)
        query = select(events).where(events.c.hall == self.hall, events.c.seq < before)
        if wanted:
            query = query.where(events.c.name.in_(wanted))
        found = self._connection.execute(query.order_by(events.c.seq.desc()).limit(limit))
        return [_event(row) for row in found]

    def events_between(self, after: int, upto: int, names: Iterable[str]) -> list[Event]:
        """Return the events of these names with a seq above ``after`` and up to ``upto``."""
        events = schema.events
        query = select(events).where(
            events.c.hall == self.hall,
            events.c.seq > after,
            events.c.seq <= upto,
            events.c.name.in_(tuple(names)),
        )
        return [_event(row) for row in self._connection.execute(query.order_by(events.c.seq))]

    def events_since(self, moment: str, names: Iterable[str]) -> list[Event]:
        """Return the events of these names at ``moment`` (ISO 8601 UTC) or later, in order."""
        after = position_before(self._connection, self.hall, self.seq, moment)
        return self.events_between(after, self.seq, names)

    def count_events(self, after: int, upto: int) -> dict[str, int]:
        """Return name -> how many events of it have a seq above ``after`` and up to ``upto``."""
        kept = self._known().since(after) if upto == self.seq else None
        if kept is not None:
            return dict(Counter(event.name for event in kept))
        events = schema.events
        query = select(events.c.name, func.count()).where(
            events.c.hall == self.hall, events.c.seq > after, events.c.seq <= upto
        )
        return dict(map(tuple, self._connection.execute(query.group_by(events.c.name))))

    def count_since(self, moment: str) -> dict[str, int]:
        """Return name -> how many events of it happened at ``moment`` (ISO 8601 UTC) or later."""
        after = position_before(self._connection, self.hall, self.seq, moment)
        return self.count_events(after, self.seq)

    def position_before(self, moment: str) -> int:
        """Return the last position before ``moment`` (ISO 8601 UTC)."""
        return position_before(self._connection, self.hall, self.seq, moment)

    def forget_events(self, upto: int, most: int) -> int:
        """Delete the oldest events up to position ``upto``, at most ``most``; returns how many.

        The state that followed from them stays. What is left has no hole. The newest are never
        deleted: they are remembered, and by the last a copy that is put back is told from the
        journal itself.
        """
        first = oldest_position(self._connection, self.hall)
        last = min(upto, first + most - 1, self.seq - KEPT_EVENTS)
        if not self._writes or first == 0 or last < first:
            return 0
        events = schema.events
        gone = delete(events).where(events.c.hall == self.hall, events.c.seq <= last)
        return int(self._connection.execute(gone).rowcount)

    def newest_moment(self) -> str | None:
        """Return the latest time that any event of the hall bears; None before the first.

        Looks at every event: for a start, not for a request.
        """
        moment = schema.events.c.occurred_at
        query = select(func.max(moment)).where(schema.events.c.hall == self.hall)
        found = self._connection.execute(query).scalar_one_or_none()
        return str(found) if found else None

    def get(self, record: type[R], *key: str) -> R | None:
        """Return the row of that key, as its record: ``tx.get(Counter, "3")``, if there is one.

        A history is looked through whole: a call or an announcement however long ago it ended.
        """
        kind = kind_of(record)
        if KINDS[kind].bound is None:
            return cast("R | None", self._rows_of(kind).get(key))
        if kind == "announcement" and (known := self.open_announcements().get(key[0])):
            return cast("R", known)
        row = find(self._connection, self.hall, kind, *key)
        return record.from_json(row) if row else None

    def all(self, record: type[R]) -> list[R]:
        """Return every row of a kind that stands, in the order of its list: ``tx.all(Counter)``.

        Of what has a history (calls, announcements) these are the rows that a snapshot shows.
        """
        kind = kind_of(record)
        if KINDS[kind].bound is None:
            return list(cast("tuple[R, ...]", self._rows_of(kind).all()))
        return [record.from_json(row) for row in listed(self._connection, self.hall, kind)]

    def waiting(self, service_id: str) -> Waiting:
        """Return who waits for a service; an empty row when nothing was said of it yet."""
        return self.get(Waiting, service_id) or Waiting(service_id)

    def open_calls(self, ticket: str | None = None) -> list[Call]:
        """Return the calls in state called, of one ticket or of all, newest first, at most 500."""
        calls = schema.calls
        query = select(calls.c.row).where(calls.c.hall == self.hall, calls.c.state == "called")
        if ticket is not None:
            query = query.where(calls.c.ticket == ticket)
        rows = self._rows(query.order_by(calls.c.seq.desc()).limit(_OPEN_CALLS))
        return [Call.from_json(row) for row in rows]

    def calls_in(self, state: str, after: int, limit: int) -> list[Call]:
        """Return at most ``limit`` calls in a state with a seq above ``after``, oldest first."""
        calls = schema.calls
        query = select(calls.c.row).where(
            calls.c.hall == self.hall, calls.c.state == state, calls.c.seq > after
        )
        rows = self._rows(query.order_by(calls.c.seq).limit(limit))
        return [Call.from_json(row) for row in rows]

    def calls_of(self, ticket: str, limit: int = _OPEN_CALLS) -> list[Call]:
        """Return the newest calls of a ticket in any state, newest first."""
        asked = {"of_hall": self.hall, "of_ticket": ticket, "limit": limit}
        return [Call.from_json(row) for row in _CALLS_OF.values(self._connection, asked)]

    def calls(self, ids: Collection[str]) -> list[Call]:
        """Return the calls of these ids, as far as there are any, in any order."""
        table = schema.calls
        query = select(table.c.row).where(table.c.hall == self.hall, table.c.event_id.in_(ids))
        return [Call.from_json(row) for row in self._rows(query)]

    def announcements(self, ids: Collection[str]) -> list[Announcement]:
        """Return the announcements of these ids, as far as there are any, in any order."""
        table = schema.announcements
        query = select(table.c.row).where(table.c.hall == self.hall, table.c.id.in_(ids))
        return [Announcement.from_json(row) for row in self._rows(query)]

    def occurrences_of(self, day: str) -> list[Occurrence]:
        """Return what became of the schedule on a day (ISO, by the hall's wall), by its times."""
        table = schema.occurrences
        query = select(table.c.row).where(table.c.hall == self.hall, table.c.day == day)
        return [Occurrence.from_json(row) for row in self._rows(query.order_by(table.c.due))]

    def open_announcements(self, zone: str | None = None) -> OpenAnnouncements:
        """Return what has not ended, of one zone or of all, as it was queued."""
        standing = self._known()
        announcements = standing.announcements
        if announcements is None:
            found = self._connection.execute(_OPEN, {"of_hall": self.hall}).scalars()
            announcements = OpenAnnouncements(map(Announcement.from_json, found))
            self._standing = replace(standing, announcements=announcements)
        # A zone has no column: halls have one, and the queue's limit keeps these rows few.
        return announcements if zone is None else announcements.of_zone(zone)

    @property
    def _connection(self) -> Connection:
        if self._opened is None:
            raise NotRemembered
        return self._opened

    def _known(self) -> Standing:
        """Return what is known of this moment without reading it."""
        if self._standing is None:
            known = self._memory.recall(self.hall)
            if known and (known.epoch != self.epoch or known.seq > self.seq):
                # Another epoch, or a shorter journal: a backup was put back. A reader who began
                # before the last commit looks alike, and costs one more read.
                self._memory.forget(self.hall)
                known = None
            behind = self.seq - known.seq if known else 0
            missed = (
                self._read_events(known.seq, behind) if known and 0 < behind <= KEPT_EVENTS else []
            )
            self._standing = caught_up(known, self.epoch, self.seq, missed)
        return self._standing

    def _rows_of(self, kind: str) -> RowsOfKind:
        standing = self._known()
        rows = standing.kinds.get(kind)
        if rows is None:
            rows = RowsOfKind(KINDS[kind], listed(self._connection, self.hall, kind))
            self._standing = replace(standing, kinds={**standing.kinds, kind: rows})
        return rows

    def _read_events(self, after: int, limit: int) -> list[Event]:
        asked = {"of_hall": self.hall, "after": after, "limit": limit}
        return [Event(*row) for row in _EVENTS_AFTER.rows(self._connection, asked)]

    def _rows(self, query: Select[Any]) -> list[Row]:
        return list(self._connection.execute(query).scalars())

    def _row(self, kind: str, given: object, seq: int) -> Row:
        row = {**complete(kind, given), "seq": seq}
        if kind == "announcement":
            # Its place in the queue is that of its first event, however often it moves on since.
            known = self.get(Announcement, row["id"])
            row["queued_seq"] = known.queued_seq if known else seq
        if kind == "hall":
            # Screens have no table of time zones: what changes the zone tells them its figure.
            row = profile_now(row)
        return row

    def _present(self, rows: Rows) -> dict[str, Row | None]:
        """Return the rows that ``rows`` are about to take the place of."""
        keys = {kind: [row[name] for name in KINDS[kind].key] for kind, row in rows.items()}
        return {kind: self._find(kind, *key) for kind, key in keys.items()}

    def _find(self, kind: str, *key: str) -> Row | None:
        if KINDS[kind].bound is None:
            return self._rows_of(kind).row(key)
        return find(self._connection, self.hall, kind, *key)

    def _audit(
        self, actor: Actor, event: Event, before: Mapping[str, Row | None], rows: Rows
    ) -> None:
        subject = subject_of(rows) or event.event_id
        write_entry(
            *(self._connection, self.hall, actor, event.name, subject, before, rows),
            seq=event.seq,
        )

    def _insert(self, event: Event) -> None:
        if not schema.can_hold(schema.events.c.event_id, event.event_id):
            raise BadEvent(f"The event_id {event.event_id!r} cannot be kept.")
        values = {name: getattr(event, name) for name in _FIELDS}
        try:
            _INSERT_EVENT.run(self._connection, values)
        # The head row gives out each seq once, so it can only be the key that is there already.
        except IntegrityError as error:
            raise DuplicateEvent(
                f"The event {event.event_id!r} is in the journal already."
            ) from error
        except StatementError as error:
            # SQLAlchemy wraps what the encoder of JSON raises, too; all else is the database's
            # trouble.
            if isinstance(error.orig, (TypeError, ValueError)):
                raise BadEvent(f"The data of {event.name} is not JSON: {error.orig}") from error
            raise


def _take_head(connection: Connection, hall: str, *, lock: bool) -> tuple[str, int, int]:
    """Read the head row; a writer locks it, so that what it reads next cannot change under it."""
    # SQLite ignores FOR UPDATE and needs none: a writer there began with BEGIN IMMEDIATE.
    query = _LOCK_HEAD if lock else _HEAD
    found = query.first(connection, {"of_hall": hall})
    if found is None:
        raise UnknownHall(f"The journal knows no hall {hall!r}.")
    epoch, seq, fence = found
    return epoch, seq, fence


def _event(row: SqlRow[Any]) -> Event:
    return Event(**row._mapping)
