"""The audit log as a page and as a table for spreadsheet programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request
from werkzeug import Response

from display.audit import AuditEntry, AuditFilter
from display.clock import iso, parse
from display.web.console.admin.audit_changes import changes_of
from display.web.console.admin.audit_labels import ACTIONS, KINDS, ROLES
from display.web.console.formats import current_zone, moment_words
from display.web.console.frame import Family, show
from display.web.console.spreadsheet import table_file
from display.web.edge.current import current_parts

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from display.parts import Parts

_PER_PAGE, _PER_READ = 50, 500
_HIGHEST = 2**31 - 1  # what an entry's number can be
_HEADINGS = (
    *("Waktu", "Siapa", "Peran", "Alamat", "Tindakan", "Perihal"),
    *("Sebelum", "Sesudah", "Nomor peristiwa"),
)

blueprint = Family("audit")


@blueprint.page
def entries() -> Response:
    """Show the newest entries that are wanted, and where the older ones are."""
    parts, wanted = current_parts(), _filter()
    found = parts.audit.entries(parts.hall.id, wanted, _PER_PAGE + 1)
    asked = {name: value for name in ("orang", "jenis", "hari") if (value := _arg(name))}
    older = urlencode({**asked, "sebelum": found[_PER_PAGE - 1].id}) if _is_more(found) else ""
    return show(
        "admin/audit.html",
        entries=found[:_PER_PAGE],
        people=[(who, who) for who in parts.audit.people(parts.hall.id)],
        older=older,
        newest=urlencode(asked) if wanted.before_id is not None else None,
        query=urlencode(asked),
        asked=asked,
        kinds=KINDS,
        actions=ACTIONS,
        role_names=ROLES,
        changes_of=partial(changes_of, moment=moment_words(current_zone)),
    )


@blueprint.page
def export() -> Response:
    """Return all entries that are wanted as a table, sent while it is read."""
    parts, zone = current_parts(), current_zone()  # asked here: the lines are made after the view
    rows = (_cells(entry, zone) for entry in _all(parts, _filter()))
    return table_file(_HEADINGS, rows, f"catatan-{datetime.now(zone):%Y-%m-%d}.csv")


def _is_more(found: list[AuditEntry]) -> bool:
    return len(found) > _PER_PAGE


def _filter() -> AuditFilter:
    """Read what is wanted from the address; what cannot be read counts as not given."""
    zone = current_zone()
    day, kind, before = _day(_arg("hari")), _arg("jenis"), _arg("sebelum")
    number = min(int(before), _HIGHEST) if before.isascii() and before.isdigit() else None
    return AuditFilter(
        who=_arg("orang") or None,
        what=kind if kind in KINDS else None,
        since=iso(datetime.combine(day, time(), zone)) if day else None,
        until=iso(datetime.combine(day + timedelta(days=1), time(), zone)) if day else None,
        before_id=number,
    )


def _arg(name: str) -> str:
    return request.args.get(name, "")[:80].replace("\0", "")


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 9000 else None  # beyond, the next day or UTC may have no name


def _all(parts: Parts, wanted: AuditFilter) -> Iterator[AuditEntry]:
    """Yield every entry that is wanted, read in parts: the log is bounded, memory is too."""
    while True:
        part = parts.audit.entries(parts.hall.id, wanted, _PER_READ)
        yield from part
        if len(part) < _PER_READ:
            return
        wanted = AuditFilter(wanted.who, wanted.what, wanted.since, wanted.until, part[-1].id)


def _cells(entry: AuditEntry, zone: ZoneInfo) -> tuple[str, ...]:
    changes = changes_of(entry.before, entry.after, moment_words(lambda: zone))
    return (
        f"{parse(entry.at).astimezone(zone):%Y-%m-%d %H:%M:%S}",
        entry.who,
        ROLES.get(entry.role, entry.role),
        entry.address,
        ACTIONS.get(entry.what, entry.what),
        entry.subject,
        "; ".join(f"{field} {old}" for field, old, _ in changes if old),
        "; ".join(f"{field} {new}" for field, _, new in changes if new),
        "" if entry.seq is None else str(entry.seq),
    )
