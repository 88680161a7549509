"""Screens as the server sees them: gone, broken, silent."""

from __future__ import annotations

from display.clock import iso_after, iso_now
from display.hall.health.screens import ScreenMonitor, silent
from display.push import Seen


def screen(remote: str, **more) -> Seen:
    """Return a connected screen that shows a token."""
    blank = {"id": 1, "role": "screen", "transport": "websocket", "connected_at": iso_now()}
    blank |= {"is_known": True}
    return Seen(**{**blank, "remote": remote, "heard_at": iso_now(), **more})


class Wall:
    """A monitor whose clock the test lets run."""

    def __init__(self) -> None:
        self.time = 0.0
        self.monitor = ScreenMonitor(lambda: self.time)

    def look(self, seconds: float, *screens: Seen) -> list[str]:
        """Look after some seconds; return the addresses that are missed."""
        self.time += seconds
        self.monitor.look(screens)
        return sorted(self.monitor.lost())


def test_a_screen_that_left_is_missed_until_it_is_back() -> None:
    """Not at once: a page that is loaded again is back within seconds."""
    wall, east, west = Wall(), screen("10.0.0.7"), screen("10.0.0.8")
    wall.look(0, east, west)
    assert wall.look(300, west) == []
    assert wall.look(5, west) == []
    assert wall.look(20, west) == ["10.0.0.7"]
    assert wall.look(1, west, east) == []


def test_who_only_looked_in_is_not_missed() -> None:
    """Somebody opened /tv on a phone for a minute."""
    wall = Wall()
    wall.look(0, screen("10.0.0.9"))
    wall.look(60)
    assert wall.look(60) == []


def test_a_screen_that_is_gone_since_yesterday_is_forgotten() -> None:
    """It was switched off on purpose."""
    wall = Wall()
    wall.look(0, screen("10.0.0.7"))
    wall.look(600)
    assert wall.look(3600) == ["10.0.0.7"]
    assert wall.look(12 * 3600) == []


def test_a_script_error_stands_a_minute_at_least() -> None:
    """A page that breaks, reloads and breaks again is one trouble, not many."""
    wall = Wall()
    wall.look(0, screen("10.0.0.7", error="main.js:3 x is undefined"))
    assert wall.monitor.broken == ("10.0.0.7",)
    wall.look(30)
    assert wall.monitor.broken == ("10.0.0.7",)
    wall.look(40)
    assert wall.monitor.broken == ()


def test_a_screen_without_a_report_is_silent() -> None:
    """Only those that report: an event stream cannot."""
    old = iso_after(-60)
    clients = [
        screen("10.0.0.7", heard_at=old),
        screen("10.0.0.8"),
        screen("10.0.0.9", heard_at=old, transport="stream"),
        screen("10.0.0.1", heard_at=old, role="public"),
    ]
    assert silent(clients) == ["10.0.0.7"]


def test_a_screen_without_a_token_breaks_nothing() -> None:
    """Anybody on the network may open the board, and say what they like."""
    stranger = screen("10.0.0.9", error="x is undefined", heard_at=iso_after(-60), is_known=False)
    wall = Wall()
    wall.look(0, stranger)
    assert wall.look(600) == []
    assert (wall.monitor.broken, silent([stranger])) == ((), [])
