"""What a ready server prints."""

from __future__ import annotations

import io

import pytest

from display.commands.startup.welcome import announce_ready
from display.network_addresses import reachable_hosts
from display.server import Ready

FIRST = Ready("192.168.1.5", 8080, True, "bako-timu-sadi-ruja", "pgl_secret")
LATER = Ready("192.168.1.5", 8080, False, None, None)


class Terminal(io.TextIOWrapper):
    """A stream that says whether it is a terminal, and what it can print."""

    def __init__(self, encoding: str, tty: bool) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, write_through=True)
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty

    def text(self) -> str:
        return self.buffer.getvalue().decode(self.encoding)


def printed(ready: Ready, *, tty: bool = False, encoding: str = "utf-8", again=False) -> str:
    out = Terminal(encoding, tty)
    announce_ready(ready, out, again=again)
    return out.text()


def test_lines_can_be_found_by_a_program():
    """A word, blanks, one value."""
    lines = printed(FIRST).splitlines()
    assert "TV        http://192.168.1.5:8080/tv" in lines
    assert "API       http://192.168.1.5:8080/docs" in lines
    assert "Sandi     bako-timu-sadi-ruja" in lines
    assert "Token     pgl_secret" in lines


def test_secrets_are_shown_at_the_first_start_only():
    """And only those that were made: an installer's own password is not repeated."""
    assert "Sandi" not in printed(LATER)
    assert "Sandi" not in printed(Ready("10.0.0.1", 80, True, None, None))


@pytest.mark.parametrize(
    ("ready", "tty", "encoding", "shown"),
    [
        (FIRST, False, "utf-8", True),
        (LATER, True, "utf-8", True),
        (LATER, False, "utf-8", False),
        (FIRST, True, "cp1252", False),
    ],
)
def test_the_qr_code_is_shown_where_it_helps(ready, tty, encoding, shown):
    """On a terminal or at the first start, unless the terminal cannot print its blocks."""
    assert ("▄" in printed(ready, tty=tty, encoding=encoding)) is shown


def test_a_server_that_came_back_says_one_line():
    """A restart at noon needs no welcome."""
    assert printed(LATER, tty=True, again=True) == "TV        http://192.168.1.5:8080/tv\n"


def test_an_ipv6_address_stands_in_brackets():
    """As URLs demand."""
    assert "http://[fd00::2]:8080/tv" in printed(Ready("fd00::2", 8080, False, None, None))


def test_a_server_on_all_addresses_names_one_that_others_reach():
    """Never the loopback when there is a network, never 0.0.0.0."""
    hosts = reachable_hosts("0.0.0.0")
    assert hosts
    assert "0.0.0.0" not in hosts
    assert hosts == ["127.0.0.1"] or "127.0.0.1" not in hosts
