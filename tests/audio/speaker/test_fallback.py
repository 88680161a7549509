"""While the hall's own output is gone, an output that staff allow has the sound, and no other."""

from __future__ import annotations

import time

from audio.speaker.homecoming import TRY_AFTER_S, Homecoming
from tests.audio.heard import WHOLE, heard_share
from tests.audio.sound_servers import wait_until
from tests.audio.speaker.conftest import order, report

NEVER = float("inf")


def allow(server, *fallbacks):
    """Let these outputs stand in."""
    server.send(type="output", zone="main", device="PA_One", fallback_devices=list(fallbacks))


def told(server):
    """The output that has the sound, and whether it is a fallback."""
    return server.statuses[-1]["device"], server.statuses[-1]["fallback"]


def test_an_allowed_output_stands_in_and_the_hall_s_own_is_gone_back_to(hall, server):
    """What is cut is spoken again there, whole; the report names it. Then the voice goes home."""
    hall.plug("pa2")
    television = hall.listen("pa2")
    allow(server, "HDMI_Two")
    tone = order(server)
    server.wait(lambda: ("a", "started", None) in server.outcomes())
    hall.unplug("pa1")
    assert server.wait_end("a") is None
    assert (report(server)["device"], told(server)) == ("HDMI_Two", ("HDMI_Two", True))
    wait_until(lambda: heard_share(television.heard(), tone.mono) >= WHOLE, 5)
    hall.plug("pa1")
    server.wait(lambda: server.state() == "ready" and told(server) == ("PA_One", False))


def test_an_output_that_nobody_allowed_is_never_played_on(hall, server):
    """Not when it is the only one, nor after staff took their word back."""
    hall.plug("pa2")
    television = hall.listen("pa2")
    allow(server, "HDMI_Two")
    allow(server)
    hall.unplug("pa1")
    server.wait_state("no_device")
    order(server, 0.5)
    assert server.wait_end("a") == "no_device"
    allow(server, "HDMI_Two")  # while it is gone: it stands in at once
    server.wait(lambda: server.state() == "ready" and told(server) == ("HDMI_Two", True))
    allow(server)
    server.wait_state("no_device")
    assert not any(television.heard())


def test_the_outputs_are_told_as_they_come_and_go(hall, server):
    """Staff choose among those that are there now."""
    hall.plug("pa2")
    server.wait(lambda: "HDMI_Two" in server.statuses[-1]["devices"])
    hall.unplug("pa2")
    server.wait(lambda: "HDMI_Two" not in server.statuses[-1]["devices"])


def test_the_voice_goes_home_when_its_output_has_been_there_for_a_while():
    """One that comes and goes, or is listed and cannot be opened, is not run after."""
    home, now = Homecoming(), time.monotonic()
    home.note(away=True, listed=True, now=now)
    assert home.due == now + TRY_AFTER_S[0]
    assert not home.is_due(now + TRY_AFTER_S[0] - 0.1)
    home.note(away=True, listed=False, now=now)
    assert home.due == NEVER
    home.note(away=True, listed=True, now=now)
    assert home.is_due(now + TRY_AFTER_S[0])
    home.note(away=True, listed=True, now=now)  # it could not be opened
    assert home.due == now + TRY_AFTER_S[1]
    home.note(away=False, listed=True, now=now)
    assert home.due == NEVER
