"""The page *Layar*: where a TV finds this machine, by its name on the network."""

from __future__ import annotations

import os
import time

import pytest

from display.network_name import tell_name
from display.parts import Parts
from tests.security.staff import Staff

SCREENS = "/console/pengaturan/layar"


def test_the_name_is_told_while_it_is_answered_for(parts: Parts, officer: Staff) -> None:
    """What a process that died has left is told no longer."""
    assert ".local" not in officer.get(SCREENS).text
    tell_name(parts.settings.data, "panggil.local")
    text = officer.get(SCREENS).text
    assert "<code>http://panggil.local:8080/tv</code>" in text
    assert "komputer lain" not in text
    old = time.time() - 120
    os.utime(parts.settings.data / "network-name", (old, old))
    assert ".local" not in officer.get(SCREENS).text


@pytest.mark.parametrize("held", ["panggil-2.local", "panggil-9.local"])
def test_a_name_that_another_machine_has_is_told_as_lost(
    parts: Parts, officer: Staff, held: str
) -> None:
    """With the one that leads here."""
    tell_name(parts.settings.data, held)
    text = officer.get(SCREENS).text
    assert f"<code>http://{held}:8080/tv</code>" in text
    assert (
        f"Nama panggil.local sedang dipakai komputer lain, maka komputer ini bernama {held}."
        in text
    )


def test_the_address_for_tvs_is_one_that_they_can_open(
    officer: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Staff at the hall's own computer open its console as localhost, which is no TV's word."""
    monkeypatch.setattr(
        "display.web.console.setup.screens.reachable_hosts", lambda host: ["192.168.1.5"]
    )
    told = officer.get("/console/pengaturan/layar").text
    assert "http://192.168.1.5:8080/tv" in told
    assert "http://localhost/tv" not in told
