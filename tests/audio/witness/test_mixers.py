"""Outputs without a sound server: what the mixers of ALSA and of Windows say of them."""

from __future__ import annotations

import importlib
import math
import sys
import types
from dataclasses import dataclass, field

import pytest

from audio.witness import windows
from audio.witness.alsa import AlsaMixer, Control, judge_controls
from audio.witness.mixer import mixer_of
from audio.witness.output import Output
from tests.audio.sound_servers import PulseAudio, plugs_alsa_in, wait_until

OPEN, SHUT = (False, 0.0), (True, 0.0)


@pytest.mark.parametrize(
    ("controls", "state"),
    [
        ({"Master": OPEN, "PCM": OPEN, "Speaker": OPEN}, "ok"),
        ({"Master": SHUT, "PCM": OPEN}, "muted"),
        ({"Master": OPEN, "PCM": SHUT}, "muted"),
        ({"Master": OPEN, "Speaker": SHUT, "Headphone": OPEN}, "ok"),
        ({"Master": OPEN, "Speaker": SHUT, "Headphone": SHUT}, "muted"),
        ({"Master": (False, -20.0), "PCM": (False, -12.0)}, "quiet"),
        ({"Master": (False, -20.0), "PCM": (False, -9.0)}, "ok"),
        ({"Master": OPEN, "Speaker": (False, -40.0), "Headphone": (True, 0.0)}, "quiet"),
        ({"Master": (False, -math.inf)}, "quiet"),
        ({"Beep": SHUT, "IEC958": SHUT}, "none"),
        ({}, "none"),
    ],
)
def test_a_card_is_judged_by_what_lies_on_the_way_out(controls, state):
    """What lies in a row must all be open, of plugs beside each other one."""
    known = [Control(name, *of) for name, of in controls.items()]
    assert judge_controls(known, "USB Audio").state == state


def test_only_some_drivers_have_a_mixer():
    """A sound server is asked itself; SDL's disk driver has nobody."""
    assert mixer_of("pulseaudio", 1) is mixer_of("disk", 1) is None


@pytest.mark.skipif(not plugs_alsa_in(), reason="ALSA's plugin for a sound server is missing")
def test_libasound_says_and_opens_up(tmp_path, monkeypatch):
    """The real library; behind its default mixer stands a sound server's output."""
    server = PulseAudio(tmp_path / "sound")
    try:
        server.start()
        address = server.environ["PULSE_SERVER"]
        (tmp_path / ".asoundrc").write_text(f'ctl.!default {{ type pulse server "{address}" }}')
        monkeypatch.setenv("HOME", str(tmp_path))
        mixer = AlsaMixer.of_this_machine()
        assert mixer.look("") == Output("ok", None, "alsa")
        server.ctl("set-sink-mute", "pa1", "1")
        wait_until(lambda: mixer.look("").state == "muted", 5)
        mixer.open_up("")
        wait_until(lambda: mixer.look("").state == "ok", 5)
        server.ctl("set-sink-volume", "pa1", "10%")
        wait_until(lambda: mixer.look("").state == "quiet", 5)
        mixer.open_up("")
        wait_until(lambda: mixer.look("").state == "ok", 5)
    finally:
        server.stop()
    assert mixer.look("") == Output()  # no such card: nobody can say


@dataclass
class Volume:
    """The volume of an endpoint or of a session, as Core Audio has it."""

    muted: int = 0
    scalar: float = 1.0
    level_db: float = 0.0

    def GetMute(self):
        return self.muted

    def SetMute(self, muted, _context):
        self.muted = muted

    def GetMasterVolume(self):
        return self.scalar

    def SetMasterVolume(self, scalar, _context):
        self.scalar = scalar

    def GetMasterVolumeLevel(self):
        return self.level_db

    def SetMasterVolumeLevelScalar(self, scalar, _context):
        self.scalar, self.level_db = scalar, 0.0


@dataclass
class Session(Volume):
    """A program's session on an endpoint; it answers for each of its interfaces."""

    pid: int = 0

    def QueryInterface(self, _interface):
        return self

    def GetProcessId(self):
        return self.pid


@dataclass
class Endpoint:
    """An output of Windows, with the sessions on it."""

    FriendlyName: str
    EndpointVolume: Volume = field(default_factory=Volume)
    sessions: list[Session] = field(default_factory=list)

    @property
    def AudioSessionManager(self):
        return self

    def GetSessionEnumerator(self):
        return self

    def GetCount(self):
        return len(self.sessions)

    def GetSession(self, at):
        return self.sessions[at]


@pytest.fixture
def endpoints(monkeypatch):
    """A Windows with two outputs, the first is the default; stands in for pycaw."""
    there = [Endpoint("Speakers (USB Audio)"), Endpoint("TV (HDMI)")]
    com, pycaw = types.ModuleType("comtypes"), types.ModuleType("pycaw.pycaw")
    com.COMError = type("COMError", (Exception,), {})
    pycaw.IAudioSessionControl2 = pycaw.ISimpleAudioVolume = object
    pycaw.AudioUtilities = types.SimpleNamespace(
        GetSpeakers=lambda: there[0] if there else None,
        GetAllDevices=lambda flow, state: list(there),
    )
    monkeypatch.setitem(sys.modules, "comtypes", com)
    monkeypatch.setitem(sys.modules, "pycaw", types.ModuleType("pycaw"))
    monkeypatch.setitem(sys.modules, "pycaw.pycaw", pycaw)
    importlib.reload(windows)
    yield there
    monkeypatch.undo()
    importlib.reload(windows)


def test_windows_endpoint_is_judged_by_mute_and_volume(endpoints):
    """By the name that SDL gives it; the default one without a name."""
    mixer = mixer_of("wasapi", 7)
    speakers, television = endpoints
    assert mixer.look("") == Output("ok", "Speakers (USB Audio)", "windows")
    television.EndpointVolume.muted = 1
    assert mixer.look("TV (HDMI)").state == "muted"
    assert mixer.look("Speakers (USB Audio)").state == "ok"
    speakers.EndpointVolume.level_db = -45.0
    assert mixer.look("").state == "quiet"
    mixer.open_up("")
    assert mixer.look("").state == "ok"
    assert mixer.look("gone") == Output()


def test_windows_keeps_a_slip_for_a_program_so_ours_is_mended(endpoints):
    """What sounded meanwhile was not heard; a session of another program is not ours."""
    speakers, _ = endpoints
    ours, other = Session(muted=1, pid=7), Session(muted=1, pid=8)
    speakers.sessions = [other, ours]
    mixer = mixer_of("wasapi", 7)
    assert mixer.look("").state == "muted"
    assert mixer.look("").state == "ok"
    assert (ours.muted, other.muted) == (0, 1)
    ours.scalar = 0.1
    assert mixer.look("").state == "quiet"
    assert mixer.look("").state == "ok"


def test_a_windows_that_fails_says_nothing(endpoints, monkeypatch):
    """An endpoint that is pulled in the middle of a look; and where pycaw is not installed."""
    speakers, _ = endpoints

    def fail():
        raise windows.COMError

    monkeypatch.setattr(speakers.EndpointVolume, "GetMute", fail, raising=False)
    assert mixer_of("wasapi", 7).look("") == Output()
    monkeypatch.setattr(windows, "AudioUtilities", None)
    assert mixer_of("wasapi", 7) is None
