"""A running hall on a private sound server, with a card behind it that keeps what it was given."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from tests.acceptance.hall_process import HallProcess, wait_until
from tests.audio.heard import heard_share
from tests.audio.sound_servers import Dac, PipeWire, PulseAudio, SoundServer

SERVERS: dict[str, type[SoundServer]] = {kind.name: kind for kind in (PulseAudio, PipeWire)}

Sink = Literal["card", "adapter"]
#: What a call is waited for at the most, beyond every fault and its cure.
CALL_ENDS_S = 60.0
READY_S = 40.0
#: What is still in the buffers of the server is waited for, up to this share.
NEARLY_ALL = 0.97


class Stage:
    """The hall, its sound server, its card (``dac``), and another output beside it, ``pa2``.

    ``sink`` is what the hall's output "PA_One" is: the card itself, or an adapter before it.
    """

    def __init__(self, folder: Path, server: str, sink: Sink = "card", **environ: str) -> None:
        self.sink: Sink = sink
        self.kind = server
        self.server = SERVERS[server](folder / "sound")
        self.dac = Dac(folder / "dac", paced=server == "pulseaudio")
        self.hall = HallProcess(
            folder,
            **self.server.environ,
            PANGGIL_REPEATS="0",
            PANGGIL_CALL_EXPIRY_S="120",
            **environ,
        )
        if "SDL_AUDIODRIVER" not in environ:
            del self.hall.environ["SDL_AUDIODRIVER"]
        self._called = 0

    def open(self) -> None:
        """Start it all; the hall's speaker is ready then."""
        self.server.start(sinks=())
        self.plug()
        self.server.default("pa1")
        self.hall.start()
        self.wait_ready(READY_S)

    def close(self) -> None:
        """Stop it all."""
        try:
            self.hall.stop()
        finally:
            self.server.stop()
            self.dac.close()

    def plug(self) -> None:
        """Plug the hall's output in."""
        if self.sink == "adapter":
            self.server.plug_card("card", self.dac)
            self.server.plug_adapter("pa1", "card")
        else:
            self.server.plug_card("pa1", self.dac)

    def unplug(self) -> None:
        """Pull the hall's output."""
        self.server.unplug("pa1")
        if self.sink == "adapter":
            self.server.unplug("card")

    def restart_speaker(self, *, forget: bool = False) -> None:
        """End the speaker's process, whose place another takes; ``forget``: as on a first start."""
        process = self.hall.process_of("speaker")
        assert process
        if forget:
            (self.hall.folder / "data" / "speaker" / "output.json").unlink(missing_ok=True)
        process.kill()
        process.wait(10)
        wait_until(lambda: self._other_speaker(process.pid), 30)

    def _other_speaker(self, pid: int) -> bool:
        process = self.hall.process_of("speaker")
        return process is not None and process.pid != pid and self.speaker()["state"] != "absent"

    def speaker(self) -> dict[str, Any]:
        """How the speaker says it is."""
        return dict(self.hall.state()["speaker"])

    def faults(self) -> set[str]:
        """The codes of the faults that staff see now."""
        return {fault["code"] for fault in self.hall.state()["faults"]}

    def wait_ready(self, timeout_s: float) -> None:
        """Wait until the speaker is ready and no fault of it stands."""
        wait_until(lambda: self.is_well(), timeout_s)

    def is_well(self) -> bool:
        """Whether the speaker is ready and no fault of it stands."""
        state = self.hall.state()
        codes = {fault["code"] for fault in state["faults"]}
        troubled = any(code.startswith("speaker.") for code in codes - {"speaker.stuttering"})
        return state["speaker"]["state"] == "ready" and not troubled

    def call(self) -> str:
        """Call the next ticket; returns the announcement."""
        self._called += 1
        number = f"B-{self._called % 1000:03}"
        return str(self.hall.call(number, "dukcapil", "3")["announcement_id"])

    def row(self, announcement: str) -> dict[str, Any]:
        """What the hall says of an announcement."""
        rows = self.hall.state()["announcements"]
        return next((row for row in rows if row["id"] == announcement), {"state": "unknown"})

    def wait_started(self, announcement: str) -> None:
        """Wait until its first sample has left."""
        wait_until(lambda: self.row(announcement)["state"] == "started", 20)

    def wait_end(self, announcement: str) -> dict[str, Any]:
        """Return what the hall says of an announcement when it has ended."""
        return self.hall.wait_for_end(announcement, CALL_ENDS_S)

    def share_heard(self, row: dict[str, Any], mark: int) -> float:
        """Return how much of an announcement came out of the card since a mark."""
        wanted = self.hall.sound(row["sound"])
        end = time.monotonic() + 3.0  # what is still in the server's buffers
        while (share := heard_share(self.dac.heard(mark), wanted)) < NEARLY_ALL:
            if time.monotonic() > end:
                break
            time.sleep(0.2)
        return share


@contextmanager
def opened(folder: Path, server: str, sink: Sink = "card", **environ: str) -> Iterator[Stage]:
    """A stage that is open, and closed at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    stage = Stage(folder, server, sink, **environ)
    try:
        stage.open()
        yield stage
    finally:
        stage.close()
