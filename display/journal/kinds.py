"""The kinds of rows that events carry: one entry for each says all that the journal does with it.

The fold, the projection, the snapshot, the questions of a transaction and the subject of an audit
entry follow from :data:`KINDS`. A new kind of row needs a record, a table (in
:mod:`display.database.schema` and in a migration) and an entry here; one that screens need has a
row in ``static/shared/fold.js`` too, which a test compares with this table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final, TypeAlias

from display.database import Record
from display.journal.records import (
    OPEN_STATES,
    Announcement,
    Call,
    Counter,
    Fault,
    Hall,
    Holiday,
    MorningCheck,
    NowServing,
    Occurrence,
    Pronunciation,
    Recording,
    ScheduleEntry,
    ScheduleMark,
    Screen,
    Service,
    Template,
    Waiting,
    Zone,
)
from display.json_object import JsonObject, JsonView

RECENT_CALLS = 12
"""How many calls a snapshot holds: a full board of the largest layout."""

RECENT_ENDED = 20
"""How many ended announcements a snapshot holds."""

RECENT_OCCURRENCES = 50
"""How many occurrences of the schedule are listed besides those of a day."""

Row: TypeAlias = JsonObject
"""One row as JSON: what ``to_json`` of its kind's record gives, and ``from_json`` takes back."""


def _always(row: JsonView) -> bool:
    return True


def _by_seq(row: JsonView) -> int:
    return int(row["seq"])


def _newest_first(row: JsonView) -> int:
    return -_by_seq(row)


def _is_serving(row: JsonView) -> bool:
    return row["ticket"] is not None  # else the counter is free


def _is_on_the_board(row: JsonView) -> bool:
    # A cancelled call never was; rows of an earlier release do not say whether they are over.
    return row["state"] != "cancelled" and not row.get("over")


def _is_standing(row: JsonView) -> bool:
    return row.get("state") != "cleared"


def _is_kept(row: JsonView) -> bool:
    return not row.get("removed")  # a row of the hall's set-up ends with the event that says so


def _number(row: JsonView) -> str:
    return str(row["ticket"]["number"])


def _number_and_counter(row: JsonView) -> str:
    return f"{_number(row)} → {row['counter']}"


def _name_and_due(row: JsonView) -> str:
    return f"{row['name']}, {row['due'].replace('T', ' ')}"


def _day_due(row: JsonView) -> str:
    return str(row["due"])[:10]


_AS_STAFF_ORDERED = itemgetter("position", "id")


@dataclass(frozen=True, slots=True)
class Kind:
    """What the journal does with one kind of row. The name of a kind is its key in an event's data.

    ``place`` names its list in the snapshot; None: no screen needs these rows, and they have a list
    of their own in the API. ``label`` is what people know a row by.
    """

    record: type[Record]
    table: str
    """The name of its table of state in :data:`display.database.schema.metadata`."""
    key: tuple[str, ...]
    """What tells one row of the kind from another."""
    order: Callable[[JsonView], Any]
    """The sort key of its list."""
    label: Callable[[JsonView], Any]
    place: str | None = None
    keeps: Callable[[JsonView], bool] = _always
    """Says whether a row belongs into the list; one that does not takes its forerunner away."""
    columns: Mapping[str, Callable[[JsonView], str]] = field(default_factory=dict)
    """What its table is selected by besides the key: column -> its value."""
    bound: int | None = None
    """How many rows of highest ``seq`` the list holds. Such a table keeps all rows ever written, as
    the hall's history, and needs a column ``shown`` that marks those of the list."""
    single: bool = False
    """There is one row for the hall, and ``place`` names it itself, not a list."""
    unbound: frozenset[str] = frozenset()
    """States in which a row counts not towards the bound: what is open never falls out."""

    def arrange(self, rows: Sequence[Row]) -> list[Row]:
        """Return the list that ``rows`` (in any order, each key once) make: bounded, in order."""
        gone: set[int] = set()
        if self.bound is not None:
            counted = sorted(filter(self.is_bounded, rows), key=_newest_first)
            # Rows are dicts, which no set takes: they are told apart by their identity.
            gone = {id(row) for row in counted[self.bound :]}
        return sorted((row for row in rows if id(row) not in gone), key=self.order)

    def is_bounded(self, row: JsonView) -> bool:
        """Say whether a row of a bounded kind counts towards the bound."""
        return row["state"] not in self.unbound if self.unbound else True

    def same(self, one: JsonView, other: JsonView) -> bool:
        """Say whether two rows have the same key."""
        return all(one[name] == other[name] for name in self.key)


KINDS: Final[dict[str, Kind]] = {
    "hall": Kind(
        *(Hall, "profiles", ("id",), itemgetter("id"), itemgetter("name")),
        place="hall",
        single=True,
    ),
    "service": Kind(
        *(Service, "services", ("id",), _AS_STAFF_ORDERED, itemgetter("name")),
        place="services",
        keeps=_is_kept,
    ),
    "counter": Kind(
        *(Counter, "counters", ("id",), _AS_STAFF_ORDERED, itemgetter("name")),
        place="counters",
        keeps=_is_kept,
    ),
    "call": Kind(
        *(Call, "calls", ("event_id",), _newest_first, _number_and_counter),
        place="recent_calls",
        # A history: undoing, recalling and repeating look up calls that no screen shows any more.
        keeps=_is_on_the_board,
        columns={"ticket": _number, "state": itemgetter("state")},
        bound=RECENT_CALLS,
    ),
    "now_serving": Kind(
        *(NowServing, "now_serving", ("counter",), _newest_first, itemgetter("counter")),
        place="now_serving",
        keeps=_is_serving,
    ),
    "announcement": Kind(
        # By its first event, not its last: what is moved on stays where staff saw it in the list.
        *(Announcement, "announcements", ("id",), itemgetter("queued_seq"), itemgetter("caption")),
        place="announcements",
        columns={"state": itemgetter("state")},
        bound=RECENT_ENDED,
        unbound=OPEN_STATES,
    ),
    "fault": Kind(
        *(Fault, "faults", ("code", "subject"), _by_seq, itemgetter("code")),
        place="faults",
        keeps=_is_standing,
    ),
    "pronunciation": Kind(
        *(
            Pronunciation,
            "pronunciations",
            ("written",),
            itemgetter("written"),
            itemgetter("written"),
        ),
        keeps=_is_kept,
    ),
    "zone": Kind(
        *(Zone, "zones", ("id",), itemgetter("id"), itemgetter("name")),
        place="zones",
        keeps=_is_kept,
    ),
    "waiting": Kind(
        *(Waiting, "waiting", ("service",), itemgetter("service"), itemgetter("service")),
        place="waiting",
    ),
    "template": Kind(
        *(Template, "templates", ("id",), _AS_STAFF_ORDERED, itemgetter("name")),
        keeps=_is_kept,
    ),
    "recording": Kind(
        *(Recording, "recordings", ("id",), _newest_first, itemgetter("name")),
        keeps=_is_kept,
    ),
    "morning_check": Kind(
        *(MorningCheck, "morning_checks", ("id",), _by_seq, itemgetter("began_at")),
    ),
    "screen": Kind(
        *(Screen, "screens", ("id",), itemgetter("name", "id"), itemgetter("name")),
        keeps=_is_kept,
    ),
    # Before the entry, which its event may carry: the audit log says of which time it was about.
    "occurrence": Kind(
        *(Occurrence, "occurrences", ("entry", "due"), _newest_first, _name_and_due),
        # A history: what was said once must never be said again, however long ago that was.
        columns={"day": _day_due},
        bound=RECENT_OCCURRENCES,
    ),
    "schedule_entry": Kind(
        *(ScheduleEntry, "schedule_entries", ("id",), itemgetter("id"), itemgetter("name")),
        keeps=_is_kept,
    ),
    "schedule_mark": Kind(
        *(ScheduleMark, "schedule_marks", ("id",), itemgetter("id"), itemgetter("settled")),
    ),
    "holiday": Kind(
        *(Holiday, "holidays", ("day",), itemgetter("day"), itemgetter("day")),
        keeps=_is_kept,
    ),
}
"""Kind -> what becomes of its rows.

Of an event that carries several, the first in this order is what the audit log says it was about:
a call comes before the counter that it makes busy and the line that it makes shorter.
"""


def kind_of(record: type[Record]) -> str:
    """Return the kind of which ``record`` is the class; ``LookupError`` when there is none."""
    for name, kind in KINDS.items():
        if kind.record is record:
            return name
    raise LookupError(f"{record.__name__} is no kind of row that events carry.")
