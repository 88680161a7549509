"""The hall's pronunciation dictionary: the shipped entries, and the hall's own over them.

A change is one event of the journal. Captions keep the written form; what waits to be spoken is
said with the dictionary of the moment in which its sound is composed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from audio import SHIPPED, Dictionary, WordingError, check_entry, make_dictionary, word_text
from display.hall.errors import NotFound, Refused
from display.hall.outcome import Kept, Outcome
from display.hall.request import Asked
from display.journal import Counter, Event, Pronunciation, Service, Template, Transaction

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.speech.requests import PronunciationRequest

MOST_ENTRIES = 500
"""Own entries of a hall: every sentence is read against all of them."""


class Entry(NamedTuple):
    """One entry: ``spoken`` as staff typed it, ``words`` as said; ``shipped``: it is not the
    hall's own; ``seq`` of its last change, 0 for a shipped one."""

    written: str
    spoken: str
    words: str
    shipped: bool
    seq: int


_KEPT: Final[Kept[Outcome[Entry]]] = Kept(
    lambda outcome: {"seq": outcome.seq, "thing": outcome.thing._asdict()},
    lambda row: Outcome(False, row["seq"], Entry(**row["thing"])),
)


def hall_dictionary(tx: Transaction) -> Dictionary:
    """Return the dictionary with which the hall speaks at this moment."""
    return make_dictionary({row.written: row.spoken for row in tx.all(Pronunciation)})


def list_pronunciations(tx: Transaction) -> list[Entry]:
    """Return the entries that hold, in the order of their written forms."""
    own = {row.written.lower(): _own(row) for row in tx.all(Pronunciation)}
    shipped = {written.lower(): _shipped(written) for written in SHIPPED}
    return [entry for _, entry in sorted({**shipped, **own}.items())]


def set_pronunciation(
    hall: HallContext, written: str, request: PronunciationRequest
) -> Outcome[Entry]:
    """Say ``request.spoken`` for ``written`` from now on; the same again changes nothing.

    Raises :class:`Refused` for field "written" or "spoken", and for an entry too many, and
    :class:`Conflict` when the ``event_id`` belongs to something else.
    """
    words_of(written, request.spoken)

    def work(tx: Transaction, event_id: str) -> Outcome[Entry]:
        own = {row.written.lower(): row for row in tx.all(Pronunciation)}
        known = own.get(written.lower())
        row = Pronunciation(written, request.spoken)
        if known and (known.written, known.spoken) == (written, request.spoken):
            return Outcome(False, known.seq, _own(known))
        if known is None and len(own) >= MOST_ENTRIES:
            raise Refused("written", f"A hall has at most {MOST_ENTRIES} entries of its own.")
        # The same word in other capitals is one entry: two would read it by turns.
        if known and known.written != written:
            _remove(tx, known)
        data = {"pronunciation": row.to_json()}
        event = tx.append("pronunciation.changed", data, event_id)
        return Outcome(known is None, event.seq, _own(_row(event)))

    return hall.once(Asked.of("pronunciation", request, written=written), _KEPT, work)


def remove_pronunciation(hall: HallContext, written: str) -> Outcome[Entry | None]:
    """Take back the hall's own entry; the shipped one of that form holds again, if there is one.

    Raises :class:`NotFound` when the hall has no entry of its own for it.
    """

    def work(tx: Transaction) -> Outcome[Entry | None]:
        own = {row.written: row for row in tx.all(Pronunciation)}
        if written not in own:
            raise NotFound("The hall has no pronunciation of its own for this.")
        event = _remove(tx, own[written])
        shipped = {each.lower(): each for each in SHIPPED}.get(written.lower())
        return Outcome(False, event.seq, _shipped(shipped) if shipped else None)

    return hall.write(work)


def words_of(written: str, spoken: str) -> str:
    """Return the words that an entry would say.

    Raises :class:`Refused` for field "written" or "spoken".
    """
    try:
        return check_entry(written, spoken)
    except WordingError as error:
        raise Refused(error.field, str(error)) from error


def words_now(tx: Transaction, written: str) -> str:
    """Return what the hall says for a written form at this moment; "" when it says nothing."""
    try:
        spoken = word_text(written, hall_dictionary(tx)).spoken
    except WordingError:
        return ""
    return spoken.rstrip(".").replace(",", "")


class Use(NamedTuple):
    """Where a written form stands: the kind of row, and what staff call that row."""

    kind: Literal["service", "counter", "template"]
    name: str


def uses_of(tx: Transaction, written: str) -> list[Use]:
    """Return what of the hall's set-up says a written form, in the order of the set-up."""
    word = re.compile(rf"(?<![^\W_]){re.escape(written)}(?![^\W_])", re.IGNORECASE)
    texts: list[tuple[Use, str]] = [
        *((Use("service", row.short_name), row.short_name) for row in tx.all(Service)),
        *((Use("counter", row.name), row.name) for row in tx.all(Counter)),
        *((Use("template", row.name), row.text) for row in tx.all(Template)),
    ]
    return [use for use, text in texts if word.search(text)]


def _remove(tx: Transaction, row: Pronunciation) -> Event:
    data = {"pronunciation": {**row.to_json(), "removed": True}}
    return tx.append("pronunciation.changed", data)


def _row(event: Event) -> Pronunciation:
    return Pronunciation.from_json(event.data["pronunciation"])


def _own(row: Pronunciation) -> Entry:
    try:
        words = check_entry(row.written, row.spoken)
    except WordingError:  # written by another release: it is not said
        words = ""
    return Entry(row.written, row.spoken, words, False, row.seq)


def _shipped(written: str) -> Entry:
    return Entry(written, SHIPPED[written], SHIPPED[written], True, 0)
