"""The zones of a set-up file: made and renamed, never taken away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from display.hall.announcing import ZoneId, ZoneName
from display.hall.errors import Refused
from display.hall.request import Request
from display.journal import Zone

if TYPE_CHECKING:
    from display.journal import Transaction


class ZoneFileEntry(Request):
    """A zone of a file, by its id."""

    id: ZoneId
    name: ZoneName


def export_zones(tx: Transaction) -> list[dict[str, Any]]:
    """Return the hall's zones as a file has them."""
    return [{"id": row.id, "name": row.name} for row in tx.all(Zone)]


def refused_zones(
    tx: Transaction, entries: Sequence[ZoneFileEntry] | None
) -> Iterator[tuple[int, Refused]]:
    """Yield the place and the refusal of each zone whose id or name is there twice."""
    named = {entry.id: entry.name for entry in entries or ()}
    names = {row.name.casefold(): row.id for row in tx.all(Zone) if row.id not in named}
    ids = set[str]()
    for at, entry in enumerate(entries or ()):
        if entry.id in ids:
            yield at, Refused("id", f"The id {entry.id!r} is there twice.", code="twice")
        elif entry.name.casefold() in names:
            yield at, Refused("name", "Another zone has this name.", code="taken")
        ids.add(entry.id)
        names.setdefault(entry.name.casefold(), entry.id)


def altered_zones(
    tx: Transaction, entries: Sequence[ZoneFileEntry] | None
) -> list[tuple[Zone, bool]]:
    """Return the zones that a file makes or renames, each with whether it is new."""
    found = []
    for entry in entries or ():
        known = tx.get(Zone, entry.id)
        if known is None or known.name != entry.name:
            row = replace(known or Zone(entry.id, ""), name=entry.name)
            found.append((row, known is None))
    return found


def write_zones(tx: Transaction, entries: Sequence[ZoneFileEntry] | None) -> None:
    """Make and rename the zones of a file."""
    for row, _ in altered_zones(tx, entries):
        tx.append("zone.changed", {"zone": row.to_json()})
