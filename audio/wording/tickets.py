"""Ticket numbers as visitors hold them: an optional prefix of letters and up to four figures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audio.wording.errors import WordingError

FIELD = "ticket.number"
_PREFIX = re.compile(r"[A-Z]{0,2}")
_DIGITS = re.compile(r"[0-9]{1,4}")
# A figure or letter of another script is refused: the voice would say something else than is read.
_WRITTEN = re.compile(r"(?:([A-Za-z]{1,2})(?: |(?: ?[-‐‑–] ?))?)?([0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket: ``prefix`` is "", "A" to "Z" or two letters; ``digits`` are 1 to 4 as printed.

    Raises :class:`WordingError` with field "ticket.number" for anything else.
    """

    prefix: str
    digits: str

    def __post_init__(self) -> None:
        if not (_PREFIX.fullmatch(self.prefix) and _DIGITS.fullmatch(self.digits)):
            raise _not_a_ticket()

    @property
    def written(self) -> str:
        """The one way a ticket is stored and shown: "A-012", without a prefix "012"."""
        return f"{self.prefix}-{self.digits}" if self.prefix else self.digits


def parse_ticket(written: str) -> Ticket:
    """Return the ticket that people write as "A-012", "A012", "a 012", "AB-1001" or "012".

    Raises :class:`WordingError` with field "ticket.number" for anything else.
    """
    found = _WRITTEN.fullmatch(written.strip(" "))
    if found is None:
        raise _not_a_ticket()
    return Ticket((found[1] or "").upper(), found[2])


def _not_a_ticket() -> WordingError:
    return WordingError(
        FIELD, "Nomor antrean harus berupa nol sampai dua huruf dan satu sampai empat angka: A-012."
    )
