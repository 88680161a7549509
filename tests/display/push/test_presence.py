"""Who is connected, and pages of another version."""

from __future__ import annotations

from tests.display.push.conftest import Stage


def test_a_screen_is_seen_as_it_describes_itself(stage: Stage) -> None:
    """Version, last seq, size, drift and when it was heard; gone when it is gone."""
    screen = stage.screen(version="v1", name="TV pintu", seq=3)
    screen.hear("heartbeat")
    (seen,) = stage.get("/look")["seen"]
    assert (seen["name"], seen["version"], seen["role"]) == ("TV pintu", "v1", "screen")
    assert stage.get("/state")["screens"] == {"connected": 1}
    screen.say(type="status", seq=13, version="v1", size="1920x1080", drift_ms=-3, sound=False)
    screen.socket.ping().wait(10)
    (seen,) = stage.get("/look")["seen"]
    assert (seen["seq"], seen["size"], seen["drift_ms"]) == (13, "1920x1080", -3)
    screen.socket.close()
    stage.wait_for_seats(0)
    assert stage.get("/look")["seen"] == []


def test_a_page_of_another_version_is_told_to_reload(stage: Stage) -> None:
    """At its hello, and at a status."""
    old = stage.screen(version="v0")
    assert old.hear("reload") == {"type": "reload", "version": "v1"}
    same = stage.screen(version="v1")
    same.say(type="status", version="v2")
    assert same.hear("reload")


def test_phones_do_not_count_as_screens(stage: Stage) -> None:
    """The hall's staff want to know how many TVs are there."""
    phone = stage.open({"role": "public"})
    assert phone.hear()["screens"] == {"connected": 0}
