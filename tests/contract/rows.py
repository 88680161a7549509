"""Rows as the hall writes them, with what a test does not care about filled in."""

from __future__ import annotations

from typing import Any

from display.journal import (
    Announcement,
    Call,
    Counter,
    Fault,
    NowServing,
    Service,
    Template,
    Transaction,
    Waiting,
    Zone,
)

NOON = "2026-11-23T05:00:00.000Z"


def service(id: str = "dukcapil", removed: bool = False, **changes: Any) -> dict[str, Any]:
    row = Service(id, "Kependudukan", "Dukcapil", "B", "#205493", **changes).to_json()
    return {**row, "removed": True} if removed else row


def counter(id: str = "3", removed: bool = False, **changes: Any) -> dict[str, Any]:
    row = Counter(id, f"Loket {id}", ("dukcapil",), **changes).to_json()
    return {**row, "removed": True} if removed else row


def zone(id: str = "main", **changes: Any) -> dict[str, Any]:
    return Zone(id, "Ruang tunggu", **changes).to_json()


def waiting(service: str = "dukcapil", **changes: Any) -> dict[str, Any]:
    return Waiting(service, **changes).to_json()


def template(id: str = "buka", **extra: Any) -> dict[str, Any]:
    return {**Template(id, "Pelayanan dibuka", "Pelayanan telah dibuka.").to_json(), **extra}


def call(event_id: str = "c1", ticket: str = "B-012", **changes: Any) -> dict[str, Any]:
    values = {"service": "dukcapil", "counter": "3", "state": "called", "count": 1, **changes}
    return Call(event_id=event_id, ticket=ticket, called_at=NOON, **values).to_json()


def serving(counter: str = "3", ticket: str | None = "B-012") -> dict[str, Any]:
    return NowServing(counter, "dukcapil", ticket, NOON, "c1", 1).to_json()


def announcement(id: str = "a1", state: str = "queued", **changes: Any) -> dict[str, Any]:
    values = {"kind": "call", "priority": "call", "zone": "main", "caption": "Nomor", **changes}
    return Announcement(id=id, event_id="c1", state=state, **values).to_json()


def fault(code: str = "speaker.absent", subject: str = "main", **extra: Any) -> dict[str, Any]:
    return {**Fault(code, subject, NOON, "Tidak terhubung.", "Periksa kabel.").to_json(), **extra}


def pronunciation(written: str = "KTP", **extra: Any) -> dict[str, Any]:
    return {"written": written, "spoken": "ka te pe", "seq": 0, **extra}


def note(tx: Transaction, event_id: str | None = None, **data: Any) -> int:
    """Append an event that only bears ``data``; returns its seq."""
    return tx.append("service.waiting", data, event_id).seq


def hall(name: str, timezone: str) -> dict[str, Any]:
    """The hall itself; its id is set by whoever knows it."""
    return {"id": "", "name": name, "place": "", "timezone": timezone}
