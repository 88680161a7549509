"""The supervisor: keeps a sound worker alive and gets one sound at a time wholly played.

It is a plain state machine without threads of its own: its owner passes in what the worker says
(`hear`) and the time (`tick`), all from one thread. What it promises about a sound it was given:

* `started` is told once, when the sound begins; then exactly one of `finished` and `failed`;
* when the worker or the device goes in the middle, the sound is played again from its start if
  the device is back within REPLAY_WITHIN_S, at most MAX_REPLAYS times;
* a sound may come in pieces, each known before the one before it ends (`more`); they have one
  outcome, and after a loss all of them are played again. When a piece does not come in time it
  fails with reason `starved`;
* without a device a new sound fails at once with `no_device`;
* where a witness says that the hall hears nothing (muted, another output, ...) the sound is stopped
  and played again like one that was lost, and a new one fails at once with the witness's word. The
  witness is asked before the first sound and at the end of each: `finished` is told only when all
  was well at the start, throughout and at the end.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from audio.speaker.orders import FULL_VOLUME, Proof
from audio.speaker.output_watch import OutputWatch, StartWitness
from audio.speaker.worker.process import WorkerProcess
from audio.speaker.worker.protocol import WorkerEvent
from audio.witness import Output, WitnessEvent, WitnessProcess

log = logging.getLogger(__name__)

DeviceState = Literal["starting", "ready", "silent", "no_device"]

REPLAY_WITHIN_S = 10.0
MAX_REPLAYS = 3  # a sound that brings the worker down each time must end too
STARVED_S = 4.0  # of silence in the middle of an announcement; then others are heard
DEADLINE_EXTRA_S = 3.0  # beyond the sound's length, from the command to `finished`
STOP_WITHIN_S = 1.0
CLOSE_WITHIN_S = 1.0
# From the start to the first word. The worker ends a hanging init itself after 4 s; the rest is
# for loading pygame from a slow card.
FIRST_WORD_S = 20.0
SILENCE_S = 5.0  # the worker says `beat` every second
# Pauses before a restart, by how many workers in a row ended soon: at once after a single mishap,
# never longer than 10 s (MPD's REOPEN_AFTER) however often SDL crashes for want of a device.
RESTART_AFTER_S = (0.0, 0.0, 0.5, 2.0, 4.0, 8.0, 9.0)
STILLBORN_ARE_NO_DEVICE = 2  # a worker that ends before its first word is a mishap, a second is not
RESTART_WAITED_FOR_S = 1.0  # ... and never longer than this while a sound waits for its replay
HEALTHY_S = 10.0
# What the witness may say of a worker that has not opened its output yet, and never may.
SILENT_UNOPENED = frozenset({"unanswering", "suspended", "unlinked"})
# Beyond the sound's length. A whole call takes up to 40 ms more, one with 200 ms of holes 210 ms
# (measured on PulseAudio and PipeWire under load).
STUTTER_MS = 150


class Listener(Protocol):
    """Who is told what becomes of sounds and of the device."""

    def started(self, key: str) -> None:
        """The sound begins now."""

    def finished(self, key: str, proof: Proof) -> None:
        """All of it was taken by a device that was there before, during and after."""

    def failed(self, key: str, reason: str) -> None:
        """It will not be heard (wholly)."""

    def device_changed(self) -> None:
        """`state` or `device` is another now."""


class Piece(NamedTuple):
    """A sound file, how long it is (s), and the silence before it, if it is not the first."""

    path: Path
    seconds: float
    pause_s: float = 0.0


@dataclass(slots=True)
class Performance:
    """The sound in hand; `played_s` is known when the worker is through with all of it.

    `at` is the piece that plays, or played last while it is `between` two of them.
    """

    key: str
    pieces: list[Piece]
    volume: int = FULL_VOLUME
    more: bool = False
    at: int = 0
    between: bool = False
    heard_s: float = 0.0
    ended_at: float = 0.0
    resume_at: float = float("inf")
    told_started: bool = False
    played_s: float | None = None
    at_worker: bool = False  # the present worker has it
    stopping: bool = False
    replays: int = 0
    lost_reason: str = ""
    deadline: float = float("inf")

    @property
    def name(self) -> str:
        """The key by which the worker knows this playing of it, and no other."""
        return f"{self.key}~{self.replays}.{self.at}"

    @property
    def seconds(self) -> float:
        """How long all of its pieces are."""
        return sum(piece.seconds for piece in self.pieces)

    def rewind(self) -> None:
        """Begin anew with the first piece."""
        self.at, self.between, self.at_worker = 0, False, False
        self.heard_s, self.played_s, self.resume_at = 0.0, None, float("inf")


class Supervisor:
    """See the module; what `start_worker` and `start_witness` start is given back in `hear`."""

    def __init__(
        self,
        start_worker: Callable[[], WorkerProcess],
        listener: Listener,
        start_witness: StartWitness | None = None,
    ) -> None:
        self._start_worker = start_worker
        self._listener = listener
        self._watch = OutputWatch(start_witness)
        self._worker: WorkerProcess | None = None
        self._performance: Performance | None = None
        self._ready_at = 0.0
        self._short_lives = 0
        self._stillborn = 0
        self._restart_at = 0.0
        self._silent_at = float("inf")
        self.state: DeviceState = "starting"
        self.reason = ""  # why the hall hears nothing: a word of the witness, or no_device
        self.device: str | None = None
        self.devices: tuple[str, ...] = ()
        self.lack = ""  # the package of the system that is missing, with the reason no_library
        self.opened = ""  # the output that the worker opened, or the driver where that has no name
        self.is_named = False  # whether that can be opened by its name again

    @property
    def witness(self) -> str:
        """Who says that the hall hears: `pulse` or `none`."""
        return self._watch.output.by

    @property
    def busy(self) -> bool:
        """Whether a sound is in hand."""
        return self._performance is not None

    def play(
        self,
        key: str,
        piece: Piece,
        now: float,
        volume: int = FULL_VOLUME,
        *,
        more: bool = False,
    ) -> None:
        """Play the sound at `volume` percent; with `more` the piece is only its beginning.

        Its outcome is told to the listener, perhaps before this returns.
        """
        if self._performance:
            raise RuntimeError("one sound at a time")
        self._performance = Performance(key, [piece], volume, more)
        if self.state in {"no_device", "silent"}:
            self._end(self.reason)
        elif self.state == "starting":
            self._performance.deadline = now + FIRST_WORD_S
        else:
            self._perform(now)

    def extend(self, key: str, piece: Piece, *, more: bool) -> None:
        """Go on with the piece after those that are known, if it is the sound in hand."""
        performance = self._performance
        if performance and performance.key == key and performance.more:
            performance.pieces.append(piece)
            performance.more = more
            if performance.between:
                self._plan_next(performance)

    def stop(self, key: str, now: float) -> None:
        """Stop the sound if it is the one in hand; it fails with reason `stopped`."""
        performance = self._performance
        if performance is None or performance.key != key or performance.stopping:
            return
        if not performance.at_worker or self._worker is None:
            self._end("stopped")
            return
        performance.stopping = True
        performance.deadline = now + STOP_WITHIN_S
        self._worker.send({"do": "stop", "key": performance.name})

    def drop(self, key: str) -> None:
        """Fail the sound with reason `stopped` if it is the one in hand, but let it sound on.

        The next one that is played takes its place in the same buffer of the device.
        """
        if self._performance and self._performance.key == key:
            self._end("stopped")

    def set_volume(self, key: str, volume: int) -> None:
        """Change the volume of the sound in hand, if it is that one."""
        performance = self._performance
        if performance is None or performance.key != key:
            return
        performance.volume = volume
        if performance.at_worker and self._worker:
            self._worker.send({"do": "volume", "key": performance.name, "volume": str(volume)})

    def next_at(self) -> float:
        """Return when `tick` is next needed."""
        performance = self._performance
        due = float("inf")
        if performance:
            due = min(performance.deadline, performance.resume_at)
        worker = self._silent_at if self._worker else self._restart_at
        return min(due, worker, self._watch.next_at())

    def tick(self, now: float) -> None:
        """Do what is due: restart a worker, kill one that is silent or late, give up waiting."""
        if self._worker is None and now >= self._restart_at:
            self._start(now)
        if self._worker and now >= self._silent_at:
            log.warning("sound worker says nothing, killed")
            self._drop_worker("worker_died", now)
        if now >= self._watch.next_at():
            self._watch.tick(now)
            self._follow_output(now)
        performance = self._performance
        if performance and performance.between and now >= performance.resume_at:
            performance.at += 1
            self._perform(now)
        elif performance and now >= performance.deadline:
            self._pass_deadline(performance, now)

    def hear(self, worker: WorkerProcess, event: WorkerEvent, now: float) -> None:
        """Take what a worker says; the words of one that was given up are ignored."""
        if worker is not self._worker:
            return
        self._silent_at = now + SILENCE_S
        performance = self._performance
        mine = performance is not None and performance.at_worker and event.key == performance.name
        if event.event == "ready":
            self._be_ready(event, now)
        elif event.event == "devices":
            self.devices = event.names
        elif event.event == "no_device":
            self._be_without_device(event.detail, event.reason or "no_device")
        elif event.event in {"lost", "stalled", "died"}:
            self._lose(event, now)
        elif mine:
            self._follow(event, now)

    def hear_witness(self, witness: WitnessProcess, event: WitnessEvent, now: float) -> None:
        """Take what a witness says of the output."""
        self._watch.hear(witness, event, now)
        self._follow_output(now)

    def restart(self, now: float) -> None:
        """Start another worker at once, for another output; the sound in hand is played again."""
        if self._worker:
            self._drop_worker("worker_died", now)
        self._restart_at = now

    def close(self) -> None:
        """End the worker and see it gone; what was playing is not told of."""
        self._watch.end()
        worker, self._worker, self._performance = self._worker, None, None
        self._restart_at = float("inf")
        if worker:
            worker.close(CLOSE_WITHIN_S)

    def _start(self, now: float) -> None:
        self._restart_at = float("inf")
        self._silent_at = now + FIRST_WORD_S
        self._ready_at = 0.0
        try:
            self._worker = self._start_worker()
            self._watch.begin(self._worker.pid, now)
        except OSError as error:
            log.error("the sound worker cannot be started: %s", error)
            self._short_lives += 1
            self._be_without_device(str(error))
            self._plan_restart(now)

    def _be_ready(self, event: WorkerEvent, now: float) -> None:
        self._ready_at = now
        self.opened, self.is_named = event.device, event.device != event.driver
        log.info("sound device ready: %s (%s)", event.device, event.driver)
        self._watch.expect(event.device if self.is_named else "", event.driver, now)
        self._follow_output(now)

    def _follow_output(self, now: float) -> None:
        """Act on the witness's last word, unless a newer one was asked for."""
        output = self._watch.output
        if output.silent and (self._ready_at or output.state in SILENT_UNOPENED):
            self._be_silent(output, now)
        elif self._ready_at and not self._watch.asking:
            self._be_heard(output, now)

    def _be_heard(self, output: Output, now: float) -> None:
        """The device is open, and whoever can say so says that the hall hears it."""
        self._set_device("ready", output.device or self.opened)
        performance = self._performance
        if performance and performance.played_s is not None:
            self._finish(performance, performance.played_s)
        elif performance and not (performance.at_worker or performance.between):
            self._perform(now)

    def _be_silent(self, output: Output, now: float) -> None:
        """Samples are taken, and the hall hears nothing: what plays is to be played again."""
        if (self.state, self.reason) != ("silent", output.state):
            log.warning("the hall hears nothing: %s (%s)", output.state, output.device)
        self._set_device("silent", output.device, reason=output.state)
        performance = self._performance
        if performance and (performance.at_worker or performance.between) and self._worker:
            self._worker.send({"do": "stop", "key": performance.name})
            self._keep_for_replay(output.state, now)
        elif performance and not performance.lost_reason:
            performance.lost_reason = output.state
            performance.deadline = now + REPLAY_WITHIN_S

    def _be_without_device(self, detail: str, reason: str = "") -> None:
        """No sound can be played; without a ``reason`` a better one that is known stays."""
        if self.state != "no_device":
            log.warning("no sound device: %s", detail)
        if reason == "no_library":
            self._set_device("no_device", None, reason="no_library", lack=detail)
        elif reason or self.state != "no_device":
            self._set_device("no_device", None, reason="no_device")
        performance = self._performance
        if performance and not performance.lost_reason:
            self._end("no_device")
        elif performance:
            performance.lost_reason = "device_lost"

    def _set_device(
        self, state: DeviceState, device: str | None, *, reason: str = "", lack: str = ""
    ) -> None:
        changed = (state, device, reason) != (self.state, self.device, self.reason)
        self.state, self.device, self.reason, self.lack = state, device, reason, lack
        if changed:
            self._listener.device_changed()

    def _perform(self, now: float) -> None:
        performance = self._performance
        if performance and self._worker:
            piece = performance.pieces[performance.at]
            performance.at_worker, performance.between = True, False
            performance.resume_at = float("inf")
            performance.deadline = now + piece.seconds + DEADLINE_EXTRA_S
            command = {"do": "play", "key": performance.name, "path": str(piece.path)}
            self._worker.send(command | {"volume": str(performance.volume)})

    def _follow(self, event: WorkerEvent, now: float) -> None:
        performance = self._performance
        if performance is None:
            return
        if event.event == "started" and not performance.told_started:
            performance.told_started = True
            self._listener.started(performance.key)
        elif event.event == "finished":
            performance.heard_s += event.played_s
            self._go_on(performance, now)
        elif event.event == "failed":
            self._end(event.reason)

    def _go_on(self, performance: Performance, now: float) -> None:
        """A piece was played: have the next one played, wait for it, or come to the end."""
        if performance.more or performance.at + 1 < len(performance.pieces):
            performance.between, performance.at_worker, performance.ended_at = True, False, now
            self._plan_next(performance)
            return
        performance.played_s = performance.heard_s
        self._watch.look(now)
        self._follow_output(now)

    def _plan_next(self, performance: Performance) -> None:
        following = performance.pieces[performance.at + 1 :]
        if following:
            performance.resume_at = performance.ended_at + following[0].pause_s
        performance.deadline = performance.ended_at + STARVED_S if not following else float("inf")

    def _finish(self, performance: Performance, played_s: float) -> None:
        self._short_lives = 0
        self._performance = None
        over_ms = round(1000 * (played_s - performance.seconds))
        stutter_ms = over_ms if over_ms > STUTTER_MS else 0
        self._listener.finished(performance.key, Proof(self.witness, self.device, stutter_ms))

    def _lose(self, event: WorkerEvent, now: float) -> None:
        level = logging.WARNING if self._ready_at else logging.DEBUG  # one that never played
        log.log(level, "sound worker: %s %s", event.event, event.detail)
        reasons = {"lost": "device_lost", "stalled": "stalled", "died": "worker_died"}
        self._drop_worker(reasons[event.event], now)

    def _drop_worker(self, reason: str, now: float) -> None:
        """Give the worker up, plan the next one, and keep the sound in hand for a replay."""
        worker, self._worker = self._worker, None
        output = self._watch.output
        self._watch.end()
        if worker:
            worker.kill()
        healthy = self._ready_at and now - self._ready_at >= HEALTHY_S
        self._short_lives = 0 if healthy else self._short_lives + 1
        # A device that took nothing any more is under suspicion: the next worker may hang in it.
        opened = self._ready_at and reason != "stalled"
        self._stillborn = 0 if opened else self._stillborn + 1
        self._keep_for_replay(reason, now)
        self._plan_restart(now)
        self._tell_loss(reason, output)

    def _tell_loss(self, reason: str, output: Output) -> None:
        """Say what is known of the device between two workers."""
        if reason == "device_lost":
            self._be_without_device("it went away")
        elif output.silent:  # the next worker will hang, too, for as long as it is so
            self._set_device("silent", None, reason=output.state)
        elif self._stillborn >= STILLBORN_ARE_NO_DEVICE or self.state == "no_device":
            self._be_without_device("the sound worker cannot open it")
        elif self.state != "silent":
            self._set_device("starting", None)

    def _plan_restart(self, now: float) -> None:
        step = min(self._short_lives, len(RESTART_AFTER_S) - 1)
        pause = RESTART_AFTER_S[step]
        self._restart_at = now + (min(pause, RESTART_WAITED_FOR_S) if self.busy else pause)

    def _keep_for_replay(self, reason: str, now: float) -> None:
        performance = self._performance
        if performance is None or not (performance.at_worker or performance.between):
            return
        performance.rewind()
        performance.lost_reason = reason
        performance.replays += 1
        performance.deadline = now + REPLAY_WITHIN_S
        if performance.stopping:
            self._end("stopped")
        elif performance.replays > MAX_REPLAYS:
            self._end(reason)

    def _pass_deadline(self, performance: Performance, now: float) -> None:
        if performance.at_worker:
            log.warning("sound %s is overdue, worker killed", performance.key)
            self._drop_worker("stalled", now)
        else:
            starved = "starved" if performance.between else "no_device"
            self._end(performance.lost_reason or starved)

    def _end(self, reason: str) -> None:
        performance, self._performance = self._performance, None
        if performance:
            self._listener.failed(performance.key, reason)
