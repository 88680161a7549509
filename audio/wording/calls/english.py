"""A call in English, on request for a ticket.

``Ticket number A, zero one two. Please proceed to counter three.`` The caption is English; the
spoken words are respelled for an Indonesian voice, which has no other letter-to-sound: "tiket
namber éi, siro wan tu". It is the English of an Indonesian announcer, and any voice that reads
Indonesian can say it. Numbers go figure by figure, counters above twelve too: *thirteen* and
*thirty* are not told apart in a hall. Names of desks and services are said as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audio.wording.calls.names import Name
from audio.wording.pieces import (
    CALL_COMMA,
    CALL_NUMBER,
    CALL_REPEAT,
    CALL_SERVICE,
    CALL_STOP,
    GROUP,
    JOIN,
    SHORT_COMMA,
    Break,
)
from audio.wording.sentence import Phrase
from audio.wording.ticket_number import group_ends
from audio.wording.tickets import Ticket

_NUMBERS = "siro wan tu tri for faiv siks sèven éit nain tèn ilèven twèlev"
NUMBERS: tuple[str, ...] = tuple(_NUMBERS.split())
_LETTERS = "éi bi si di i èf ji éic ai jéi kéi èl èm èn o pi kyu ar ès ti yu vi dabelyu èks wai zèt"
LETTERS: dict[str, str] = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _LETTERS.split(), strict=True))
# What is shown -> what is said.
OPENING = ("Ticket number", "Tiket namber")
SHORT_OPENING = ("Ticket", "Tiket")
INVITATION = ("Please proceed to", "Plis prosid tu")
COUNTER = ("counter", "kaunter")
AGAIN = ("Once more", "Wans mor")
SECOND_CALL = ("Second call", "Sèkend kol")
LAST_CALL = ("Last call", "Las kol")
PRIORITY = ("Priority ticket", "Praioriti tiket")

_NUMBERED = re.compile(r"(?i:loket|konter) 0*([0-9]{1,4})")


def english_place(counter: Name) -> Name:
    """Return "counter 3" / "kaunter tri" for "loket 3"; any other desk keeps its own name."""
    found = _NUMBERED.fullmatch(counter.caption)
    if found is None:
        return counter
    number = int(found[1])
    said = NUMBERS[number] if number < len(NUMBERS) else _figures(found[1])
    return Name(f"{COUNTER[0]} {number}", f"{COUNTER[1]} {said}")


def english_lead(count: int, *, priority: bool, said: bool) -> Iterator[str]:
    """Yield what stands before the number, as shown or as ``said``."""
    if count > 1:
        yield (SECOND_CALL if count == 2 else LAST_CALL)[said]
    if priority:
        yield PRIORITY[said]


def english_body(
    ticket: Ticket, place: Name, service: Name | None, *, repeats: int, short: bool
) -> Iterator[Phrase]:
    """Yield the phrases of a call after its lead."""
    if short:
        yield from _number(ticket, SHORT_COMMA, SHORT_OPENING[1])
        yield Phrase(place.spoken, CALL_STOP.pause_ms, CALL_STOP.mark)
        return
    yield from _number(ticket, CALL_STOP)
    end = CALL_SERVICE if service else CALL_REPEAT
    yield Phrase(f"{INVITATION[1]} {place.spoken}", end.pause_ms, end.mark)
    if service:
        yield Phrase(service.spoken, CALL_REPEAT.pause_ms, CALL_REPEAT.mark)
    for _ in range(repeats):
        yield Phrase(AGAIN[1], CALL_COMMA.pause_ms, CALL_COMMA.mark)
        yield from _number(ticket, CALL_COMMA)
        yield Phrase(place.spoken, CALL_REPEAT.pause_ms, CALL_REPEAT.mark)


def english_caption(ticket: Ticket, place: Name, service: Name | None, lead: str) -> str:
    """Return what is shown: the whole sentence, however short the voice has to be."""
    where = f"{place.caption}, {service.caption}" if service else place.caption
    return f"{lead}{OPENING[0]} {ticket.written}. {INVITATION[0]} {where}."


def _number(ticket: Ticket, end: Break, opening: str = OPENING[1]) -> Iterator[Phrase]:
    runs = list(ticket.parts)
    lead = "" if runs[0].isdigit() else _letters(runs.pop(0))
    phrases = [Phrase(f"{opening} {lead}".strip(), CALL_NUMBER.pause_ms, "," if lead else "")]
    for run in runs:
        if run.isdigit():
            phrases += _run(run)
        else:
            phrases.append(Phrase(_letters(run), CALL_NUMBER.pause_ms, ","))
    *first, last = phrases
    yield from first
    yield Phrase(last.text, end.pause_ms, end.mark)


def _run(figures: str) -> Iterator[Phrase]:
    """Yield a row of figures, in the groups in which they are said in Indonesian."""
    ends = group_ends(len(figures))
    for place, figure in enumerate(figures, 1):
        rest = GROUP if place in ends else JOIN
        yield Phrase(NUMBERS[int(figure)], rest.pause_ms, rest.mark)


def _letters(written: str) -> str:
    return " ".join(LETTERS[letter] for letter in written)


def _figures(written: str) -> str:
    return " ".join(NUMBERS[int(figure)] for figure in written)
