"""What a hall's calls need to say, phrase by phrase, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from display.errors import PanggilError

if TYPE_CHECKING:
    from display.journal import LetterMode, NumberMode, Transaction

#: A ticket's number has one to four figures.
ALL_NUMBERS = (0, 9999)


class UnknownService(PanggilError):
    """Raised when the hall has no service of that id."""


def needed_phrases(
    tx: Transaction, services: Collection[str] = (), numbers: tuple[int, int] | None = None
) -> dict[str, str]:
    """Return phrase -> why it is needed, for the hall's services (all, or these ids).

    Counters are those that serve them; ``numbers`` are the first and last ticket number, both
    included, by default all that a ticket can have. Raises :class:`UnknownService`.
    """
    from audio import call_phrases
    from display.hall.speech import coming_phrases, hall_dictionary
    from display.journal import Counter, Service

    def add(
        why: str,
        prefixes: Iterable[str] = (),
        counters: Iterable[str] = (),
        services: Iterable[str] = (),
        modes: Iterable[NumberMode] = (),
        letters: LetterMode = "otomatis",
    ) -> None:
        for text in call_phrases(
            prefixes, counters, services, modes=modes, letters=letters, dictionary=dictionary
        ):
            needs.setdefault(text, why)

    dictionary = hall_dictionary(tx)
    needs: dict[str, str] = {}
    known = {service.id: service for service in tx.all(Service)}
    for unknown in [each for each in services if each not in known]:
        raise UnknownService(f"The hall has no service {unknown!r}.")
    wanted = [service for service in known.values() if not services or service.id in services]
    ids = {service.id for service in wanted}
    add("every call")
    for service in wanted:
        add(
            f"service {service.id}",
            prefixes=[service.prefix],
            services=[service.short_name],
            letters=service.letter_mode,
        )
    for counter in tx.all(Counter):
        if not services or ids & set(counter.services):
            add(f"counter {counter.name}", counters=[counter.name])
    if numbers is None or numbers == ALL_NUMBERS:
        add("numbers", modes=("digit", "terbilang"))
    else:
        for text in number_phrases(*numbers):
            needs.setdefault(text, "numbers")
    if not services and numbers is None:
        for text in coming_phrases(tx):
            needs.setdefault(text, "look-ahead")
    return needs


def number_phrases(first: int, last: int) -> list[str]:
    """Return the phrases of the ticket numbers from ``first`` to ``last``, said either way."""
    from audio import CallWords, call_phrases, parse_ticket, word_call

    frame = set(call_phrases([""], ["Loket 1"], ["Dukcapil"], modes=()))
    texts = dict.fromkeys(call_phrases((), (), (), modes=("digit",)))
    for number in range(first, last + 1):
        for written in {str(number), f"{number:03}"}:
            words = CallWords(parse_ticket(written), "Loket 1", "Dukcapil", mode="terbilang")
            texts |= dict.fromkeys(phrase.text for phrase in word_call(words).phrases)
    return [text for text in texts if text not in frame]
