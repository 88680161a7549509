"""The link may break at any time; what was ordered is played, and what became of it is told."""

import time

import pytest

from audio.speaker import link
from tests.audio.speaker.conftest import begin
from tests.audio.speaker.hall_server import TOKEN, HallServer
from tests.audio.speaker.pa_line import Tone


@pytest.mark.usefixtures("speaker")
def test_a_link_cut_while_playing_does_not_cut_the_voice(server, line):
    """The end is told after the reconnect, once, and hello says what is playing."""
    tone = Tone(1.5)
    begin(server, tone)
    server.cut()
    assert server.wait_end("a") is None
    assert server.hellos[-1]["playing"] == {"announcement_id": "a", "attempt": 1}
    assert line.count(tone) == 1
    assert [report["outcome"] for report in server.reports] == ["started", "finished"]


@pytest.mark.usefixtures("speaker")
def test_reports_are_told_again_until_acknowledged(server):
    """In order, after a reconnect; the acknowledged ones never again."""
    server.acking = False
    begin(server, Tone())
    server.wait_end("a")
    server.acking = True
    server.cut()
    server.wait(lambda: len(server.reports) == 4)
    assert server.reports[:2] == server.reports[2:]
    server.cut()
    server.wait(lambda: len(server.hellos) == 3)
    begin(server, Tone(seed=1), "b")
    server.wait_end("b")
    assert len(server.reports) == 6


@pytest.mark.usefixtures("speaker")
def test_an_order_that_waits_its_turn_is_named_after_a_reconnect(server):
    """What waits for its turn counts as in hand: a new server must not send it twice."""
    tones = Tone(0.5), Tone(0.3, seed=1)
    begin(server, tones[0])
    server.sounds[tones[1].sha256] = tones[1].wav
    server.play("b", tones[1].sha256, gap_ms=3000)
    server.wait_end("a")
    server.cut()
    server.wait(lambda: len(server.hellos) == 2)
    assert server.hellos[-1]["playing"] == {"announcement_id": "b", "attempt": 1}
    assert server.wait_end("b") is None


@pytest.mark.usefixtures("speaker")
def test_hello_names_the_speaker_and_how_it_is(server):
    """Role, token, zone, name and the present status, as docs/protocol.md lists them."""
    (hello,) = server.hellos
    assert (hello["role"], hello["token"], hello["zone"]) == ("speaker", TOKEN, "main")
    assert hello["name"]
    assert hello["playing"] is None
    told = {"type", "state", "device", "playing", "reason", "witness", "lack", "devices"}
    told |= {"fallback"}
    assert hello["status"].keys() == told


@pytest.mark.usefixtures("speaker")
def test_the_status_is_told_while_nothing_changes(server, monkeypatch):
    """So that the server can tell a quiet speaker from a dead one."""
    monkeypatch.setattr(link, "STATUS_EVERY_S", 0.1)
    begin(server, Tone())
    told = len(server.statuses)
    server.wait(lambda: len(server.statuses) > told + 5)
    assert server.statuses[-1] == {
        "type": "status",
        "state": "ready",
        "device": "disk",
        "reason": None,
        "witness": "none",
        "lack": None,
        "fallback": False,
        "devices": ["System audio output device"],
        "playing": None,
    }


@pytest.mark.usefixtures("line")
def test_a_silent_server_is_left_and_found_again(server, start_speaker, monkeypatch):
    """A frozen server keeps its socket open; six seconds (here a half) without a word suffice."""
    monkeypatch.setattr(link, "SILENCE_S", 0.5)
    server.beating = False
    start_speaker()
    server.wait(lambda: len(server.hellos) >= 3)


@pytest.mark.usefixtures("line")
def test_a_speaker_waits_for_a_server_that_is_not_there_yet(start_speaker, server):
    """Whichever is started first; and it finds one that comes back on the same address."""
    server.close()
    start_speaker()
    time.sleep(0.5)
    late = HallServer(port=server.port)
    late.wait_state("ready")
    late.close()


def test_the_pauses_between_tries_grow_and_differ(server):
    """Two speakers never knock in step; the first try comes soon, no pause is over five seconds."""
    knocking = link.Link(server.url, TOKEN, {}, None, None)
    pauses = [knocking._pause_s() for _ in range(200)]
    assert all(0.3 <= pause <= 5.0 for pause in pauses)
    assert pauses[0] <= 0.6
    assert len(set(pauses)) == 200
