"""ALSA without a sound server that knows us: its mixer is the witness."""

from __future__ import annotations

import time

import pytest

from audio.speaker.output_choice import OutputChoice
from tests.audio.heard import WHOLE, heard_share
from tests.audio.sound_servers import PulseAudio, plugs_alsa_in, wait_until
from tests.audio.speaker.conftest import order, report

WATCHED_S = 3.0


@pytest.fixture
def card(tmp_path, monkeypatch):
    """A card that only ALSA knows: a server stands behind it, where no program looks for one."""
    if not plugs_alsa_in():
        pytest.skip("ALSA's plugin for a sound server is not installed")
    server = PulseAudio(tmp_path / "sound")
    address = server.environ["PULSE_SERVER"]
    config = "\n".join(
        f'{kind}.!default {{ type pulse server "{address}" }}' for kind in ("pcm", "ctl")
    )
    (tmp_path / ".asoundrc").write_text(config)
    server.start()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SDL_AUDIODRIVER", "alsa")
    nowhere = tmp_path / "nowhere"
    nowhere.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(nowhere))
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    yield server
    server.stop()


def test_a_closed_mixer_is_silence(card, server, start_speaker):
    """Nothing counts as heard meanwhile; opened, the hall hears again, and the mixer proves it."""
    start_speaker()
    server.wait_state("ready")
    assert server.statuses[-1]["witness"] == "alsa"
    card.ctl("set-sink-mute", "pa1", "1")
    server.wait(lambda: server.statuses[-1]["reason"] == "muted", 10)
    order(server, 0.5)
    assert server.wait_end("a") == "muted"
    card.ctl("set-sink-mute", "pa1", "0")
    server.wait_state("ready", 10)
    ear, tone = card.listen(), order(server, 0.5, "b", seed=8)
    assert server.wait_end("b") is None
    assert report(server, "b")["witness"] == "alsa"
    wait_until(lambda: heard_share(ear.heard(), tone.mono) >= WHOLE, 5)


def test_what_alsa_calls_its_default_is_no_name_to_keep(tmp_path):
    """Nothing can be opened by it; an earlier release kept it."""
    (tmp_path / "output.json").write_text('{"device": "alsa"}')
    assert OutputChoice(tmp_path).device is None


def test_a_device_that_takes_all_at_once_is_never_ready(
    server, start_speaker, tmp_path, monkeypatch
):
    """ALSA's PCM of type null: not for a moment, or staff would see the fault come and go."""
    (tmp_path / ".asoundrc").write_text("pcm.!default { type null }")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SDL_AUDIODRIVER", "alsa")
    start_speaker()
    server.wait_state("no_device")
    until = time.monotonic() + WATCHED_S
    server.wait(lambda: time.monotonic() > until)
    assert {each["state"] for each in server.statuses} <= {"starting", "no_device"}
