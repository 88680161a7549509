"""Idempotency keys over HTTP: every write that takes one, its sender, its day, its content."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from display.accounts import ScreenCode, ScreenStore
from display.clock import iso_after, now
from display.hall.schedule import EntryRequest, set_entry
from display.journal import Screen
from display.parts import Parts
from display.web.api.operations import OPERATIONS
from tests.display.web.served_hall import CALL, Caller, happened, token_of

Body = dict[str, Any]
TOMORROW = (now() + timedelta(days=1, hours=7)).date().isoformat()

# What is asked twice, and the same with another content: in the body, or of another thing.
SAME_ADDRESS: dict[str, tuple[str, Body, Body]] = {
    "POST /calls": ("/calls", CALL, CALL | {"ticket": {"number": "B-106"}}),
    "POST /counters/<counter_id>/next": ("/counters/3/next", {}, {"number": "B-050"}),
    "POST /counters/<counter_id>/close": (
        "/counters/3/close",
        {"reason": "Rapat"},
        {"reason": "Salat"},
    ),
    "POST /counters/<counter_id>/pause": ("/counters/3/pause", {}, {"reason": "Salat"}),
    "POST /calls/<event_id>/transfer": (
        "/calls/c1/transfer",
        {"service": "dpmptsp"},
        {"service": "imigrasi"},
    ),
    "PUT /services/<service_id>/waiting": (
        "/services/dukcapil/waiting",
        {"count": 1},
        {"count": 2},
    ),
    "POST /announcements": ("/announcements", {"text": "Satu."}, {"text": "Dua."}),
    "POST /announcements/preview": ("", {}, {}),  # journals nothing: its key is not looked at
    "POST /hold": ("/hold", {"reason": "Lagu"}, {"reason": "Doa"}),
    "POST /zones": ("/zones", {"name": "Atas"}, {"name": "Bawah"}),
    "PUT /zones/<zone_id>": ("/zones/main", {"volume": 80}, {"volume": 60}),
    "PUT /hall": ("/hall", {"name": "Satu"}, {"name": "Dua"}),
    "POST /screens": (
        "/screens",
        {"code": "BCDF-GHJK", "name": "TV pintu"},
        {"code": "BCDF-GHJK", "name": "TV lain"},
    ),
    "PUT /screens/<screen_id>": ("/screens/s1", {"overscan": 2}, {"overscan": 3}),
    "PUT /templates/<template_id>": (
        "/templates/tutup",
        {"name": "Tutup", "text": "Kami tutup."},
        {"name": "Tutup", "text": "Kami buka."},
    ),
    "PUT /schedule/<entry_id>": (
        "/schedule/tutup",
        {"name": "Tutup", "at": "15:00", "text": "Kami tutup."},
        {"name": "Tutup", "at": "16:00", "text": "Kami tutup."},
    ),
    "PUT /holidays/<day>": ("/holidays/2027-03-12", {"name": "Libur"}, {"name": "Cuti"}),
    "POST /schedule/<entry_id>/<due>/move": (
        f"/schedule/e1/{TOMORROW}T10:00/move",
        {"at": "11:00"},
        {"at": "12:00"},
    ),
    "PUT /pronunciations/<written>": (
        "/pronunciations/KTP",
        {"spoken": "kartu"},
        {"spoken": "ka te pe"},
    ),
    "POST /faults/acknowledge": (
        "/faults/acknowledge",
        {"code": "disk.nearly_full", "subject": "disk"},
        {"code": "zone.muted", "subject": "disk"},
    ),
}
OTHER_ADDRESS: dict[str, tuple[str, str]] = {
    "POST /calls/<event_id>/recall": ("/calls/c1/recall", "/calls/c2/recall"),
    "POST /calls/<event_id>/serve": ("/calls/c1/serve", "/calls/c2/serve"),
    "POST /calls/<event_id>/no-show": ("/calls/c1/no-show", "/calls/c2/no-show"),
    "POST /calls/<event_id>/cancel": ("/calls/c1/cancel", "/calls/c2/cancel"),
    "POST /calls/<event_id>/undo": ("/calls/c1/undo", "/calls/c2/undo"),
    "POST /counters/<counter_id>/open": ("/counters/3/open", "/counters/4/open"),
    "POST /resume": ("/resume", "/hold"),
    "POST /schedule/<entry_id>/<due>/play": (
        f"/schedule/e1/{TOMORROW}T10:00/play",
        f"/schedule/e2/{TOMORROW}T10:00/play",
    ),
    "POST /schedule/<entry_id>/<due>/skip": (
        f"/schedule/e1/{TOMORROW}T10:00/skip",
        f"/schedule/e2/{TOMORROW}T10:00/skip",
    ),
    "POST /screens/<screen_id>/identify": ("/screens/s1/identify", "/screens/s2/identify"),
    "POST /screens/<screen_id>/reload": ("/screens/s1/reload", "/screens/s2/reload"),
    "POST /announcements/<announcement_id>/cancel": (
        "/announcements/{a1}/cancel",
        "/announcements/{a2}/cancel",
    ),
    "POST /announcements/<announcement_id>/advance": (
        "/announcements/{a1}/advance",
        "/announcements/{a2}/advance",
    ),
    "POST /announcements/<announcement_id>/repeat": (
        "/announcements/{a1}/repeat",
        "/announcements/{a2}/repeat",
    ),
}


@pytest.fixture
def all_api(parts: Parts, client: FlaskClient) -> Caller:
    """A caller who may do everything, in a hall where everything can be asked."""
    api = Caller(client, token_of(parts, "calls", "announcements", "read", "voice", "admin"))
    for key, counter in (("c1", "1"), ("c2", "2")):
        api.call(event_id=key, ticket={"number": f"B-00{counter}"}, counter=counter)
    for code in ("disk.nearly_full", "zone.muted"):
        row = {"code": code, "subject": "disk", "since": "", "sentence": "", "action": ""}
        data = {"fault": {**row, "state": "raised"}}
        parts.hall.write(lambda tx, data=data: tx.append("fault.raised", data))
    for screen_id in ("s1", "s2"):
        screen = {"screen": Screen(screen_id, f"TV {screen_id}").to_json()}
        parts.hall.write(lambda tx, data=screen: tx.append("screen.claimed", data))
    for entry_id in ("e1", "e2"):
        body = {"name": entry_id, "at": "10:00", "text": "Satu."}
        set_entry(parts.hall, entry_id, EntryRequest.model_validate(body))
    code = ScreenCode("0" * 64, parts.hall.id, "BCDFGHJK", iso_after(600))
    ScreenStore(parts.journal.database).add_code(code, 1)
    return api


def asking(api: Caller, name: str) -> tuple[Callable[[str, Body], Any], Callable[[str], str]]:
    """Return what asks by a method, and what fills an address with what was announced before."""
    ids = {}
    if "{a1}" in str(OTHER_ADDRESS.get(name)):
        for each in ("a1", "a2"):
            ids[each] = (api.post("/announcements", {"text": each}).json or {})["announcement_id"]
    ask = api.put if name.startswith("PUT") else api.post
    return ask, lambda address: address.format(**ids)


def test_every_write_with_a_key_is_tried_here() -> None:
    """A new one fails here until it is. A sound's is tried with the recordings."""
    takes = {
        f"{row.method} {row.path.removeprefix('/api/v1')}"
        for row in OPERATIONS
        if row.asks and "event_id" in row.asks.model_fields
    }
    assert takes == {*SAME_ADDRESS, *OTHER_ADDRESS}


@pytest.mark.parametrize("name", [*SAME_ADDRESS, *OTHER_ADDRESS])
def test_the_same_again_gets_the_first_answer_and_another_is_refused(
    parts: Parts, all_api: Caller, name: str
) -> None:
    """With one key: nothing is journalled by the second, and nothing by the third."""
    if name.endswith("preview"):
        return
    ask, filled = asking(all_api, name)
    if name in SAME_ADDRESS:
        address, body, changed = SAME_ADDRESS[name]
        other = address
    else:
        address, other = map(filled, OTHER_ADDRESS[name])
        body = changed = {}
    first = ask(address, {**body, "event_id": "k"})
    assert first.status_code < 300, first.json
    seq = happened(parts)[-1].seq
    again = ask(address, {**body, "event_id": "k"})
    assert (again.status_code, again.json) == (200, first.json)
    refused = ask(other, {**changed, "event_id": "k"})
    assert (refused.status_code, refused.json["code"]) == (409, "event_id_taken")
    assert refused.json["facts"]["event_id"] == "k"
    assert happened(parts)[-1].seq == seq


def test_a_ticket_written_otherwise_is_the_same_ticket(parts: Parts, api: Caller) -> None:
    """Small letters, blanks around a hyphen, with or without an object around it."""
    first = api.post("/calls", CALL | {"event_id": "1"})
    for written in ("b-105", " B - 105 ", {"number": "b-105"}):
        again = api.post("/calls", CALL | {"ticket": written, "event_id": "1"})
        assert (again.status_code, again.json) == (200, first.json)
    assert [event.name for event in happened(parts)].count("ticket.called") == 1


def test_the_refusal_says_which_call_has_the_key(parts: Parts, api: Caller) -> None:
    """A kiosk that numbers each of its requests 1 learns that its second visitor was not called."""
    api.post("/calls", CALL | {"event_id": "1"})
    other = {"ticket": {"number": "F-001"}, "service": "samsat", "counter": "11", "event_id": "1"}
    refused = api.post("/calls", other).json or {}
    assert refused["detail"] == "event_id 1 belongs to the call of B-105 at Loket 3."
    facts = {"event_id": "1", "call": "1", "ticket": "B-105", "counter": "3"}
    assert (refused["code"], refused["facts"]) == ("event_id_taken", facts)
    assert [event.name for event in happened(parts)].count("ticket.called") == 1


def test_two_tokens_may_number_alike(parts: Parts, api: Caller, client: FlaskClient) -> None:
    """Both are called; each names its own call by its own number."""
    other = Caller(client, token_of(parts, "calls"))
    first = api.call(event_id="1").json or {}
    second = other.call(event_id="1", ticket={"number": "B-106"}, counter="4").json or {}
    assert first["event_id"] == "1" != second["event_id"]
    assert other.post("/calls/1/serve").status_code == 200
    state = {
        row["ticket"]["number"]: row["state"] for row in api.get("/state").json["recent_calls"]
    }
    assert state == {"B-105": "called", "B-106": "served"}
    assert api.post(f"/calls/{second['event_id']}/recall").status_code == 409  # it was served


def test_a_kiosk_that_numbers_from_1_each_morning_is_heard(
    api: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Yesterday's 1 is over; today's is a call of its own, and goes by that number."""
    api.call(event_id="1")
    tomorrow = now() + timedelta(days=1)
    monkeypatch.setattr("display.hall.business_day.now", lambda: tomorrow)
    called = api.call(event_id="1", ticket={"number": "B-001"}, counter="4")
    assert called.status_code == 201
    assert api.post("/calls/1/recall").json["caption"].count("B-001") == 1
