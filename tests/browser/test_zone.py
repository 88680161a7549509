"""A screen of a hall with several zones shows its own: the page as the server drew it."""

from __future__ import annotations

import json

from display.web.screen.zone import seen_in_zone
from tests.browser.conftest import Open
from tests.browser.stage import Stage


def test_page_and_server_see_the_same_of_a_zone(stage: Stage, visit: Open) -> None:
    """Counters, calls and announcements of the zone alone; all where the screen is nobody's."""
    state = stage.state()
    (main,) = state["zones"]
    stage.append("zone.changed", zone={**main, "id": "atas", "name": "Atas"})
    counter = next(row for row in state["counters"] if row["id"] == "3")
    stage.append("counter.changed", counter={**counter, "zone": "atas"})
    stage.call("A-031", "1", "perpustakaan")
    stage.call("B-012", "3", "dukcapil")
    tv = visit().linked()
    tv.wait("panggil.state().zones.length === 2 && panggil.state().recent_calls.length === 2")
    whole = tv.state()
    lists = ("zones", "counters", "announcements", "recent_calls", "now_serving")
    for zone in ("main", "atas", ""):
        seen = tv.page.evaluate(f"panggil.zone.seen(panggil.state(), {json.dumps(zone)})")
        expected = seen_in_zone({**whole, "speaker": {}, "speakers": []}, zone or None)
        assert [seen[name] for name in lists] == [expected[name] for name in lists]
        assert len(seen["recent_calls"]) == (1 if zone else 2)
    said = {"speaker": {"state": "a"}, "speakers": [{"zone": "atas", "state": "b"}]}
    tv.page.evaluate(f"window.said = {json.dumps(said)}")
    assert tv.page.evaluate("panggil.zone.speaker(said, 'atas').state") == "b"
    assert tv.page.evaluate("panggil.zone.speaker(said, '').state") == "a"
