"""A hall set up in one step: what a file says, held against what is there, all or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Self, TypeVar

from pydantic import Field, StringConstraints, field_validator

from display.errors import PanggilError
from display.hall.announcing import MOST_ZONES
from display.hall.errors import Refused
from display.hall.lookup import zone_ids
from display.hall.naming import find_named, fold_name
from display.hall.request import Request
from display.hall.schedule import MOST_ENTRIES
from display.hall.setup.bulk.schedule_part import (
    HolidayFileEntry,
    ScheduleFileEntry,
    Step,
    export_schedule,
    refused_entries,
    steps_of_entries,
    steps_of_holidays,
    write_schedule,
)
from display.hall.setup.bulk.zones_part import (
    ZoneFileEntry,
    altered_zones,
    export_zones,
    refused_zones,
    write_zones,
)
from display.hall.setup.counters import MOST_COUNTERS, check_counter, id_of_counter
from display.hall.setup.palette import next_colour
from display.hall.setup.profile import write_profile
from display.hall.setup.requests import (
    LONGEST_SHORT_NAME,
    CounterRequest,
    HallProfile,
    HallRequest,
    ServiceRequest,
)
from display.hall.setup.services import MOST_SERVICES, busy_number, check_service, id_of_service
from display.journal import Counter, NowServing, Service

if TYPE_CHECKING:
    from display.journal import Transaction

MOST_HOLIDAYS = 400
Thing = TypeVar("Thing", Service, Counter)

ServiceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9\-]{0,63}$")]


class ServiceEntry(ServiceRequest):
    """A service of a file; without an id it is the one of that name, or a new one.

    A colour that it does not give is chosen; a new one without a short name has its name for one.
    """

    id: ServiceId | None = None
    short_name: Annotated[str, StringConstraints(max_length=LONGEST_SHORT_NAME)] = ""
    colour: Annotated[str, StringConstraints(pattern=r"^(#[0-9a-f]{6})?$")] = ""

    @field_validator("short_name")
    @classmethod
    def _is_no_hole(cls, short_name: str) -> str:
        if not short_name:
            raise ValueError("Give it at least one letter, or leave it out.")
        return short_name

    @property
    def called(self) -> str:
        """What a new service is called in short."""
        return self.short_name or self.name


class CounterEntry(CounterRequest):
    """A counter of a file; without an id it is the one of that name, or a new one."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.\-]{0,15}$")] | None = (
        None
    )


class SetupRequest(Request):
    """What a file sets up. A part that it does not have stays; one that it has is all there is.

    Zones alone are only made and renamed: speakers that are connected would fall silent.

    Of a row that is there already, a field that the file does not give stays.
    """

    format: Literal[1] = 1
    hall: HallProfile | None = None
    zones: tuple[ZoneFileEntry, ...] | None = Field(default=None, max_length=MOST_ZONES)
    services: tuple[ServiceEntry, ...] | None = Field(default=None, max_length=MOST_SERVICES)
    counters: tuple[CounterEntry, ...] | None = Field(default=None, max_length=MOST_COUNTERS)
    schedule: tuple[ScheduleFileEntry, ...] | None = Field(default=None, max_length=MOST_ENTRIES)
    holidays: tuple[HolidayFileEntry, ...] | None = Field(default=None, max_length=MOST_HOLIDAYS)


class SetupFault(NamedTuple):
    """What is wrong with a set-up: ``where`` (part, place in it, field), and a sentence.

    ``code`` and ``facts`` are for programs that say it in words of their own, as those of
    :class:`~display.hall.errors.Refused` are. ``line`` is that of its file, from 1.
    """

    where: tuple[str | int, ...]
    message: str
    code: str = ""
    facts: Mapping[str, str] = MappingProxyType({})
    line: int | None = None

    @classmethod
    def of(cls, refused: Refused, *where: str | int) -> Self:
        """Return the fault of what is refused of the row at ``where``."""
        facts = {name: fact for name, fact in refused.facts.items() if fact is not None}
        return cls((*where, refused.field), refused.message, refused.code or "", facts)

    @property
    def field(self) -> str:
        """The field as the file names it: ``services.prefix``; "" for the file as a whole."""
        return ".".join(part for part in self.where if isinstance(part, str))

    def __str__(self) -> str:
        """The sentence, with its line and field before it."""
        place = ", ".join(filter(None, (f"Line {self.line}" if self.line else "", self.field)))
        return f"{place}: {self.message}" if place else self.message


class SetupRefused(PanggilError):
    """Raised for a set-up of which nothing is taken over; ``faults`` say all that is wrong."""

    def __init__(self, faults: Iterable[SetupFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class SetupChange(NamedTuple):
    """One thing that a set-up changes: its part and name, what becomes of it, and which fields."""

    part: Literal["hall", "zones", "services", "counters", "schedule", "holidays"]
    name: str
    step: Literal["added", "changed", "removed"]
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of the hall: as they are, or as they are to be."""

    services: list[Service]
    counters: list[Counter]


def plan_setup(tx: Transaction, request: SetupRequest) -> list[SetupChange]:
    """Return what a set-up would change; nothing is written. Raises :class:`SetupRefused`."""
    return _plan(tx, request)[1]


def write_setup(tx: Transaction, request: SetupRequest) -> list[SetupChange]:
    """Set the hall up within a transaction; returns what that changed.

    Raises :class:`SetupRefused`: then nothing of the transaction is kept.
    """
    rows, changes = _plan(tx, request)
    if request.hall:
        write_profile(tx, HallRequest(**request.hall.model_dump(exclude_none=True)))
    write_zones(tx, request.zones)
    here = _Rows(tx.all(Service), tx.all(Counter))
    for service in _altered(here.services, rows.services):
        tx.append("service.changed", {"service": service.to_json()})
    for counter in _altered(here.counters, rows.counters):
        tx.append("counter.changed", {"counter": counter.to_json()})
    for counter in _missing(here.counters, rows.counters):
        tx.append("counter.changed", {"counter": {**counter.to_json(), "removed": True}})
    for service in _missing(here.services, rows.services):
        tx.append("service.changed", {"service": {**service.to_json(), "removed": True}})
    write_schedule(tx, request.schedule, request.holidays)
    return changes


def export_setup(tx: Transaction) -> dict[str, Any]:
    """Return the hall's set-up as plain values that :class:`SetupRequest` takes back."""
    profile = tx.about().to_json()
    return {
        "format": 1,
        # TOML has no null: what nobody said is left out.
        "hall": {
            name: profile[name] for name in HallProfile.model_fields if profile[name] is not None
        },
        "zones": export_zones(tx),
        "services": [_fields(row, ServiceEntry) for row in tx.all(Service)],
        "counters": [_fields(row, CounterEntry) for row in tx.all(Counter)],
        **export_schedule(tx),
    }


def _fields(row: Service | Counter, entry: type[Request]) -> dict[str, Any]:
    known = row.to_json()
    return {name: known[name] for name in ("id", *entry.model_fields) if name in known}


def _plan(tx: Transaction, request: SetupRequest) -> tuple[_Rows, list[SetupChange]]:
    """Return the rows that are to be and what that changes; raises :class:`SetupRefused`."""
    here = _Rows(tx.all(Service), tx.all(Counter))
    services = _services(request, here.services)
    rows = _Rows(services, _counters(request, here.counters, services))
    faults = list(_faults(tx, request, rows))
    for counter in _missing(here.counters, rows.counters):
        serving = tx.get(NowServing, counter.id)
        if serving and serving.ticket:
            faults.append(_busy("counters", counter.name, serving.ticket))
    for service in _missing(here.services, rows.services):
        number = busy_number(tx, service.id)
        if number:
            faults.append(_busy("services", service.short_name, number))
    for at, refused in refused_zones(tx, request.zones):
        faults.append(SetupFault.of(refused, "zones", at))
    entries = steps_of_entries(tx, request.schedule)
    for at, refused in refused_entries(tx, request.schedule, entries):
        faults.append(SetupFault.of(refused, "schedule", at))
    if faults:
        raise SetupRefused(faults)
    changes = [*_of_profile(tx, request.hall)]
    for zone, is_new in altered_zones(tx, request.zones):
        step: Literal["added", "changed"] = "added" if is_new else "changed"
        changes.append(SetupChange("zones", zone.name, step, () if is_new else ("name",)))
    changes += _changes("services", here.services, rows.services)
    changes += _changes("counters", here.counters, rows.counters)
    changes += _of_steps("schedule", entries)
    changes += _of_steps("holidays", steps_of_holidays(tx, request.holidays))
    return rows, changes


def _services(request: SetupRequest, known: list[Service]) -> list[Service]:
    """Return the services that are to be, in the order of the file."""
    if request.services is None:
        return known
    before, rows = {row.id: row for row in known}, list[Service]()
    taken = {entry.id for entry in request.services if entry.id}
    for at, entry in enumerate(request.services):
        row_id = entry.id or _named(known, entry.name, taken)
        row_id = row_id or id_of_service(entry.called, taken)
        taken.add(row_id)
        if row_id in before:
            given = _given(entry, ("colour",) if not entry.colour else ())
            rows.append(replace(before[row_id], position=at, **given))
            continue
        used = [row.colour for row in (*rows, *known) if row.id != row_id]
        if len(entry.called) > LONGEST_SHORT_NAME:
            message = f"Give a short_name of at most {LONGEST_SHORT_NAME} letters."
            raise SetupRefused([SetupFault(("services", at, "short_name"), message)])
        made = {"short_name": entry.called, "colour": entry.colour or next_colour(used)}
        fields = {**entry.model_dump(exclude={"id"}), **made}
        rows.append(Service(row_id, position=at, **fields))
    return rows


def _counters(
    request: SetupRequest, known: list[Counter], services: list[Service]
) -> list[Counter]:
    """Return the counters that are to be, in the order of the file; each keeps its state."""
    if request.counters is None:
        return known
    before, rows = {row.id: row for row in known}, list[Counter]()
    taken = {entry.id for entry in request.counters if entry.id}
    for at, entry in enumerate(request.counters):
        row_id = entry.id or _named(known, entry.name, taken) or id_of_counter(entry.name, taken)
        taken.add(row_id)
        kept = before.get(row_id, Counter(row_id, entry.name, ()))
        given = _given(entry)
        if entry.services:
            named = [_id_of(services, name) for name in entry.services]
            given["services"] = tuple(dict.fromkeys(named))
        rows.append(replace(kept, position=at, **given))
    return rows


def _named(known: Sequence[Thing], name: str, taken: Collection[str]) -> str | None:
    """Return the id of the one that is called so already and that no other entry means."""
    wanted = fold_name(name)
    return next(
        (row.id for row in known if fold_name(row.name) == wanted and row.id not in taken), None
    )


def _id_of(services: list[Service], written: str) -> str:
    """Return the id of the service that a file means; what it does not find stays as written."""
    try:
        return find_named(services, written, "services").id
    except Refused:
        return written


def _given(entry: ServiceEntry | CounterEntry, besides: Iterable[str] = ()) -> dict[str, Any]:
    """Return the fields that a file gives: what it does not say of a row that is there stays."""
    return entry.model_dump(exclude={"id", *besides}, exclude_unset=True)


def _faults(tx: Transaction, request: SetupRequest, rows: _Rows) -> Iterable[SetupFault]:
    """Yield what does not go together, the first of every row."""
    ids = {row.id for row in rows.services}
    zones = {*zone_ids(tx), *(entry.id for entry in request.zones or ())}
    if request.services is not None:
        for at, service in enumerate(rows.services):
            try:
                _refuse_double(service, rows.services[:at])
                check_service(tx, service, rows.services[:at])
            except Refused as refused:
                yield SetupFault.of(refused, "services", at)
    for at, counter in enumerate(rows.counters):
        try:
            _refuse_double(counter, rows.counters[:at])
            check_counter(tx, counter, rows.counters[:at], ids, zones)
        except Refused as refused:
            if request.counters is not None:
                yield SetupFault.of(refused, "counters", at)
                continue
            # Counters that the file does not have must still find their services.
            facts = {"counter": counter.name, "service": refused.facts.get("service") or ""}
            yield SetupFault(("services",), f"{counter.name}: {refused}", "still_named", facts)


def _refuse_double(row: Service | Counter, others: Sequence[Service | Counter]) -> None:
    if any(other.id.lower() == row.id.lower() for other in others):
        raise Refused("id", f"The id {row.id!r} is there twice.", code="twice")


def _busy(part: str, name: str, number: str) -> SetupFault:
    message = f"{name} is to go, and {number} is not done yet there."
    return SetupFault((part,), message, "being_served", {"name": name, "number": number})


def _altered(here: Sequence[Thing], rows: Sequence[Thing]) -> list[Thing]:
    """Return the rows that are new or not as they were."""
    before = {row.id: row for row in here}
    return [row for row in rows if row.id not in before or _differing(before[row.id], row)]


def _missing(here: Sequence[Thing], rows: Sequence[Thing]) -> list[Thing]:
    kept = {row.id for row in rows}
    return [row for row in here if row.id not in kept]


def _differing(one: Service | Counter, other: Service | Counter) -> tuple[str, ...]:
    before, after = one.to_json(), other.to_json()
    return tuple(name for name in after if name != "seq" and before[name] != after[name])


def _changes(
    part: Literal["services", "counters"], here: Sequence[Thing], rows: Sequence[Thing]
) -> Iterable[SetupChange]:
    before = {row.id: row for row in here}
    for row in _altered(here, rows):
        known = before.get(row.id)
        step: Literal["added", "changed"] = "changed" if known else "added"
        yield SetupChange(part, row.name, step, _differing(known, row) if known else ())
    for row in _missing(here, rows):
        yield SetupChange(part, row.name, "removed")


def _of_steps(part: Literal["schedule", "holidays"], steps: list[Step]) -> Iterable[SetupChange]:
    for step in steps:
        what: Literal["added", "changed", "removed"] = "changed"
        if step.before is None or step.after is None:
            what = "added" if step.before is None else "removed"
        yield SetupChange(part, step.name, what, step.fields)


def _of_profile(tx: Transaction, asked: HallProfile | None) -> Iterable[SetupChange]:
    known = tx.about().to_json()
    wanted = asked.model_dump(mode="json", exclude_none=True) if asked else {}
    if "hours" in wanted:
        wanted["hours"] = {day: hours for day, hours in wanted["hours"].items() if hours}
    fields = tuple(name for name, value in wanted.items() if known[name] != value)
    if fields:
        yield SetupChange("hall", str(wanted.get("name", known["name"])), "changed", fields)
