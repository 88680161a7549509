"""The announcer: decides what the hall hears next, in order, once.

It owns no truth: what waits stands in the journal, what sounds is told by the speaker. In memory it
keeps only what it has sent to the speaker and has no answer for yet.

Rules, in the order in which they are tried at every turn:

1. what is past its time ends;
2. no speaker: wait for one (a fault is raised by :mod:`display.hall.health.monitor`);
3. a speaker without a sound device: after a short grace what waits fails with ``no_device``, but an
   emergency never does: it stands on the screens and is spoken when there is a device again;
   a speaker whose sound does not reach the hall (muted, another output, …): what waits is shown,
   and spoken when all is well again; what expires until then has failed with that reason;
4. an emergency interrupts what sounds, which is spoken again from its beginning; while it stands
   nothing else is spoken, and until staff end it it is said again and again if that was asked; it
   waits for nobody: until its words are made its alarm tone sounds, again and again;
5. else the first of :mod:`display.hall.announcing.priority` that is not held is composed and sent;
6. where there is none, a text whose words are still being made begins with its chime, and goes on
   part by part (:mod:`display.hall.playback.recital`); it gives way to whatever is ready while the
   hall waits for its next part.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar, cast

import structlog

from audio import MissingClips, RecordingLost, SoundError
from display.clock import iso_now
from display.database import LeaseLost
from display.hall.announcing import (
    end_announcement,
    expire_stale,
    hall_due_step,
    hold_of,
    is_emergency,
    prepare_again,
    rank_of,
    sound_alarm,
    speakable,
    stale_of,
    start_announcement,
    take_volume_step,
    the_zone,
)
from display.hall.playback.airtime import AirtimeBook
from display.hall.playback.alarm import AlarmTone
from display.hall.playback.attempts import Attempts, OnAir
from display.hall.playback.early_speech import EarlySpeech
from display.hall.playback.fetching import Fetching
from display.hall.playback.reports import proof_of, reason_of
from display.hall.playback.zone_settings import ZoneSettings
from display.hall.reasons import SILENT_REASONS, VOICE_NOT_MADE, WITHOUT_VOICE
from display.hall.speech import Lengths, Voiced, speaks_short, voice_announcement
from display.journal import Announcement, Event, OpenAnnouncements, Transaction, Zone
from display.loop import Loop

if TYPE_CHECKING:
    from display.hall.announcing import StartedSound
    from display.hall.context import HallContext
    from display.hall.playback.reports import SpeakerReport
    from display.hall.playback.speaker import Speaker
    from display.hall.playback.speakers import SpeakerDesk
    from display.hall.reasons import Ending, Reason
    from display.hall.speech import RecordedSounds

T = TypeVar("T")
log = structlog.get_logger(__name__)

# A sound device may be gone for a moment: a plug that staff push back, a sound server that starts
# again and finds its card later. What waits is failed only after this.
DEVICE_GRACE_S = 30.0
# After a speaker signs in, its unacknowledged reports follow within this time; sending earlier
# could speak again what it has just finished.
SETTLE_S = 0.25
# A loss in the middle is replayed from the start; a sound that kills the device each time is not.
ATTEMPTS = 3
# Between two times that an emergency is said: time to act; ISO 7240-16 allows 30 s.
EMERGENCY_PAUSE_S = 4.0
# A speaker tells every 3 s what it has in hand, and repeats a report that is not acknowledged.
UNANSWERED_S = 10.0
# Besides whenever it is woken: expiry comes with time alone, and a wake-up may be lost.
BEAT_S = 1.0
# A turn is a few short transactions; the whole server must have stopped within 2 s.
LAST_TURN_S = 0.5
# Of so many sounds it is remembered whether they had holes.
STUTTERS_KEPT = 10
# Between two alarm tones, while the words of an emergency are being made.
ALARM_PAUSE_S = 0.5
# What a speaker plays that the journal does not know may be interrupted by any emergency.
RANK_OF_STRANGERS = 9
# An emergency is heard whatever volume the hall was set to.
FULL_VOLUME = 100


class Announcer:
    """The queue of one zone at work."""

    def __init__(self, hall: HallContext, desk: SpeakerDesk, recordings: RecordedSounds) -> None:
        self._hall = hall
        self._recordings = recordings
        self._desk = desk
        desk.listen(self)
        turns = hall.settings.turn_after_calls, hall.settings.turn_after_s
        self.airtime = AirtimeBook(hall.settings.gap_ms / 1000, *turns, zone=desk.zone)
        self.lengths = Lengths()
        self.zone = Zone(self._desk.zone, "")
        self._volume_steps = False
        self._on_air: OnAir | None = None
        self._interrupted: OnAir | None = None
        self._settled_at = 0.0
        self._attempts = Attempts()
        self.fetching = Fetching()
        self._early = EarlySpeech(hall)
        self._sent: dict[str, StartedSound] = {}
        self._alarm = AlarmTone(hall)
        self._zone_settings = ZoneSettings()
        self._turn = threading.Lock()
        self.loop = Loop("announcer", self.take_turn, beat_s=BEAT_S)
        self.stutters: deque[bool] = deque(maxlen=STUTTERS_KEPT)

    @property
    def on_air_id(self) -> str | None:
        """The id of the announcement that the speaker has in hand, if it has one."""
        return self._on_air.announcement_id if self._on_air else None

    def start(self) -> None:
        """Start taking turns."""
        self.loop.start()

    def stop(self) -> None:
        """Stop taking turns; what sounds goes on, its end is reported to the next server.

        Waits for the turn at hand, since the journal is closed after this.
        """
        self.loop.stop(LAST_TURN_S)

    def wake(self) -> None:
        """Take a turn soon: the journal, a speaker or the clock has changed something."""
        self.loop.wake()

    def hear_pace(self, pace_s: float | None) -> None:
        """Take a turn soon: a phrase was made, and took ``pace_s`` for each letter."""
        self._early.pace_s = pace_s
        self.wake()

    def speaker_changed(self) -> None:
        """Take a turn soon: a speaker has gone, or is in another state."""
        self.wake()

    def report_received(self, report: SpeakerReport) -> None:
        """Journal what a speaker says became of an announcement; a report twice is harmless."""
        announcement_id, attempt = report["announcement_id"], report["attempt"]
        outcome = report["outcome"]
        with self._turn:
            if outcome == "started":
                self._started(announcement_id, attempt, report)
            elif outcome == "finished":
                self._finished(announcement_id, attempt, report)
            elif outcome == "failed":
                self._failed(announcement_id, attempt, reason_of(report))
        self.wake()

    def take_turn(self) -> None:
        """Do once what the rules at the top of this page say, if this server leads the hall."""
        with self._turn, suppress(LeaseLost):
            if self._hall.leads:
                self._follow_rules()

    def take_over(self) -> None:
        """Forget what was sent, since another server may have led; waits for the turn at hand."""
        with self._turn:
            self._on_air = self._interrupted = None
            self._attempts, self.fetching = Attempts(), Fetching()
            self._early.keep(frozenset())
            self._sent.clear()

    def _follow_rules(self) -> None:
        open_ones = self._read_open()
        # Between two announcements: the volume never steps within the words of one.
        if self._volume_steps and self._on_air is None:
            self._write(lambda tx: take_volume_step(tx, self._desk.zone))
            open_ones = self._read_open()
        self._desk.review(self.zone.speaker, sounding=self._on_air is not None)
        speaker = self._desk.holder
        if stale := self._stale(open_ones):
            self._end_stale(stale, speaker)
            open_ones = self._read_open()
        self._forget_ended(open_ones)
        # What waits is not failed: speakers restart within about 2 s, and calls have their expiry.
        if speaker is None or time.monotonic() < self._settled_at:
            return
        self._zone_settings.tell(speaker, self.zone)
        self._ask_again(speaker)
        if speaker.state == "no_device":
            self._fail_waiting(speaker, open_ones)
        elif speaker.state != "silent":
            self._speak(speaker, open_ones)

    def _read_open(self) -> OpenAnnouncements:
        """Return what has not ended; zone and airtime are of the same moment."""

        def read(tx: Transaction) -> tuple[list[Event], Zone, bool, OpenAnnouncements]:
            open_ones, zone = tx.open_announcements(self._desk.zone), the_zone(tx, self._desk.zone)
            return self.airtime.news(tx), zone, hall_due_step(tx, zone) is not None, open_ones

        news, self.zone, self._volume_steps, open_ones = self._hall.look(read)
        self.airtime.take(news)
        return open_ones

    def _stale(self, open_ones: OpenAnnouncements) -> list[Announcement]:
        """Return what is past its time, but for what sounds."""
        over = stale_of(open_ones, self.zone, iso_now())
        return [item for item in over if item.id != self.on_air_id]

    def _end_stale(self, stale: list[Announcement], speaker: Speaker | None) -> None:
        """End what is past its time; what a silent output kept from the hall has failed by it."""
        if speaker and speaker.state == "silent":
            reason = cast("Reason", speaker.reason or "unknown")
            for item in stale:
                if not (item.silent or is_emergency(item)):
                    self._end(item.id, "failed", reason)
        sparing = frozenset({self.on_air_id} if self.on_air_id else ())
        zone_id = self._desk.zone
        self._write(lambda tx: expire_stale(tx, zone_id, iso_now(), sparing))

    def _forget_ended(self, open_ones: OpenAnnouncements) -> None:
        """Stop what sounds although it has ended in the journal (staff took it back)."""
        on_air, open_ids = self._on_air, open_ones.ids
        if on_air and on_air.announcement_id not in open_ids and not on_air.stopping:
            self._stop_sound(on_air)
        self._attempts.keep(open_ids)
        self._early.keep(open_ids)
        for known in [key for key in self._sent if key not in open_ids]:
            del self._sent[known]

    def _ask_again(self, speaker: Speaker) -> None:
        """Send again what the speaker has not in hand although it has said nothing of its end."""
        on_air = self._on_air
        if on_air is None or on_air.order is None or speaker.playing:
            return  # it is in hand, or was sent by an earlier server and told of by the speaker
        if speaker.noted_at < on_air.sent_at + UNANSWERED_S:
            return
        log.warning("order not answered", announcement=on_air.announcement_id)
        if on_air.stopping:
            self._release(on_air.announcement_id, on_air.attempt)
            return
        # As it was: what it was played as already, with its attempt, is reported and not played.
        self._on_air = on_air._replace(sent_at=time.monotonic())
        speaker.link.send(on_air.order)

    def _speak(self, speaker: Speaker, open_ones: OpenAnnouncements) -> None:
        """Send the first that may be spoken, if nothing sounds that it must wait for."""
        if self._early.of(self.on_air_id):
            self._early.go_on(speaker)
        # Whatever is first in the order waits for what sounds, unless it is an emergency or what
        # sounds has nothing more to say yet.
        if self._on_air and not (open_ones.emergencies or self._early.starves(self.on_air_id)):
            return
        order = self.airtime.arrange(open_ones, fair=self.zone.fair)
        short_form_at = self._hall.settings.short_form_at
        for item in speakable(order, hold_of(open_ones, self.zone)):
            on_air = self._on_air
            if on_air and not self._gives_way(on_air, item):
                return
            # Between two times of an emergency, or two tries of a sound, others of its kind may
            # speak.
            if self._attempts.rests(item.id):
                continue
            if self.fetching.pauses and not is_emergency(item):
                return
            voiced = self._voice(item, short=speaks_short(self.zone, open_ones, short_form_at))
            if voiced:
                self._send(speaker, item, voiced, interrupt=on_air is not None)
                return
        if self._on_air is None:
            self._begin_early(speaker, order, open_ones)

    def _gives_way(self, on_air: OnAir, item: Announcement) -> bool:
        """Say whether what is on the air is cut short for ``item``."""
        if item.id == on_air.announcement_id or on_air.stopping:
            return False
        if is_emergency(item) and rank_of(item) < on_air.rank:
            return True
        return self._early.starves(on_air.announcement_id)

    def _begin_early(
        self, speaker: Speaker, order: list[Announcement], open_ones: OpenAnnouncements
    ) -> None:
        """Begin with a text that is still being made, where nothing else is to be heard."""
        if hold_of(open_ones, self.zone) == "emergency" or self.fetching.pauses:
            return
        item = self._early.choose(speaker, order)
        begun = self._early.begin(item) if item else None
        if item and begun:
            recital, sound = begun
            self._send(speaker, item, Voiced(sound, item.caption), interrupt=False, more=True)
            recital.attempt = self._on_air.attempt if self._on_air else 0
            self._sent[item.id]["duration_ms"] = recital.expected_ms()
            self._early.go_on(speaker)

    def _voice(self, item: Announcement, *, short: bool) -> Voiced | None:
        """Return the item's sound; ``None`` (and a way out for the item) when there is none."""
        try:
            return voice_announcement(self._hall, self._recordings, item, short=short)
        except MissingClips as missing:
            log.warning("clips missing at call time", texts=missing.texts)
            self._write(lambda tx: prepare_again(tx, item.id))
        except SoundError as error:
            log.error("no sound", announcement=item.id, error=str(error))
            gone = isinstance(error, RecordingLost)
            self._give_up(item, "recording_gone" if gone else "sound_unwritable")
        return None

    def _send(
        self,
        speaker: Speaker,
        item: Announcement,
        voiced: Voiced,
        *,
        interrupt: bool,
        more: bool = False,
    ) -> None:
        self._hall.offer(voiced.sound)
        if not self._hall.leads:  # stopped since the turn began, for whatever reason: no sound
            return
        sound, attempt = voiced.sound, self._attempts.next_of(item)
        if not more:
            self._early.end(item.id)  # all of it is there now
        self._sent[item.id] = {
            "sound": sound.sha256,
            "duration_ms": sound.duration_ms,
            "caption": voiced.caption,
        }
        self._interrupted = self._on_air  # until the speaker says that it was stopped
        emergency = is_emergency(item)
        order = {
            "type": "play",
            "announcement_id": item.id,
            "attempt": attempt,
            "sound": sound.sha256,
            "url": f"/api/v1/sounds/{sound.sha256}",
            "duration_ms": sound.duration_ms,
            # No pause before an emergency: it is to be heard within 100 ms, whatever sounds.
            "gap_ms": 0 if emergency else self._hall.settings.gap_ms,
            "volume": FULL_VOLUME if emergency else item.volume,
            "interrupt": interrupt,
            "more": more,
        }
        # Known before the speaker answers: a turn in between must not send it again.
        self._on_air = OnAir(item.id, attempt, rank_of(item), order, time.monotonic())
        speaker.link.send(order)

    def _fail_waiting(self, speaker: Speaker, open_ones: OpenAnnouncements) -> None:
        """Fail what it is the turn of; the speaker itself ends what it has begun.

        What is held waits for better times, an emergency stands on the screens, and a device that
        is back within the grace plays everything.
        """
        if time.monotonic() - speaker.state_since < DEVICE_GRACE_S:
            return
        order = self.airtime.arrange(open_ones, fair=self.zone.fair)
        for item in speakable(order, hold_of(open_ones, self.zone)):
            if not is_emergency(item) and item.id != self.on_air_id:
                self._end(item.id, "failed", "no_device")

    def _stop_sound(self, on_air: OnAir) -> None:
        self._on_air = on_air._replace(stopping=True)
        if self._desk.holder:
            message = {"type": "stop", "announcement_id": on_air.announcement_id}
            self._desk.holder.link.send(message)

    def speaker_arrived(self, speaker: Speaker) -> None:
        """Take over what a speaker is playing already, so that it is not sent twice."""
        self._settled_at = time.monotonic() + SETTLE_S
        self._on_air = self._interrupted = None
        if speaker.playing:
            announcement_id, attempt = speaker.playing
            self._on_air = OnAir(announcement_id, attempt, self._rank_of(announcement_id))
            self._attempts.note(announcement_id, attempt)
        timer = threading.Timer(SETTLE_S, self.wake)
        timer.daemon = True
        timer.start()

    def _rank_of(self, announcement_id: str) -> tuple[int, bool]:
        row = self._find(announcement_id)
        return rank_of(row) if row else (RANK_OF_STRANGERS, False)

    def _started(self, announcement_id: str, attempt: int, report: SpeakerReport) -> None:
        self.fetching.succeed()
        # After a restart nothing is known of what was sent; the file is named by its content.
        if self._alarm.is_all_of(report):
            self._write(lambda tx: sound_alarm(tx, announcement_id))
            return
        sound = self._sent.get(announcement_id) or self._look_up(report.get("sound"))
        holder = self._desk.holder
        began: StartedSound = {
            **sound,
            "device": report.get("device") or (holder.device if holder else None),
        }
        self._write(lambda tx: start_announcement(tx, announcement_id, attempt, **began))
        if recital := self._early.of(announcement_id):
            recital.begun()

    def _look_up(self, sha256: str | None) -> StartedSound:
        """Return what an earlier server sent: the speaker says which sound it was."""
        found = self._hall.find_sound(sha256) if sha256 else None
        return {"sound": found.sha256, "duration_ms": found.duration_ms} if found else {}

    def _finished(self, announcement_id: str, attempt: int, report: SpeakerReport) -> None:
        self._release(announcement_id, attempt)
        if self._alarm.is_all_of(report):
            self._attempts.rest(announcement_id, ALARM_PAUSE_S)
            return
        proof = proof_of(report)
        recital = self._early.end(announcement_id)
        if recital and (whole := recital.whole()):
            proof["sound"], proof["duration_ms"] = whole.sha256, whole.duration_ms
        self.stutters.append(bool(proof.get("stutter_ms")))
        row = self._find(announcement_id)
        if row and row.until_ended:
            self._attempts.rest(announcement_id, EMERGENCY_PAUSE_S)
        else:
            # It was heard as a chime only, and the screens keep it for as long as it takes to read.
            mute = WITHOUT_VOICE if row and row.reason == VOICE_NOT_MADE else None
            self._write(
                lambda tx: end_announcement(tx, announcement_id, "finished", reason=mute, **proof)
            )

    def _failed(self, announcement_id: str, attempt: int, reason: Reason) -> None:
        """Replay what was lost or interrupted; give up after :data:`ATTEMPTS` losses.

        What the hall did not hear through no fault of its own is not counted: it is spoken again
        when the output is well or its sound can be had, if its time is not over.
        """
        if not self._release(announcement_id, attempt):
            return
        self._early.end(announcement_id)
        self._attempts.note(announcement_id, attempt)
        row = self._find(announcement_id)
        if row is None or reason in {"stopped", "starved"} or reason in SILENT_REASONS:
            return
        if reason == "fetch" and self.fetching.fail():
            return
        # From its beginning: half a number, completed later, is a number that nobody called.
        if self._attempts.lose(announcement_id) < ATTEMPTS:
            log.warning("will be spoken again", announcement=announcement_id, reason=reason)
        else:
            self._give_up(row, reason)

    def _give_up(self, item: Announcement, reason: Reason) -> None:
        """End what cannot be said; an emergency is tried again for as long as it stands."""
        if is_emergency(item):
            self._attempts.rest(item.id, EMERGENCY_PAUSE_S)
        else:
            self._end(item.id, "failed", reason)

    def _release(self, announcement_id: str, attempt: int) -> bool:
        """Take off the air what has ended; what it could not interrupt is on it again.

        ``False``, and nothing is done, when a later attempt sounds: another speaker has it.
        """
        on_air, cut = self._on_air, self._interrupted
        if on_air and on_air.announcement_id == announcement_id:
            if attempt < on_air.attempt:
                return False
            self._on_air, self._interrupted = cut, None
        elif cut and cut.announcement_id == announcement_id:
            self._interrupted = None
        return True

    def _find(self, announcement_id: str) -> Announcement | None:
        return self._hall.read(lambda tx: tx.get(Announcement, announcement_id))

    def _end(self, announcement_id: str, how: Ending, reason: Reason | None) -> None:
        self._write(lambda tx: end_announcement(tx, announcement_id, how, reason=reason))

    def _write(self, work: Callable[[Transaction], T]) -> T:
        return self._hall.write(work)
