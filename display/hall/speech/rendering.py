"""From an announcement to its sound: speech from clips, or a recording.

Here and nowhere else it is decided what of an announcement is heard, so that the hall, a preview
and an estimate of its length agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from audio import RecordingLost, Sentence
from display.hall.reasons import VOICE_NOT_MADE
from display.hall.speech.sentences import announcement_sentence
from display.journal import Recording

if TYPE_CHECKING:
    from audio import Sound
    from display.hall.context import HallContext
    from display.journal import Announcement, Transaction, Zone


# Part of the program, so that it is there when no voice is.
ALARM_CHIME: Final = "emergency"


class RecordedSounds(Protocol):
    """Where the sounds of recordings are."""

    def sound(self, recording_id: str, chime: str | None, repeats: int) -> Sound | None:
        """Return a recording's sound after its chime; ``None`` when it is not there any more."""


class Voiced(NamedTuple):
    """An announcement as it will be heard and captioned."""

    sound: Sound
    caption: str


def voice_announcement(
    hall: HallContext, recordings: RecordedSounds, item: Announcement, *, short: bool
) -> Voiced:
    """Return the sound and caption of an announcement, composed now.

    While its words are still being made it sounds as the alarm tone: only an emergency does.

    Raises :class:`~audio.MissingClips` with what has to be made first,
    :class:`~audio.RecordingLost` when the recording is gone or damaged, and
    :class:`~audio.SoundError` when there is nothing to say or nowhere to write it.
    """
    if item.recording:
        return Voiced(_recorded(recordings, item), item.caption)
    if item.state == "preparing":
        return Voiced(alarm_sound(hall), item.caption)
    # Worded now, not when it was queued: dictionary, names and the short form are those of now.
    sentence = hall.read(lambda tx: announcement_sentence(tx, item, short=short))
    # Its voice cannot be made: the chime goes out in time, and eyes look up to the caption.
    spoken = Sentence(sentence.caption, ()) if item.reason == VOICE_NOT_MADE else sentence
    sound = hall.composer.compose(spoken, chime=item.chime or None)
    return Voiced(sound, sentence.caption)


def alarm_sound(hall: HallContext) -> Sound:
    """Return the tone by which an emergency is heard until its words are made; always the same."""
    return hall.composer.compose(Sentence("", ()), chime=ALARM_CHIME)


class Lengths:
    """How long announcements will sound, in ms, each measured once.

    Wording one takes about a millisecond, and the journal waits meanwhile: a look at a long queue
    measures a few of those that it does not know yet, and knows all of them after some looks.
    """

    MOST_AT_ONCE = 12

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool], int] = {}

    def measure(
        self, hall: HallContext, tx: Transaction, items: Iterable[Announcement], *, short: bool
    ) -> dict[str, int]:
        """Return id -> length for those of ``items`` that are known by now."""
        known: dict[tuple[str, bool], int] = {}
        left = self.MOST_AT_ONCE
        for item in items:
            length = self._known.get((item.id, short))
            if length is None and left:
                left -= 1
                length = _measure(hall, tx, item, short=short)
            if length is not None:
                known[item.id, short] = length
        self._known = known
        return {key[0]: length for key, length in known.items()}


def _measure(hall: HallContext, tx: Transaction, item: Announcement, *, short: bool) -> int | None:
    """Return an announcement's length; ``None`` while its voice is not there."""
    if item.recording:
        recording = tx.get(Recording, item.recording)
        return recording.duration_ms * (item.repeats + 1) if recording else None
    sentence = announcement_sentence(tx, item, short=short)
    return hall.composer.measure(sentence, chime=item.chime or None)


def speaks_short(zone: Zone, open_ones: Iterable[Announcement], from_calls: int) -> bool:
    """Say whether calls are spoken in the short form: as staff chose, else by the backlog.

    ``from_calls``: the setting ``short_form_at``; more calls than that are a backlog. A call whose
    voice is still made does not count: it cannot be spoken yet. The announcer and the forecast ask
    here, so that the seconds that staff read are those of the form that the hall hears.
    """
    if zone.short_form != "auto":
        return zone.short_form == "always"
    backlog = sum(1 for item in open_ones if item.kind == "call" and item.state != "preparing")
    return backlog > from_calls


def _recorded(recordings: RecordedSounds, item: Announcement) -> Sound:
    sound = recordings.sound(item.recording or "", item.chime or None, item.repeats)
    if sound is None:
        raise RecordingLost("This recording is not there any more.")
    return sound
