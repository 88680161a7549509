"""The announcer: decides what the hall hears next, in order, once.

It owns no truth: what waits stands in the journal, what sounds is told by the speaker, and after a
restart both are read again. In memory it keeps only what it has sent to the speaker and has no
answer for yet.

Rules, in the order in which they are tried at every turn:

1. what waited past its time expires;
2. no speaker: wait for one (a fault is raised by :mod:`display.hall.watch`);
3. a speaker without a sound device: after a short grace what waits fails with ``no_device``;
4. an emergency stops what sounds; the stopped item is spoken again from its beginning;
5. else the first of the queue by priority, then by age, is composed and sent.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import structlog

from audio import MissingClips, Sentence, Sound, SoundError
from display.clock import iso_now
from display.hall.preparation import WITHOUT_VOICE
from display.hall.queue import (
    RANK,
    end_announcement,
    expire_stale,
    prepare_again,
    start_announcement,
)
from display.hall.words import announcement_sentence
from display.journal import Announcement

if TYPE_CHECKING:
    from display.hall.speakers import Speaker
    from display.house import House

log = structlog.get_logger(__name__)

# A sound device may be gone for a moment (a plug moved, PulseAudio restarted); what waits is failed
# only after this. Measured with PulseAudio: recovery took 2.1 to 2.3 s every time.
DEVICE_GRACE_S = 3.0
# After a speaker signs in, its unacknowledged reports follow within this time; sending earlier
# could speak again what it has just finished.
SETTLE_S = 0.25
# A loss in the middle is replayed from the start; a sound that kills the device each time is not.
ATTEMPTS = 3
# A turn is a few short transactions; the whole server must have stopped within 2 s.
LAST_TURN_S = 0.5


class OnAir(NamedTuple):
    """What was sent to the speaker and has not ended."""

    announcement_id: str
    attempt: int
    rank: int
    stopping: bool = False


class Announcer:
    """The queue of one zone at work."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._desk = house.speakers
        self._desk.on_report = self.take_report
        self._desk.on_change = self.wake
        self._desk.on_arrival = self._welcome
        self._on_air: OnAir | None = None
        self._settled_at = 0.0
        self._attempts: dict[str, int] = {}
        self._captions: dict[str, dict[str, Any]] = {}
        self._wake = threading.Event()
        self._turn = threading.Lock()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="announcer", daemon=True)
        self.ticked_at = time.monotonic()

    def start(self) -> None:
        """Start taking turns."""
        self._thread.start()

    def stop(self) -> None:
        """Stop taking turns; what sounds goes on, its end is reported to the next server.

        Waits for the turn at hand, since the journal is closed after this.
        """
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(LAST_TURN_S)

    def wake(self) -> None:
        """Take a turn soon: the journal, a speaker or the clock has changed something."""
        self._wake.set()

    def take_report(self, report: Mapping[str, Any]) -> None:
        """Journal what a speaker says became of an announcement; a report twice is harmless."""
        announcement_id = str(report.get("announcement_id", ""))
        attempt = int(report.get("attempt", 1))
        outcome = report.get("outcome")
        with self._turn:
            if outcome == "started":
                self._started(announcement_id, attempt)
            elif outcome == "finished":
                self._finished(announcement_id, attempt)
            elif outcome == "failed":
                self._failed(announcement_id, attempt, str(report.get("reason") or "unknown"))
        self.wake()

    def take_turn(self) -> None:
        """Do once what the rules at the top of this page say."""
        with self._turn:
            self._follow_rules()

    def _run(self) -> None:
        while not self._stopping:
            self._wake.wait(1.0)
            self._wake.clear()
            if self._stopping:
                return
            try:
                self.take_turn()
            except Exception:
                log.exception("announcer's turn failed, goes on")
            self.ticked_at = time.monotonic()

    def _follow_rules(self) -> None:
        open_ones = self._read_open()
        if self._stale(open_ones):
            sparing = frozenset({self._on_air.announcement_id} if self._on_air else ())
            self._write(lambda tx: expire_stale(tx, iso_now(), sparing))
            open_ones = self._read_open()
        queue = _in_order(open_ones)
        self._forget_ended(queue)
        speaker = self._desk.holder
        if speaker is None or time.monotonic() < self._settled_at:
            return
        if speaker.state == "no_device":
            self._fail_waiting(speaker, queue)
        elif self._on_air is None:
            self._send_next(speaker, queue)
        else:
            self._preempt(speaker, queue)

    def _read_open(self) -> list[Announcement]:
        return self._house.journal.read(
            self._house.hall, lambda tx: tx.open_announcements(self._desk.zone)
        )

    def _stale(self, open_ones: list[Announcement]) -> bool:
        """Tell whether something but what sounds has waited past its time."""
        on_air, now = self._on_air.announcement_id if self._on_air else None, iso_now()
        return any(
            item.expires_at and item.expires_at <= now for item in open_ones if item.id != on_air
        )

    def _forget_ended(self, queue: list[Announcement]) -> None:
        """Stop what sounds although it has ended in the journal (cancelled by staff)."""
        on_air, open_ids = self._on_air, {item.id for item in queue}
        if on_air and on_air.announcement_id not in open_ids and not on_air.stopping:
            self._stop_sound(on_air)
        for known in [key for key in self._attempts if key not in open_ids]:
            del self._attempts[known]
            self._captions.pop(known, None)

    def _send_next(self, speaker: Speaker, queue: list[Announcement]) -> None:
        for item in queue:
            sound = self._compose(item, short=self._backlog(queue))
            if sound is None:
                continue
            attempt = max(item.attempt, self._attempts.get(item.id, 0)) + 1
            self._attempts[item.id] = attempt
            self._on_air = OnAir(item.id, attempt, RANK[item.priority])
            speaker.link.send(
                {
                    "type": "play",
                    "announcement_id": item.id,
                    "attempt": attempt,
                    "sound": sound.sha256,
                    "url": f"/api/v1/sounds/{sound.sha256}",
                    "duration_ms": sound.duration_ms,
                    "gap_ms": self._house.settings.gap_ms,
                }
            )
            return

    def _backlog(self, queue: list[Announcement]) -> bool:
        calls = sum(1 for item in queue if item.kind == "call")
        return calls > self._house.settings.short_form_at

    def _compose(self, item: Announcement, *, short: bool) -> Sound | None:
        """Return the item's sound; ``None`` (and a way out for the item) when there is none."""
        sentence = self._house.journal.read(
            self._house.hall, lambda tx: announcement_sentence(tx, item, short=short)
        )
        spoken = Sentence(sentence.caption, ()) if item.reason == WITHOUT_VOICE else sentence
        try:
            sound = self._house.composer.compose(spoken, chime=item.chime or None)
        except MissingClips as missing:
            log.warning("clips missing at call time", texts=missing.texts)
            self._write(lambda tx: prepare_again(tx, item.id))
            return None
        except SoundError as error:
            log.error("sound cannot be written", error=str(error))
            self._end(item.id, "failed", "sound_unwritable")
            return None
        self._captions[item.id] = {
            "sound": sound.sha256,
            "duration_ms": sound.duration_ms,
            "caption": sentence.caption,
        }
        return sound

    def _fail_waiting(self, speaker: Speaker, queue: list[Announcement]) -> None:
        """Fail what waits for a device that is gone; the speaker itself ends what it has begun."""
        if time.monotonic() - speaker.state_since < DEVICE_GRACE_S:
            return
        on_air = self._on_air.announcement_id if self._on_air else None
        for item in queue:
            if item.id != on_air:
                self._end(item.id, "failed", "no_device")

    def _preempt(self, speaker: Speaker, queue: list[Announcement]) -> None:
        on_air = self._on_air
        if on_air and queue and RANK[queue[0].priority] == 0 < on_air.rank and not on_air.stopping:
            self._stop_sound(on_air)

    def _stop_sound(self, on_air: OnAir) -> None:
        self._on_air = on_air._replace(stopping=True)
        if self._desk.holder:
            message = {"type": "stop", "announcement_id": on_air.announcement_id}
            self._desk.holder.link.send(message)

    def _welcome(self, speaker: Speaker) -> None:
        """Take over what a speaker is playing already, so that it is not sent twice."""
        self._settled_at = time.monotonic() + SETTLE_S
        self._on_air = None
        if speaker.playing:
            announcement_id, attempt = speaker.playing
            self._on_air = OnAir(announcement_id, attempt, RANK["call"])
            self._attempts[announcement_id] = attempt
        timer = threading.Timer(SETTLE_S, self.wake)
        timer.daemon = True
        timer.start()

    def _started(self, announcement_id: str, attempt: int) -> None:
        sound = self._captions.get(announcement_id, {})
        self._write(lambda tx: start_announcement(tx, announcement_id, attempt, **sound))

    def _finished(self, announcement_id: str, attempt: int) -> None:
        self._release(announcement_id)
        self._end(announcement_id, "finished", None)

    def _failed(self, announcement_id: str, attempt: int, reason: str) -> None:
        """Replay what was lost or pre-empted; give up after :data:`ATTEMPTS` losses."""
        on_air = self._on_air
        self._release(announcement_id)
        if reason == "stopped" and on_air and on_air.announcement_id == announcement_id:
            self._attempts[announcement_id] = attempt
            return
        if attempt < ATTEMPTS:
            log.warning("will be spoken again", announcement=announcement_id, reason=reason)
            return
        self._end(announcement_id, "failed", reason)

    def _release(self, announcement_id: str) -> None:
        if self._on_air and self._on_air.announcement_id == announcement_id:
            self._on_air = None

    def _end(self, announcement_id: str, how: Any, reason: str | None) -> None:
        self._write(lambda tx: end_announcement(tx, announcement_id, how, reason=reason))

    def _write(self, work: Any) -> Any:
        return self._house.journal.write(self._house.hall, work)


def _in_order(open_ones: list[Announcement]) -> list[Announcement]:
    """Return what may be spoken, in the order in which it will be: priority, then age."""
    waiting = [item for item in open_ones if item.state in {"queued", "started"}]
    return sorted(waiting, key=lambda item: (RANK[item.priority], item.queued_seq))
