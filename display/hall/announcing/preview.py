"""The preview: an announcement as it would be shown and heard, and its very sound.

What the voice lacks is made meanwhile, one phrase at a time and only while no announcement waits
for its voice: what the hall is to hear goes before what somebody only tries. Nothing is journalled.
Whoever asks for something else gives up what was asked before.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

import structlog

from audio import (
    MissingClips,
    Phrase,
    RecordingLost,
    Sentence,
    SoundError,
    VoiceError,
    VoiceGaveWay,
)
from display.hall.announcing.announcements import draft_announcement
from display.hall.errors import NoRoom, Refused, VoiceAway
from display.hall.speech import announcement_sentence, voice_announcement, words_of
from display.loop import Loop

if TYPE_CHECKING:
    from audio import VoiceWorker
    from display.hall.announcing.requests import AnnouncementRequest
    from display.hall.context import HallContext
    from display.hall.speech import Recordings
    from display.journal import Announcement, Transaction

log = structlog.get_logger(__name__)

MOST_ASKERS = 16
"""People whose previews are made at the same time; a hall has a few officers."""

GIVE_WAY_S = 0.2
# A wish wakes it at once.
BEAT_S = 5.0
# The journal is closed after this; one look into it takes milliseconds.
LAST_STEP_S = 0.5
# What failed is told to whoever asks within this time, and then tried again.
FAILURE_S = 15.0
# A phrase that is in work is finished in any case, however slow the machine; others take turns.
LONGEST_S = 120.0
# A page that still wants its preview asks twice a second.
FORGET_S = 10.0


class Preview(NamedTuple):
    """An announcement as it would be; ``sound`` is the SHA-256 of its file, ``None`` while the
    voice makes it (``is_waiting``) or when it is shown as text only."""

    caption: str
    words: str
    sound: str | None
    duration_ms: int | None
    is_waiting: bool = False


class _Wish(NamedTuple):
    """Phrases that a preview waits for; ``asked_at`` in seconds of the steady clock."""

    texts: tuple[str, ...]
    asked_at: float


class PreviewDesk:
    """Answers who tries an announcement, and lets the voice make what is missing for it."""

    def __init__(self, hall: HallContext, voice: VoiceWorker, recordings: Recordings) -> None:
        self._hall = hall
        self._voice = voice
        self._recordings = recordings
        self._wishes: dict[str, _Wish] = {}
        self._failures: dict[str, tuple[float, str]] = {}
        self._in_work: str | None = None
        self.loop = Loop("preview", self._make_wanted, beat_s=BEAT_S)

    def start(self) -> None:
        """Start making."""
        self.loop.start()

    def stop(self) -> None:
        """Stop; a phrase at hand ends with the voice, which its owner closes."""
        self.loop.stop(LAST_STEP_S)

    def preview(self, who: str, request: AnnouncementRequest) -> Preview:
        """Return what ``request`` would become; ask again while ``is_waiting``.

        Raises :class:`Refused` as the announcement would, :class:`VoiceAway` when the voice cannot
        make it, and :class:`NoRoom` when the sound cannot be written.
        """
        row, sentence = self._hall.read(lambda tx: self._draft(tx, request))
        if row.silent:
            self._wishes.pop(who, None)
            return Preview(sentence.caption, "", None, None)
        try:
            voiced = voice_announcement(self._hall, self._recordings, row, short=False)
        except MissingClips as missing:
            self._wish(who, missing.texts)
            return Preview(sentence.caption, sentence.spoken, None, None, is_waiting=True)
        except RecordingLost as error:
            raise Refused("recording", str(error), code="recording_gone") from None
        except SoundError as error:
            raise NoRoom(str(error), code="sound_unwritable") from None
        self._wishes.pop(who, None)
        self._hall.offer(voiced.sound)
        words = "" if row.recording else sentence.spoken
        return Preview(sentence.caption, words, voiced.sound.sha256, voiced.sound.duration_ms)

    def hear(self, who: str, written: str, spoken: str) -> Preview:
        """Return how ``spoken`` sounds as what is said for ``written``; nothing is changed by it.

        No dictionary is asked: these very words are heard. Raises as :meth:`preview` does.
        """
        words = words_of(written, spoken)
        try:
            sound = self._hall.composer.compose(Sentence(written, (Phrase(words, 0),)), chime=None)
        except MissingClips as missing:
            self._wish(who, missing.texts)
            return Preview(written, words, None, None, is_waiting=True)
        except SoundError as error:
            raise NoRoom(str(error), code="sound_unwritable") from None
        self._wishes.pop(who, None)
        self._hall.offer(sound)
        return Preview(written, words, sound.sha256, sound.duration_ms)

    def warm(self) -> None:
        """Have the voice loaded, as somebody is about to write; returns at once.

        Raises :class:`VoiceAway` when it cannot be started.
        """
        try:
            self._voice.warm()
        except VoiceError as error:
            raise VoiceAway(str(error)) from None

    def _draft(
        self, tx: Transaction, request: AnnouncementRequest
    ) -> tuple[Announcement, Sentence]:
        row = draft_announcement(self._hall, tx, request)
        return row, announcement_sentence(tx, row)

    def _wish(self, who: str, texts: tuple[str, ...]) -> None:
        """Note what is wanted instead of what was wanted before, or tell why it cannot be."""
        now = time.monotonic()
        for text in texts:
            failed_at, reason = self._failures.get(text, (-FAILURE_S, ""))
            if now - failed_at < FAILURE_S:
                raise VoiceAway(f"The voice cannot say this now: {reason}")
        given_up = self._wishes.pop(who, None)
        self._wishes[who] = _Wish(texts, now)
        if given_up:
            self._give_up(given_up.texts)
        while len(self._wishes) > MOST_ASKERS:
            # A dict keeps its order: the first is the one that has not asked for longest.
            self._wishes.pop(next(iter(self._wishes)))
        self.loop.wake()

    def _give_up(self, texts: tuple[str, ...]) -> None:
        """Let the voice throw away the one of ``texts`` that is in work, if nobody wants it now."""
        text = self._in_work
        if text in texts and not any(text in wish.texts for wish in self._wishes.values()):
            self._voice.give_way(text)

    def _make_wanted(self) -> None:
        while not self.loop.is_stopping and self._make_one():
            pass

    def _make_one(self) -> bool:
        """Make one phrase of the one who waits longest; return whether there may be more."""
        text = self._next_text()
        if text is None:
            return False
        # There is one voice: what the hall is to hear goes before what somebody tries out.
        if self._hall_waits():
            return self.loop.pause(GIVE_WAY_S)
        self._in_work = text
        self.loop.allow(LONGEST_S)
        try:
            self._voice.make([text], LONGEST_S)
        except VoiceGaveWay:
            pass  # it is still wanted, or nobody wants it any more: the next look tells
        except VoiceError as error:
            log.warning("preview not made", phrase=text, error=str(error))
            self._fail(text, str(error))
        else:
            # Else it would be made again and again, for as long as the page asks.
            if not self._is_made(text):  # swept from a folder that is too small for it
                self._fail(text, "it was made and is gone.")
        finally:
            self._in_work = None
        return True

    def _next_text(self) -> str | None:
        """Return the first phrase that is still wanted; forget who has gone or has it all."""
        for who, wish in list(self._wishes.items()):
            left = tuple(text for text in wish.texts if not self._is_made(text))
            if left and time.monotonic() - wish.asked_at < FORGET_S:
                return left[0]
            # A newer wish of the same person may have come in between; that one stays.
            if self._wishes.get(who) is wish:
                del self._wishes[who]
        return None

    def _is_made(self, text: str) -> bool:
        return not self._hall.composer.missing(Sentence("", (Phrase(text, 0),)))

    def _hall_waits(self) -> bool:
        return self._hall.read(
            lambda tx: bool(tx.open_announcements().preparing),
        )

    def _fail(self, text: str, reason: str) -> None:
        """Remember why ``text`` was not made, and let go who wanted it."""
        if len(self._failures) > 100:
            self._failures.clear()
        self._failures[text] = (time.monotonic(), reason)
        for who, wish in list(self._wishes.items()):
            if text in wish.texts:
                del self._wishes[who]
