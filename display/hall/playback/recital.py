"""A text that is spoken while the rest of it is still being made: which part comes next, and when.

The chime goes first, then clause by clause; a clause is sent as soon as it is made, but the first
only when all others will be in time: who hears half a text, and then nothing, is worse off than who
waits. The speaker has one outcome for all of it (``part`` in docs/protocol.md).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from audio import Phrase, Sentence, SoundError

if TYPE_CHECKING:
    from audio import Composer, Sound

# Where people would draw breath; a join inside a number would be heard.
SHORTEST_JOIN_MS: Final = 350
AFTER_CHIME_MS: Final = 500
LETTER_S: Final = 0.065
"""How long a letter sounds: 15 of them a second, measured over announcements."""

# The voice may be slower for the next clause than it was for the last.
_SAFETY: Final = 1.3


class Part(NamedTuple):
    """Phrases that are one sound, after ``pause_ms`` of silence; the chime has none."""

    phrases: tuple[Phrase, ...]
    pause_ms: int

    @property
    def letters(self) -> int:
        """How long it is to be spoken."""
        return sum(len(phrase.text) for phrase in self.phrases)


class NextPart(NamedTuple):
    """The sound to send now: its number, the silence before it, and whether others follow."""

    number: int
    sound: Sound
    pause_ms: int
    more: bool


def parts_of(sentence: Sentence) -> list[Part]:
    """Return the clauses of a sentence, each of which ends where people would draw breath."""
    parts: list[Part] = []
    phrases: list[Phrase] = []
    pause_ms = AFTER_CHIME_MS
    for phrase in sentence.phrases:
        phrases.append(phrase)
        if phrase.pause_ms >= SHORTEST_JOIN_MS:
            parts.append(Part(tuple(phrases), pause_ms))
            phrases, pause_ms = [], phrase.pause_ms
    return [*parts, Part(tuple(phrases), pause_ms)] if phrases else parts


class Recital:
    """One attempt to speak an announcement whose words are not all made."""

    def __init__(
        self, announcement_id: str, sentence: Sentence, chime: str, composer: Composer
    ) -> None:
        self.announcement_id = announcement_id
        #: Under which number the speaker knows it.
        self.attempt = 0
        self._sentence = sentence
        self._chime = chime
        self._composer = composer
        self._parts = parts_of(sentence)
        self._sent = 0
        self._sounds_until = float("inf")
        self._sent_ms = 0

    def begin(self) -> Sound:
        """Return its first sound, the chime. Raises :class:`~audio.SoundError`."""
        sound = self._composer.compose(Sentence("", ()), chime=self._chime)
        self._sent_ms = sound.duration_ms
        return sound

    def expected_ms(self) -> int:
        """Return about how long all of it is."""
        pauses = sum(part.pause_ms for part in self._parts)
        letters = sum(part.letters for part in self._parts)
        return self._sent_ms + pauses + round(1000 * LETTER_S * letters)

    def begun(self) -> None:
        """Note that the hall hears it from now on."""
        self._sounds_until = time.monotonic() + self._sent_ms / 1000

    def is_starving(self) -> bool:
        """Say whether the hall has heard all that was sent, and more is to come."""
        return time.monotonic() > self._sounds_until and self._sent < len(self._parts)

    def next_parts(self, pace_s: float | None) -> Iterator[NextPart]:
        """Yield what can be sent now; ``pace_s``: how long the voice takes for a letter.

        Raises :class:`~audio.SoundError` when a sound cannot be written.
        """
        while self._sent < len(self._parts):
            part = self._parts[self._sent]
            if self._missing(part) or not (self._sent or self._will_be_in_time(pace_s)):
                return
            sound = self._composer.compose(Sentence("", part.phrases), chime=None)
            self._sent += 1
            more_ms = part.pause_ms + sound.duration_ms
            self._sounds_until = max(self._sounds_until, time.monotonic()) + more_ms / 1000
            self._sent_ms += more_ms
            yield NextPart(self._sent, sound, part.pause_ms, self._sent < len(self._parts))

    def whole(self) -> Sound | None:
        """Return the sound of all of it, as a proof names it; ``None`` if it cannot be written."""
        try:
            return self._composer.compose(self._sentence, chime=self._chime)
        except SoundError:
            return None

    def _missing(self, part: Part) -> tuple[str, ...]:
        return self._composer.missing(Sentence("", part.phrases))

    def _will_be_in_time(self, pace_s: float | None) -> bool:
        """Say whether each later part will be made before those before it are over."""
        made_s = spoken_s = 0.0
        for part in self._parts:
            letters = sum(len(text) for text in self._missing(part))
            if letters and pace_s is None:
                return False
            made_s += letters * (pace_s or 0.0) * _SAFETY
            if made_s > spoken_s:
                return False
            spoken_s += (part.letters * LETTER_S) + part.pause_ms / 1000
        return True
