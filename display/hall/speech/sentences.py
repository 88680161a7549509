"""From a row of the journal to the one sentence that is shown, previewed and spoken.

Wording itself lives in :mod:`audio`; here the hall's services, counters and announcements are
handed to it, always through the same two functions, so that eye and ear agree.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audio import (
    CallWords,
    Dictionary,
    Phrase,
    Sentence,
    parse_ticket,
    word_call,
    word_text,
)
from display.hall.speech.pronunciation import hall_dictionary
from display.journal import Counter, Service

if TYPE_CHECKING:
    from display.journal import Announcement, Call, Transaction

# As before "Sekali lagi" in a call.
REPEAT_PAUSE_MS = 1000
# A drill says so before and after, and its caption begins with it.
DRILL = "Latihan"
_DRILL_PAUSE_MS = 600
_SAYS_DRILL = re.compile(r"^\s*latihan\b[\s.:,!-]*", re.IGNORECASE)


def call_sentence(
    call: Call | Announcement,
    service: Service,
    counter: Counter,
    dictionary: Dictionary,
    *,
    repeats: int = 1,
    short: bool = False,
) -> Sentence:
    """Return what is said and shown when ``call`` is announced."""
    return word_call(
        CallWords(
            ticket=parse_ticket(call.ticket or ""),
            counter=counter.name,
            service=service.short_name,
            mode=service.number_mode,
            letters=service.letter_mode,
            count=call.count,
            repeats=repeats,
            short=short,
            language="en" if call.language == "en" else "id",
        ),
        dictionary,
    )


def text_sentence(tx: Transaction, text: str, *, repeats: int = 0) -> Sentence:
    """Return what is said and shown of a text; ``repeats``: how often it is said again."""
    return _repeated(word_text(text, hall_dictionary(tx)), repeats)


def announcement_sentence(
    tx: Transaction, announcement: Announcement, *, short: bool = False
) -> Sentence:
    """Return the sentence of an announcement as the hall's set-up of this moment words it.

    ``short`` is the form of a call under backlog; a text is never shortened.
    """
    if announcement.check:
        return _check_sentence(tx, announcement)
    if announcement.kind != "call":
        return _message_sentence(tx, announcement)
    service = tx.get(Service, announcement.service or "")
    counter = tx.get(Counter, announcement.counter or "")
    if service is None or counter is None:
        return text_sentence(tx, announcement.caption)  # set-up changed since: say what was shown
    return call_sentence(
        announcement,
        service,
        counter,
        hall_dictionary(tx),
        repeats=announcement.repeats,
        short=short,
    )


def _check_sentence(tx: Transaction, announcement: Announcement) -> Sentence:
    """Return a call's own words, and a caption that nobody can take for a call."""
    service = tx.get(Service, announcement.service or "")
    counter = tx.get(Counter, announcement.counter or "")
    if service is None or counter is None:
        return text_sentence(tx, announcement.caption)
    spoken = call_sentence(
        announcement, service, counter, hall_dictionary(tx), repeats=0, short=True
    )
    return Sentence(announcement.caption, spoken.phrases)


def _message_sentence(tx: Transaction, announcement: Announcement) -> Sentence:
    text, repeats = announcement.text or announcement.caption, announcement.repeats
    if announcement.recording:
        return Sentence(announcement.caption or word_text(text).caption, ())
    if not announcement.drill:
        return text_sentence(tx, text, repeats=repeats)
    # Staff often write the word themselves; it is not said twice.
    return _repeated(_as_drill(text_sentence(tx, _SAYS_DRILL.sub("", text) or text)), repeats)


def _as_drill(sentence: Sentence) -> Sentence:
    """Return a sentence that nobody can take for the real thing, wherever they begin to listen."""
    *body, last = sentence.phrases
    # Before and after: whoever begins to listen in the middle hears it at the end.
    first = Phrase(DRILL, _DRILL_PAUSE_MS, ".")
    paused = Phrase(last.text, _DRILL_PAUSE_MS, last.mark)
    phrases = (first, *body, paused, Phrase(DRILL, 0, "."))
    return Sentence(f"{DRILL.upper()}. {sentence.caption}", phrases)


def _repeated(sentence: Sentence, repeats: int) -> Sentence:
    """Return a text said ``repeats`` times more, with the pause of a call before each."""
    if not repeats or not sentence.phrases:
        return sentence
    *body, last = sentence.phrases
    spaced = (*body, Phrase(last.text, REPEAT_PAUSE_MS, last.mark))
    return Sentence(sentence.caption, spaced * repeats + sentence.phrases)
