"""Pregeneration: what this hall will say is made before it is needed, while nothing waits.

A call then finds every clip. What is made is what calls to the hall's counters can need and every
text that the hall keeps for later; a new room that keeps such texts adds one line to TEXTS_AHEAD.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Literal, TypedDict

import structlog

from audio import (
    Phrase,
    Sentence,
    VoiceError,
    VoiceGaveWay,
    WordingError,
    call_phrases,
    number_phrase,
    parse_ticket,
    template_phrases,
)
from display.hall.speech.pronunciation import hall_dictionary
from display.journal import Counter, NowServing, ScheduleEntry, Service, Template

if TYPE_CHECKING:
    from audio import Dictionary, VoiceWorker
    from display.hall.context import HallContext
    from display.journal import Transaction

log = structlog.get_logger(__name__)

# Decoding one clip takes about 14 ms (measured); in between everybody else has a turn.
WARM_PAUSE_S = 0.02
# The folder has thousands of files at most.
WEIGH_EVERY_S = 10.0
# What failed may succeed later: a disk was full, memory short.
RETRY_S = 600.0

# A longer past (a backup was put back, the journal was away) is not read: all is looked at anew.
MOST_FOLLOWED = 300

SET_UP_EVENTS = frozenset(
    {
        *("service.changed", "counter.changed", "pronunciation.changed", "template.changed"),
        "schedule.changed",
    }
)
"""The events after which the hall may say something that it could not say before."""


def _scheduled_texts(tx: Transaction) -> Iterator[str]:
    """Yield what the schedule will say, with the fields filled in whose words are known already."""
    for entry in tx.all(ScheduleEntry):
        template = tx.get(Template, entry.template) if entry.template else None
        text = template.text if template else entry.text or ""
        for name, value in entry.fields.items():
            if name not in _NAMES_OF_COUNTERS:
                text = text.replace(f"{{{name}}}", str(value))
        yield text


_NAMES_OF_COUNTERS = frozenset({"loket", "loket_tujuan"})  # said by what the counter is called
TEXTS_AHEAD: tuple[Callable[[Transaction], Iterable[str]], ...] = (
    lambda tx: (template.text for template in tx.all(Template)),
    _scheduled_texts,
)
"""Each returns texts that the hall will say one day, as staff wrote them; of a text with open
fields, as {jam}, the phrases without one are made."""


def coming_phrases(tx: Transaction) -> list[str]:
    """Return every phrase that the hall's calls and the texts it keeps can need, each once."""
    services, counters, dictionary = tx.all(Service), tx.all(Counter), hall_dictionary(tx)
    phrases = call_phrases(
        prefixes=[],
        counters=[counter.name for counter in counters],
        services=[service.short_name for service in services],
        dictionary=dictionary,
    )
    for service in services:
        phrases += call_phrases([service.prefix], [], [], modes=(), letters=service.letter_mode)
    for texts in TEXTS_AHEAD:
        phrases += [phrase for text in texts(tx) for phrase in _phrases(text, dictionary)]
    return list(dict.fromkeys(phrases))


def coming_numbers(tx: Transaction, ahead: int) -> list[str]:
    """Return the next ``ahead`` numbers after those being served, each as one phrase.

    A voice says a number better in one breath (:mod:`audio.sound.one_breath`); without such a
    clip it is said in pairs, so these are wishes and no needs.
    """
    modes = {service.id: service.number_mode for service in tx.all(Service)}
    phrases = []
    for serving in tx.all(NowServing) if ahead else ():
        digits = parse_ticket(serving.ticket).digits if serving.ticket else ""
        for number in range(int(digits or 0) + 1, int(digits or 0) + 1 + ahead):
            if digits and len(f"{number:0{len(digits)}}") <= 4:
                written = f"{number:0{len(digits)}}"
                phrases.append(number_phrase(written, modes.get(serving.service, "digit")))
    return list(dict.fromkeys(filter(None, phrases)))


def _phrases(text: str, dictionary: Dictionary) -> list[str]:
    """Return the phrases of a text; none for one that cannot be said (its room refuses it)."""
    try:
        return template_phrases(text, dictionary)
    except WordingError:
        return []


class VoiceProgress(TypedDict):
    """How far the voice is: phrases ``needed``, of them ``made`` and ``missing``; its folder."""

    state: Literal["starting", "making", "ready", "incomplete"]
    needed: int
    made: int
    missing: int
    bytes: int
    limit_bytes: int


class Pregeneration:
    """Makes the coming phrases one by one; takes up where an earlier server stopped.

    Each is made once until the set-up changes, so that a folder too small for all of them is not
    filled over and over; what failed is tried again after ten minutes.
    """

    def __init__(self, hall: HallContext, voice: VoiceWorker) -> None:
        self._hall = hall
        self._voice = voice
        self._covered = False
        self._covered_at = 0.0
        self._damaged: frozenset[str] = frozenset()
        self._tried: set[str] = set()
        self._failed: set[str] = set()
        self._needed = self._missing = 0
        self._seen: tuple[str | None, int] = (None, 0)
        self._bytes, self._weighed_at = 0, float("-inf")

    def describe(self) -> VoiceProgress:
        """Return the progress as ``/state`` tells it: phrases needed, made, missing, and bytes.

        ``state`` is "starting" before the first look, "making", "ready", or "incomplete" when
        something cannot be made.
        """
        state: Literal["starting", "making", "ready", "incomplete"] = "starting"
        if self._needed:
            state = "ready" if not self._missing else "incomplete" if self._covered else "making"
        return {
            "state": state,
            "needed": self._needed,
            "made": self._needed - self._missing,
            "missing": self._missing,
            "bytes": self._bytes,
            "limit_bytes": self._hall.settings.clips_limit_mb * 1_000_000,
        }

    def follow(self, tx: Transaction) -> None:
        """Read on in the journal; look again when a name, a word or a kept text has changed.

        The journal alone tells of a change, so that one made through another server counts too.
        """
        (epoch, seen), self._seen = self._seen, (tx.epoch, tx.seq)
        # The first look sees everything anyway; most wakes come of what is no news here.
        if epoch is None or (epoch, seen) == self._seen:
            return
        missed = tx.seq - seen if epoch == tx.epoch else MOST_FOLLOWED + 1
        if missed > MOST_FOLLOWED or SET_UP_EVENTS & tx.count_events(seen, tx.seq).keys():
            self._covered, self._tried, self._failed = False, set(), set()

    def step(self) -> bool:
        """Make one phrase that no clip says; return whether there may be more to make."""
        if self._covered and not (self._is_due_again() or self._has_new_damage()):
            return self._wish()
        phrases = self._hall.read(coming_phrases)
        holes = self._holes(phrases)
        # A folder too small for all of them loses one for each that is made; making goes round
        # once.
        fresh = [text for text in holes if text not in self._tried]
        if not fresh:
            self._covered, self._covered_at = True, time.monotonic()
            self._weigh()
            self._warm(phrases)
            return False
        self._make(fresh[0])
        return True

    def _wish(self) -> bool:
        """Make one of the coming numbers, where the hall wants that; return whether it did."""
        ahead = self._hall.settings.numbers_ahead
        if not ahead:
            return False
        texts = self._hall.read(lambda tx: coming_numbers(tx, ahead))
        for text in texts:
            if text not in self._tried and self._lacks(text):
                self._make(text)
                return True
        return False

    def _lacks(self, text: str) -> bool:
        return bool(self._hall.composer.missing(Sentence("", (Phrase(text, 0),))))

    def _has_new_damage(self) -> bool:
        """Whether a clip was found damaged since: it is made again before it is missed twice."""
        before, self._damaged = self._damaged, frozenset(self._hall.composer.damaged)
        fresh = self._damaged - before
        self._tried -= fresh
        return bool(fresh)

    def _is_due_again(self) -> bool:
        due = bool(self._failed) and time.monotonic() - self._covered_at > RETRY_S
        if due:
            self._tried -= self._failed
            self._failed = set()
        return due

    def _holes(self, phrases: list[str]) -> tuple[str, ...]:
        sentence = Sentence("", tuple(Phrase(phrase, 0) for phrase in phrases))
        holes = self._hall.composer.missing(sentence)
        self._needed, self._missing = len(phrases), len(holes)
        return holes

    def _make(self, text: str) -> None:
        # Whether or not it can be made: a phrase that fails must not hold up all the others.
        self._tried.add(text)
        try:
            self._voice.make([text], self._hall.settings.prepare_limit_s)
        except VoiceGaveWay:
            self._tried.discard(text)
        except VoiceError as error:
            log.warning("phrase not made ahead", phrase=text, error=str(error))
            self._failed.add(text)
        if time.monotonic() - self._weighed_at > WEIGH_EVERY_S:
            self._weigh()

    def _weigh(self) -> None:
        self._bytes, self._weighed_at = self._voice.clips.size_bytes(), time.monotonic()

    def _warm(self, phrases: list[str]) -> None:
        for phrase in phrases:
            self._hall.composer.warm([phrase])
            time.sleep(WARM_PAUSE_S)
