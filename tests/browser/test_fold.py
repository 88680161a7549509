"""The fold of the page is the fold of the journal, event by event."""

from __future__ import annotations

import random
from typing import Any

import pytest

from display.clock import iso_now
from tests.browser.conftest import Open
from tests.browser.stage import Stage, blank, make_announcement, make_call, make_counter
from tests.browser.test_link import agrees

STATES = ("preparing", "queued", "started", "finished", "failed", "expired", "cancelled", "merged")


def a_call(dice: random.Random) -> tuple[str, dict[str, Any]]:
    """Return any event about a call."""
    counter = str(dice.randint(1, 12))
    number = f"{dice.choice('ABC')}-{dice.randint(1, 999):03d}"
    key = f"call-{dice.randint(1, 25)}"
    call = make_call(key, number, counter, "dukcapil", iso_now(), dice.randint(1, 3))
    call["state"] = dice.choice(("called", "served", "no_show", "cancelled", "left_over"))
    call["over"] = call["state"] == "left_over" or dice.random() < 0.2
    serving = {name: call[name] for name in ("counter", "service", "ticket", "called_at", "count")}
    serving |= {"event_id": key, "seq": 0}
    if dice.random() < 0.3:
        serving["ticket"] = None
    return "ticket.called", {"call": call, "now_serving": serving}


def an_announcement(dice: random.Random) -> tuple[str, dict[str, Any]]:
    """Return any event about an announcement."""
    state, number = dice.choice(STATES), dice.randint(1, 60)
    call = make_call(f"call-{number}", "A-001", "3", "dukcapil", iso_now(), 1)
    row = make_announcement(call, iso_now(), state=state, expires_at=None)
    row = row if dice.random() < 0.7 else blank(f"m-{number}", f"m-{number}", iso_now()) | {
        "kind": "message", "priority": "scheduled", "state": state, "caption": "Halo.",
    }  # fmt: skip
    return f"announcement.{state}", {"announcement": row}


def furniture(dice: random.Random) -> tuple[str, dict[str, Any]]:
    """Return any event about counters and faults."""
    if dice.random() < 0.5:
        fault = {"code": "speaker", "subject": f"s{dice.randint(1, 3)}", "since": iso_now()}
        state = dice.choice(("raised", "cleared"))
        row = fault | {"sentence": "x", "action": "y", "state": state, "seq": 0}
        return f"fault.{state}", {"fault": row}
    number = dice.randint(1, 20)
    if dice.random() < 0.4:
        service = f"s{dice.randint(1, 3)}"
        waiting = {"service": service, "next": [], "count": number, "last": 0, "day": "", "seq": 0}
        return "service.waiting", {"waiting": waiting}
    if dice.random() < 0.2:
        return "counter.changed", {"counter": make_counter(number, removed=True)}
    return "counter.changed", {
        "counter": make_counter(number, position=dice.randint(0, 9), reason="Rapat", state="paused")
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_page_equals_the_snapshot_after_any_events(stage: Stage, visit: Open, seed: int) -> None:
    """A client that folded every event holds exactly what the next snapshot says."""
    tv, dice = visit().linked(), random.Random(seed)
    for _ in range(4):
        kinds = dice.choices((a_call, an_announcement, furniture), (4, 5, 2), k=60)
        stage.play(*(kind(dice) for kind in kinds))
        agrees(tv, stage, 10)
