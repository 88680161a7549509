"""What the visitors' page says, in the visitor's language; ``static/public`` says the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from display.clock import parse
from display.hall.announcing import UNSPOKEN
from display.json_object import JsonObject, JsonView
from display.web.screen.phone_words import PHONE_WORDS
from display.web.screen.view import clock_words
from display.web.screen.words import Words

NOTICES: Final = 3
"""Announcements that the page shows, the newest first."""

READ_FOR: Final = timedelta(minutes=15)
"""How long an announcement is shown after it was made."""


@dataclass(frozen=True, slots=True)
class Mine:
    """A followed ticket in words: what stands large, and the lines below it.

    ``goes``: its visitor is to go to a counter now. ``name`` is the service's.
    """

    number: str
    name: str
    service: str
    goes: bool
    head: str
    lines: tuple[str, ...]


def table_of(words: Words) -> JsonObject:
    """Return every word of the page in one language, for the template and for the script."""
    return {**asdict(words), **PHONE_WORDS[words.language]}


def followed_words(row: JsonView, state: JsonView, words: Words) -> Mine:
    """Return what is said of a followed ticket, as the API tells of it."""
    table = PHONE_WORDS[words.language]
    call = row["call"] or {}
    counters = {one["id"]: one["name"] for one in state["counters"]}
    counter = counters.get(call.get("counter"), call.get("counter", ""))
    local = timedelta(minutes=state["hall"]["utc_offset_min"])
    time = clock_words(parse(call["called_at"]) + local) if call else ""
    names = {one["id"]: one["name"] for one in state["services"]}
    head, lines = _said(row, table, words.again(call.get("count", 0)), counter, time)
    service = call.get("service") or row["service"] or ""
    return Mine(
        row["number"], names.get(service, ""), service, row["state"] == "called", head, lines
    )


def _said(
    row: JsonView, table: Mapping[str, str], again: str, counter: str, time: str
) -> tuple[str, tuple[str, ...]]:
    """Return the one sentence that matters, and what is known besides."""
    state, before = row["state"], row["before"]
    if state == "called":
        head = table["called_again" if again else "called"].format(again=again, counter=counter)
        return head, (table["called_at"].format(time=time),)
    if state in {"missed", "served"}:
        return table[state].format(counter=counter, time=time), ()
    last = table["last_called"].format(number=row["last_called"]) if row["last_called"] else ""
    if state == "passed":
        return table["passed"], tuple(filter(None, (last,)))
    if before is None:
        return table["waiting"], tuple(filter(None, (table["nobody_told"], last)))
    head = table["before"].format(n=before) if before else table["next"]
    wait = table["wait"].format(n=row["wait_min"]) if row["wait_min"] else ""
    return head, tuple(filter(None, (wait, last)))


def recent_notices(state: JsonView) -> tuple[str, ...]:
    """Return the texts that were announced a short while ago, each once."""
    moment = parse(state["server_time"])
    texts = [
        row["caption"]
        for row in reversed(state["announcements"])
        if row["kind"] == "message"
        and row["priority"] != "emergency"
        and row["caption"]
        and _is_to_be_read(row, moment)
    ]
    return tuple(dict.fromkeys(texts))[:NOTICES]


def _is_to_be_read(row: JsonView, moment: datetime) -> bool:
    if row["state"] in UNSPOKEN:
        return bool(row.get("silent"))
    if row["state"] == "started":
        return True
    at = row["started_at"] or row["ended_at"]
    return row["state"] in {"finished", "failed"} and bool(at) and moment - parse(at) < READ_FOR
