"""The player: the queue of one zone. Orders are played one after another, each at most once.

One that interrupts goes to the front; what plays is stopped when its sound is at hand, so that the
hall hears no hole longer than a buffer or two.

One thread does everything that decides; others only drop calls into its inbox.
"""

import logging
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue

from audio.speaker.homecoming import Homecoming
from audio.speaker.orders import (
    FULL_VOLUME,
    Order,
    Outcome,
    Part,
    Proof,
    Report,
    SoundRef,
    Status,
    new_report_id,
)
from audio.speaker.output_choice import OutputChoice
from audio.speaker.sounds import FetchFailed, Sounds
from audio.speaker.supervisor import Piece, Supervisor
from audio.speaker.wav import RATE_HZ, BadSound, measure_sound
from audio.speaker.worker.process import Hear, WorkerProcess
from audio.speaker.worker.protocol import WorkerEvent
from audio.witness import HearWitness, WitnessEvent, WitnessProcess

log = logging.getLogger(__name__)

MAX_WAITING = 100  # the server sends one or a few at a time
MAX_REMEMBERED = 1000  # orders by which a second sending is known
MAX_PREFETCHES = 4
LONGEST_WAIT_S = 60.0
PAUSE_AFTER_MISTAKE_S = 0.1  # one that comes again and again must not eat the machine

StartWorker = Callable[[Sequence[str], Hear], WorkerProcess]
StartWitness = Callable[[int, HearWitness], WitnessProcess]


class Player:
    """Plays orders; tells `report` of every outcome and calls `status_changed` when it did.

    `play`, `stop`, `prepare`, `set_volume`, `set_output`, `set_lease` and `status` may be called
    from any thread and return at once. Without the lease nothing new is played.
    """

    def __init__(
        self,
        sounds: Sounds,
        start_worker: StartWorker,
        start_witness: StartWitness,
        choice: OutputChoice,
        report: Callable[[Report], None],
        status_changed: Callable[[], None],
    ) -> None:
        self._sounds = sounds
        self._choice = choice
        self._hand_over = report
        self._status_changed = status_changed
        self._supervisor = Supervisor(
            lambda: start_worker(choice.order, self._hear),
            self,
            lambda pid: start_witness(pid, self._hear_witness),
        )
        self._homecoming = Homecoming()
        self._inbox: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._waiting: deque[Order] = deque()
        self._current: Order | None = None
        self._seen: OrderedDict[str, Report | None] = OrderedDict()  # by key: how it ended
        self._fetching: set[str] = set()
        self._parts: dict[str, dict[int, Part]] = {}  # by key and number: not handed on yet
        self._next_part = 1
        self._granted = False
        self._volume = FULL_VOLUME
        self._ended_at = float("-inf")
        self._status = Status()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="player", daemon=True)

    def start(self) -> None:
        """Start the first sound worker and begin to take orders."""
        self._thread.start()

    def close(self, timeout_s: float = 2.0) -> None:
        """Fall silent at once, end the worker, and wait for that."""
        self._inbox.put(self._be_closed)
        self._thread.join(timeout_s)

    def play(self, order: Order) -> None:
        """Take an order; one that waits or plays is ignored, of one that has ended that is said."""
        self._inbox.put(partial(self._take, order))

    def add(self, part: Part) -> None:
        """Take what follows the beginning of an order that waits or plays."""
        self._inbox.put(partial(self._take_part, part))

    def stop(self, announcement_id: str) -> None:
        """Stop or forget the announcement; it fails with reason `stopped`."""
        self._inbox.put(partial(self._stop, announcement_id))

    def prepare(self, sound: SoundRef) -> None:
        """Fetch the sound, for it will be asked for soon."""
        self._inbox.put(partial(self._prepare, sound))

    def set_volume(self, volume: int) -> None:
        """Play at `volume` percent from now on, also what plays; but not what has its own."""
        self._inbox.put(partial(self._set_volume, volume))

    def set_output(self, device: str | None, fallbacks: Sequence[str] = ()) -> None:
        """Play on the output of that name from now on, or choose anew (None).

        What plays begins anew there. While it is gone the first of `fallbacks` that is there has
        the sound, and nothing else.
        """
        self._inbox.put(partial(self._set_output, device, tuple(fallbacks)))

    def set_lease(self, granted: bool) -> None:
        """Be the voice of the zone, or stand by: what waits is then given back as `stopped`."""
        self._inbox.put(partial(self._set_lease, granted))

    def status(self) -> Status:
        """Return how the speaker is now."""
        return self._status

    def started(self, key: str) -> None:
        """Report the beginning (called by the supervisor)."""
        self._tell("started")

    def finished(self, key: str, proof: Proof) -> None:
        """Report the end (called by the supervisor)."""
        self._end_current("finished", None, proof)

    def failed(self, key: str, reason: str) -> None:
        """Report that it was not wholly played (called by the supervisor)."""
        self._end_current("failed", reason)

    def device_changed(self) -> None:
        """Keep the first output that was heard; the status is compared after every step."""
        supervisor = self._supervisor
        heard = supervisor.state == "ready" and supervisor.witness != "none"
        if heard and supervisor.is_named:
            self._choice.keep(supervisor.opened)

    def _run(self) -> None:
        while not self._closing:
            now = time.monotonic()
            due = min(self._supervisor.next_at(), self._next_turn_at(), self._home_at())
            wait_s = due - now
            try:
                step = self._inbox.get(timeout=max(0.0, min(wait_s, LONGEST_WAIT_S)))
            except Empty:
                step = None
            self._guard(step)
        self._supervisor.close()

    def _guard(self, step: Callable[[], None] | None) -> None:
        """Take one step; a mistake in one must not silence the hall."""
        try:
            if step:
                step()
            self._supervisor.tick(time.monotonic())
            self._go_home()
            self._take_turn()
            self._hand_on_parts()
        except Exception:
            log.exception("the player goes on after")
            time.sleep(PAUSE_AFTER_MISTAKE_S)
        self._publish()

    def _hear(self, worker: WorkerProcess, event: WorkerEvent) -> None:
        """Take a worker's word, from its thread."""
        self._inbox.put(lambda: self._supervisor.hear(worker, event, time.monotonic()))

    def _hear_witness(self, witness: WitnessProcess, event: WitnessEvent) -> None:
        """Take a witness's word, from its thread."""
        self._inbox.put(lambda: self._supervisor.hear_witness(witness, event, time.monotonic()))

    def _be_closed(self) -> None:
        self._closing = True

    def _set_lease(self, granted: bool) -> None:
        self._granted = granted
        while self._waiting and not granted:
            self._report(Report(self._waiting.popleft(), "failed", "stopped"))

    def _set_volume(self, volume: int) -> None:
        self._volume = volume
        if self._current and self._current.volume is None:
            self._supervisor.set_volume(self._current.key, volume)

    def _set_output(self, device: str | None, fallbacks: tuple[str, ...]) -> None:
        changed, others = self._choice.choose(device), self._choice.allow(fallbacks)
        # One that plays where it should needs its fallbacks only when it is started anew.
        if changed or (others and not self._is_home()):
            self._supervisor.restart(time.monotonic())

    def _is_home(self) -> bool:
        opened = self._supervisor.opened
        return self._supervisor.state in {"ready", "silent"} and opened == self._choice.device

    def _stands_in(self) -> bool:
        """Whether a fallback is heard instead of the hall's own output."""
        opened = self._supervisor.opened
        return self._supervisor.state in {"ready", "silent"} and opened in self._choice.fallbacks

    def _home_at(self) -> float:
        return float("inf") if self._supervisor.busy else self._homecoming.due

    def _go_home(self) -> None:
        """Go back to the hall's own output when it is there again, between two sounds."""
        now, device = time.monotonic(), self._choice.device
        away, listed = self._stands_in(), device in self._supervisor.devices
        self._homecoming.note(away=away, listed=listed, now=now)
        if not self._supervisor.busy and self._homecoming.is_due(now):
            log.info("the hall's output is there again: %s", device)
            self._supervisor.restart(now)

    def _take(self, order: Order) -> None:
        if not self._granted:
            log.warning("order %s ignored: standing by", order.key)
            return
        if order.key in self._seen:
            # A server that lost the leadership or started again may not know what it has asked, nor
            # how it ended; unanswered it would wait for that for ever, and the hall be silent.
            if end := self._seen[order.key]:
                self._report(replace(end, report_id=new_report_id()))
            return
        if len(self._waiting) >= MAX_WAITING:
            self._report(Report(order, "failed", "stopped"))
            return
        self._seen[order.key] = None
        if len(self._seen) > MAX_REMEMBERED:
            self._seen.popitem(last=False)
        if order.interrupt:
            self._waiting.appendleft(order)
        else:
            self._waiting.append(order)

    def _take_part(self, part: Part) -> None:
        orders = [*self._waiting, *([self._current] if self._current else [])]
        if any(order.key == part.key for order in orders):
            self._parts.setdefault(part.key, {}).setdefault(part.number, part)

    def _hand_on_parts(self) -> None:
        """Hand the parts of what plays on, in order, each as soon as its sound is here."""
        key = self._current.key if self._current else ""
        for gone in self._parts.keys() - {key, *(order.key for order in self._waiting)}:
            del self._parts[gone]
        parts = self._parts.get(key, {})
        while part := parts.get(self._next_part):
            path = self._sounds.find(part.sound.sha256)
            if path is None:
                self._fetch(part.sound)
                return
            try:
                seconds = measure_sound(path) / RATE_HZ
            except BadSound:  # nothing follows then, and all of it is spoken again
                return
            self._next_part += 1
            self._supervisor.extend(key, Piece(path, seconds, part.pause_s), more=part.more)

    def _stop(self, announcement_id: str) -> None:
        for order in [o for o in self._waiting if o.announcement_id == announcement_id]:
            self._waiting.remove(order)
            self._report(Report(order, "failed", "stopped"))
        if self._current and self._current.announcement_id == announcement_id:
            self._supervisor.stop(self._current.key, time.monotonic())

    def _prepare(self, sound: SoundRef) -> None:
        if len(self._fetching) < MAX_PREFETCHES and not self._sounds.find(sound.sha256):
            self._fetch(sound)

    def _fetch(self, sound: SoundRef) -> None:
        if sound.sha256 not in self._fetching:
            self._fetching.add(sound.sha256)
            threading.Thread(target=self._fetch_aside, args=(sound,), daemon=True).start()

    def _fetch_aside(self, sound: SoundRef) -> None:
        reason = None
        try:
            self._sounds.fetch(sound)
        except FetchFailed as error:
            reason = error.reason
            log.warning("sound %s: %s", sound.sha256, error)
        except Exception:
            reason = "fetch"
            log.exception("sound %s cannot be kept", sound.sha256)
        self._inbox.put(partial(self._be_fetched, sound.sha256, reason))

    def _be_fetched(self, sha256: str, reason: str | None) -> None:
        self._fetching.discard(sha256)
        for parts in self._parts.values() if reason else ():
            for part in [part for part in parts.values() if part.sound.sha256 == sha256]:
                del parts[part.number]  # nothing follows then, and all of it is spoken again
        for order in [o for o in self._waiting if reason and o.sound.sha256 == sha256]:
            self._waiting.remove(order)
            self._report(Report(order, "failed", reason))

    def _give_way(self) -> None:
        """Give up what plays for an order that interrupts, as soon as its sound is here."""
        current, first = self._current, self._waiting[0] if self._waiting else None
        if current is None or first is None or not first.interrupt:
            return
        path = self._sounds.find(first.sound.sha256)
        if path is None:
            self._fetch(first.sound)
        elif _is_playable(path):
            self._supervisor.drop(current.key)

    def _next_turn_at(self) -> float:
        """Return when the silence before the first of the queue is long enough."""
        if self._current or not self._waiting or self._waiting[0].sound.sha256 in self._fetching:
            return float("inf")
        return self._ended_at + self._waiting[0].gap_s

    def _take_turn(self) -> None:
        """Play the first of the queue if it is its time; without a device all of it fails."""
        self._give_way()
        while self._waiting and not self._current:
            order = self._waiting[0]
            if self._supervisor.state in {"no_device", "silent"}:
                self._waiting.popleft()
                self._report(Report(order, "failed", self._supervisor.reason))
                continue
            path = self._sounds.find(order.sound.sha256)
            if path is None:
                self._fetch(order.sound)
                return
            if time.monotonic() < self._next_turn_at():
                return
            self._perform(order, path)

    def _perform(self, order: Order, path: Path) -> None:
        self._waiting.popleft()
        try:
            seconds = measure_sound(path) / RATE_HZ
        except BadSound:
            self._report(Report(order, "failed", "bad_sound"))
            return
        self._current, self._next_part = order, 1
        volume = self._volume if order.volume is None else order.volume
        piece = Piece(path, seconds)
        self._supervisor.play(order.key, piece, time.monotonic(), volume, more=order.more)

    def _report(self, report: Report) -> None:
        """Hand a report over; how an order ended is remembered with it."""
        if report.outcome != "started" and report.order.key in self._seen:
            self._seen[report.order.key] = report
        self._hand_over(report)

    def _tell(
        self, outcome: Outcome, reason: str | None = None, proof: Proof | None = None
    ) -> None:
        if self._current:
            supervisor = self._supervisor
            known = proof or Proof(supervisor.witness, supervisor.device)
            self._report(Report(self._current, outcome, reason, known))

    def _end_current(
        self, outcome: Outcome, reason: str | None, proof: Proof | None = None
    ) -> None:
        self._tell(outcome, reason, proof)
        self._ended_at = time.monotonic()
        self._current = None

    def _publish(self) -> None:
        """Make the status known when it is another than before."""
        state, device = self._supervisor.state, self._supervisor.device
        order = self._current or (self._waiting[0] if self._waiting else None)
        playing = state == "ready" and self._current is not None
        status = Status(
            "playing" if playing else state,
            device,
            order,
            self._supervisor.reason or None,
            self._supervisor.witness,
            self._supervisor.devices,
            self._supervisor.lack or None,
            self._stands_in(),
        )
        if status != self._status:
            self._status = status
            self._status_changed()


def _is_playable(path: Path) -> bool:
    try:
        measure_sound(path)
    except BadSound:
        return False
    return True
