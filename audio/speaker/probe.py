"""The PA line without a server: is there a device, and does this sound come out of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

from audio.speaker.orders import Proof
from audio.speaker.output_watch import OutputWatch
from audio.speaker.supervisor import Piece, Supervisor
from audio.speaker.wav import RATE_HZ, measure_sound
from audio.speaker.worker.process import SoundWorker, WorkerProcess
from audio.speaker.worker.protocol import WorkerEvent
from audio.witness import Output, Witness, WitnessEvent, WitnessProcess


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """What a sound worker found: the output in use, or why there is none; and all outputs.

    `output` is what the sound server says of our stream: it takes samples, and does the hall hear?
    `lack` is the system's package that is missing.
    """

    present: bool
    device: str = ""
    driver: str = ""
    devices: tuple[str, ...] = ()
    detail: str = ""
    output: Output = field(default_factory=Output)
    lack: str = ""


def probe_device(device: str | None = None, *, timeout_s: float = 10.0) -> DeviceReport:
    """Open the output (the default one without a name), see whether it takes samples, close it."""
    events: SimpleQueue[WorkerEvent] = SimpleQueue()
    worker = SoundWorker([device] if device else [], lambda _, event: events.put(event))
    until, ready = time.monotonic() + timeout_s, WorkerEvent("no_device", detail="no answer")
    try:
        while (event := events.get(timeout=max(0.0, until - time.monotonic()))).event != "devices":
            if event.event == "ready":
                ready = event
            elif event.event != "beat":
                detail = event.detail or event.event
                lack = event.detail if event.reason == "no_library" else ""
                return DeviceReport(present=False, detail=detail, lack=lack)
        named = ready.device if ready.device != ready.driver else ""
        output = probe_output(worker.pid, named, ready.driver)
        return DeviceReport(True, ready.device, ready.driver, event.names, output=output)
    except Empty:
        return DeviceReport(ready.event == "ready", ready.device, ready.driver, (), ready.detail)
    finally:
        worker.close(timeout_s=1.0)


def probe_output(pid: int, device: str, driver: str) -> Output:
    """Ask a witness once where the sound of the process goes; `none` where nobody can say."""
    words: SimpleQueue[tuple[WitnessProcess, WitnessEvent]] = SimpleQueue()
    watch = OutputWatch(lambda pid: Witness(pid, lambda *word: words.put(word)))
    watch.begin(pid, time.monotonic())
    try:
        watch.expect(device, driver, time.monotonic())
        while watch.asking:
            try:
                word = words.get(timeout=max(0.0, watch.next_at() - time.monotonic()))
                watch.hear(*word, time.monotonic())
            except Empty:
                watch.tick(time.monotonic())
        return watch.output
    finally:
        watch.end()


def play_file(path: Path, *, device: str | None = None) -> str | None:
    """Play a sound file (48 kHz, 16 bit WAV) to its end.

    Returns None when it was wholly played, else the reason why not, as in reports. Raises BadSound
    when the file is none.
    """
    seconds = measure_sound(path) / RATE_HZ
    return _Recital(device).give(path, seconds)


class _Recital:
    """One sound, one supervisor, no server."""

    def __init__(self, device: str | None) -> None:
        self._inbox: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._supervisor = Supervisor(
            lambda: SoundWorker([device] if device else [], self._hear),
            self,
            lambda pid: Witness(pid, self._hear_witness),
        )

    def give(self, path: Path, seconds: float) -> str | None:
        """Play it; return the reason of a failure."""
        self._supervisor.tick(time.monotonic())
        self._supervisor.play("recital", Piece(path, seconds), time.monotonic())
        try:
            while self._supervisor.busy:
                self._step()
        finally:
            self._supervisor.close()
        return self._reason

    def started(self, key: str) -> None:
        """Nothing to tell anybody."""

    def finished(self, key: str, proof: Proof) -> None:
        """It was heard."""
        self._reason: str | None = None

    def failed(self, key: str, reason: str) -> None:
        """It was not."""
        self._reason = reason

    def device_changed(self) -> None:
        """Nothing to tell anybody."""

    def _step(self) -> None:
        try:
            wait_s = self._supervisor.next_at() - time.monotonic()
            self._inbox.get(timeout=max(0.0, wait_s))()
        except Empty:
            self._supervisor.tick(time.monotonic())

    def _hear(self, worker: WorkerProcess, event: WorkerEvent) -> None:
        self._inbox.put(lambda: self._supervisor.hear(worker, event, time.monotonic()))

    def _hear_witness(self, witness: WitnessProcess, event: WitnessEvent) -> None:
        self._inbox.put(lambda: self._supervisor.hear_witness(witness, event, time.monotonic()))
