"""The table: each fault of the output, how it happens, its cure, and what staff shall see."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.acceptance.hall_process import wait_until
from tests.acceptance.outputs.stage import Stage

BOTH = ("pulseaudio", "pipewire")
PULSE, PIPEWIRE = ("pulseaudio",), ("pipewire",)
IDLE_AND_MIDDLE = ("idle", "middle")

Act = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One row. ``faults`` are the codes of which staff shall see one; none: nothing is to be seen.

    Without a fault the hall hears the call although the thing happens: it changes nothing, or is
    mended at once. ``blind`` says why no witness can see it, per server.
    """

    name: str
    happen: Act
    cure: Act
    faults: frozenset[str] = frozenset()
    servers: tuple[str, ...] = BOTH
    moments: tuple[str, ...] = IDLE_AND_MIDDLE
    sinks: tuple[str, ...] = ("card",)
    driver: str = ""
    blind: dict[str, str] = field(default_factory=dict)


def seen(*codes: str) -> frozenset[str]:
    """Return the codes of the speaker's faults."""
    return frozenset(f"speaker.{code}" for code in codes)


def pactl(*words: str) -> Act:
    """Return an act that is one command of ``pactl``."""
    return lambda stage: _do(stage, words)


def nothing(stage: Stage) -> None:
    """Leave all as it is."""


def _do(stage: Stage, words: tuple[str, ...]) -> None:
    stage.server.ctl(*words)


def start_without_output(stage: Stage) -> None:
    """Let a speaker start for the first time while there is no output, but a dummy."""
    stage.unplug()
    stage.restart_speaker(forget=True)


def plug(stage: Stage) -> None:
    """Plug the hall's output in again."""
    stage.plug()


def unplug(stage: Stage) -> None:
    """Pull the hall's output."""
    stage.unplug()


def unplug_beside_another(stage: Stage) -> None:
    """Pull the hall's output while a television is there to take the sound."""
    stage.server.plug("pa2")
    stage.unplug()


def plug_beside_another(stage: Stage) -> None:
    """Plug the hall's output in, and take the television away."""
    stage.plug()
    stage.server.unplug("pa2")


def mute_stream(stage: Stage) -> None:
    """Mute our own stream."""
    stage.server.ctl("set-sink-input-mute", stage.server.stream(), "1")


def silence_stream(stage: Stage) -> None:
    """Turn our own stream down to nothing."""
    stage.server.ctl("set-sink-input-volume", stage.server.stream(), "0%")


def keep_stream_muted(stage: Stage) -> None:
    """Have the server remember, for the program's name, that its stream is muted; restart."""
    noise = subprocess.Popen(
        ["pacat", "--client-name=Panggil", "--stream-name=Panggil", "/dev/zero"],
        env={**stage.hall.environ, "PULSE_PROP": "application.name=Panggil"},
    )
    try:
        wait_until(lambda: len(stage.server.streams()) > 1, 10)
        mute_stream(stage)  # the newest one
        time.sleep(1.5)  # servers write such things down after a while
    finally:
        noise.kill()
        noise.wait()
    stage.restart_speaker()


def plug_default(stage: Stage) -> None:
    """Plug a television in, which becomes the default."""
    stage.server.plug("pa2")
    stage.server.default("pa2")


def unplug_default(stage: Stage) -> None:
    """Take the television away; the hall's output is the default again."""
    stage.server.unplug("pa2")
    stage.server.default("pa1")


def plug_weighty(stage: Stage) -> None:
    """Plug in what PipeWire prefers by itself: a television's priority is higher than a card's."""
    stage.server.plug("pa2", "priority.session=3000")


def unplug_weighty(stage: Stage) -> None:
    """Take it away."""
    stage.server.unplug("pa2")


def move_stream(stage: Stage) -> None:
    """Move our stream to another output by hand; a server may refuse."""
    stage.server.plug("pa2")
    stage.server.tries("move-sink-input", stage.server.stream(), "pa2")


def move_stream_and_restart(stage: Stage) -> None:
    """Move our stream by hand and restart: servers remember where a program's stream was."""
    move_stream(stage)
    time.sleep(1.5)
    stage.restart_speaker()


def stick(stage: Stage) -> None:
    """Have the card take no more samples."""
    stage.dac.stuck = True


def unstick(stage: Stage) -> None:
    """Have the card take samples again."""
    stage.dac.stuck = False


def freeze(stage: Stage) -> None:
    """Freeze the sound server."""
    stage.server.freeze(True)


def thaw(stage: Stage) -> None:
    """Let it go on."""
    stage.server.freeze(False)


def kill_server(stage: Stage) -> None:
    """Kill the sound server, and whatever belongs to it."""
    stage.server.stop()


def start_server(stage: Stage) -> None:
    """Start it again with its card."""
    stage.server.start(sinks=())
    stage.plug()
    stage.server.default("pa1")


def start_server_with_late_card(stage: Stage) -> None:
    """Start it again; its card is found 2 s later."""
    stage.server.start(sinks=())
    time.sleep(2.0)
    stage.plug()


def start_without_server(stage: Stage) -> None:
    """Let a speaker start for the first time while there is no sound server."""
    stage.server.stop()
    stage.restart_speaker(forget=True)


def restart_server(stage: Stage) -> None:
    """Kill the sound server and start it again at once, with its card."""
    kill_server(stage)
    start_server(stage)


def kill_core(stage: Stage) -> None:
    """Kill PipeWire's own process; what is connected to it ends or loses its link."""
    stage.server.kill("pipewire")


def restart_all(stage: Stage) -> None:
    """Start all of the server anew, as the system's service manager does."""
    kill_server(stage)
    start_server(stage)


def kill_protocol(stage: Stage) -> None:
    """Kill the part of PipeWire that speaks PulseAudio's protocol, and with it its own modules."""
    stage.server.kill("pipewire-pulse")


def revive_protocol(stage: Stage) -> None:
    """Start it again; the card, a module of it, is back 2 s later."""
    stage.server.revive("pipewire-pulse")
    wait_until(lambda: stage.server.tries("info"), 10)
    time.sleep(2.0)
    stage.plug()


def kill_session(stage: Stage) -> None:
    """Kill the session manager, which links streams with outputs."""
    stage.server.kill("wireplumber")


def revive_session(stage: Stage) -> None:
    """Start it again. This one links no new stream to a card that was there before it: a new card.

    (WirePlumber 0.4.13 with PipeWire 0.3.65; their own player is not heard either.)
    """
    stage.server.revive("wireplumber")
    time.sleep(1.0)
    stage.unplug()
    stage.plug()
    stage.server.default("pa1")


def cut_links(stage: Stage) -> None:
    """Cut the links between our stream and its output."""
    for link in stage.server.links("Panggil"):
        subprocess.run(["pw-link", "-d", link], env=stage.hall.environ, check=False)


def force_rate(rate: str) -> Act:
    """Return an act that forces PipeWire's clock to a rate, "0" to none."""
    words = ["pw-metadata", "-n", "settings", "0", "clock.force-rate", rate]
    return lambda stage: _run(stage, words)


def _run(stage: Stage, words: list[str]) -> None:
    subprocess.run(words, env=stage.hall.environ, check=True, stdout=subprocess.DEVNULL)


ADAPTERS = ("card", "adapter")
DROPS = "this server's pipe sinks have a clock of their own and drop what is not taken"
ROWS = (
    Fault("nothing happens", nothing, nothing, moments=("idle",), sinks=ADAPTERS),
    Fault(
        "no output at start, then late",
        start_without_output,
        plug,
        seen("no_device"),
        moments=("idle",),
    ),
    Fault(
        "no server at start, then late",
        start_without_server,
        start_server,
        seen("no_device"),
        moments=("idle",),
    ),
    Fault("output gone and back", unplug, plug, seen("no_device"), sinks=ADAPTERS),
    Fault(
        "output gone, another is there",
        unplug_beside_another,
        plug_beside_another,
        seen("no_device"),
    ),
    Fault(
        "output muted",
        pactl("set-sink-mute", "pa1", "1"),
        pactl("set-sink-mute", "pa1", "0"),
        seen("muted"),
        sinks=ADAPTERS,
    ),
    Fault(
        "output at 0 %",
        pactl("set-sink-volume", "pa1", "0%"),
        pactl("set-sink-volume", "pa1", "100%"),
        seen("quiet"),
        sinks=ADAPTERS,
    ),
    Fault(
        "output at 10 %",
        pactl("set-sink-volume", "pa1", "10%"),
        pactl("set-sink-volume", "pa1", "100%"),
        seen("quiet"),
    ),
    Fault("our stream muted", mute_stream, nothing),
    Fault("our stream at 0 %", silence_stream, nothing),
    Fault("our stream muted for ever", keep_stream_muted, nothing, moments=("idle",)),
    Fault("another default", plug_default, unplug_default),
    Fault("another default by priority", plug_weighty, unplug_weighty, servers=PIPEWIRE),
    Fault("stream moved by hand", move_stream, unplug_weighty),
    Fault(
        "stream moved by hand, restart", move_stream_and_restart, unplug_weighty, moments=("idle",)
    ),
    Fault(
        "card takes nothing",
        stick,
        unstick,
        seen("no_device", "suspended", "unanswering"),
        blind={"pipewire": DROPS},
    ),
    Fault(
        "output suspended",
        pactl("suspend-sink", "pa1", "1"),
        pactl("suspend-sink", "pa1", "0"),
        seen("suspended"),
        servers=PULSE,
    ),
    Fault(
        "output suspended (ignored)",
        pactl("suspend-sink", "pa1", "1"),
        pactl("suspend-sink", "pa1", "0"),
        servers=PIPEWIRE,
    ),
    Fault("server frozen", freeze, thaw, seen("unanswering")),
    Fault("server killed", kill_server, start_server, seen("no_device", "unanswering")),
    Fault("server killed, back at once", restart_server, nothing),
    Fault(
        "core of the server killed",
        kill_core,
        restart_all,
        seen("no_device", "unlinked", "unanswering"),
        servers=PIPEWIRE,
    ),
    Fault(
        "server killed, its card 2 s late",
        kill_server,
        start_server_with_late_card,
        seen("no_device", "unanswering"),
    ),
    Fault(
        "pipewire-pulse killed, its card 2 s late",
        kill_protocol,
        revive_protocol,
        seen("no_device", "unanswering"),
        servers=PIPEWIRE,
    ),
    Fault(
        "session manager killed",
        kill_session,
        revive_session,
        seen("unlinked", "no_device"),
        servers=PIPEWIRE,
    ),
    Fault("links of our stream cut", cut_links, nothing, servers=PIPEWIRE),
    Fault("clock forced to 44.1 kHz", force_rate("44100"), force_rate("0"), servers=PIPEWIRE),
    Fault(
        "ALSA's pulse plugin, output gone",
        unplug,
        plug,
        seen("dummy", "no_device", "unlinked"),
        driver="alsa",
    ),
)
"""Every row that can be run without a card of its own; ``docs/outputs.md`` names the others."""
