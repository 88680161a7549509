"""Tickets as they are printed: the one grammar of a ticket's number, for all who read or write one.

A ticket is a row of letters and figures of at most twelve characters with a figure among them,
parted by ``-``, ``.``, ``/``, ``_`` or a space: "A-012", "KIA-12", "4K-10", "A1-001", "B.012",
"UMUM 7", "12345". It is shown exactly so; small letters are capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from audio.wording.errors import WordingError

FIELD = "ticket.number"
LONGEST_TICKET = 12
LONGEST_PREFIX = 5
SEPARATORS = "-./_ "
_RUN = "[A-Z0-9]+"
_WRITTEN = re.compile(rf"(?=[^0-9]*[0-9]){_RUN}(?:[{SEPARATORS}]{_RUN})*")
_PREFIX = re.compile(rf"(?:[A-Z0-9]{{1,{LONGEST_PREFIX}}})?")
# People put blanks around a hyphen, and programs print longer ones.
_LOOSE = re.compile(r" *([-‐‑–./_]) *")
_PARTS = re.compile(r"[A-Z]+|[0-9]+")


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket: ``written`` is the one form in which it is stored and shown.

    Raises :class:`WordingError` with field "ticket.number" for what no ticket can be.
    """

    written: str

    def __post_init__(self) -> None:
        if len(self.written) > LONGEST_TICKET or not _WRITTEN.fullmatch(self.written):
            raise _not_a_ticket()

    @property
    def parts(self) -> tuple[str, ...]:
        """Its runs of letters and of figures: "A1-001" -> ("A", "1", "001")."""
        return tuple(_PARTS.findall(self.written))

    @property
    def digits(self) -> str:
        """The figures that it ends with, as printed, without what is before; "" for "12-B"."""
        last = self.parts[-1]
        return last if last.isdigit() else ""

    @property
    def prefix(self) -> str:
        """What stands before its figures, without separators: "4K" of "4K-10", "" of "012"."""
        parts = self.parts
        return "".join(parts[:-1] if self.digits else parts)


def parse_ticket(written: str) -> Ticket:
    """Return the ticket that people write: "a-012" and "A – 012" are "A-012", "A012" is "A012".

    Raises :class:`WordingError` with field "ticket.number" for what no ticket can be. Letters and
    figures of other scripts are refused: the voice would say something else than is read.
    """
    bare = written.strip(" ")
    if not bare.isascii():
        bare = re.sub("[‐‑–]", "-", bare)
    if not bare.isascii():
        raise _not_a_ticket()
    return Ticket(_LOOSE.sub(r"\1", bare).upper())


def print_ticket(prefix: str, figure: int, width: int) -> Ticket:
    """Return a ticket as a hall prints its own: ("B", 13, 3) is "B-013", without a prefix "013".

    Raises :class:`WordingError` for what no ticket can be.
    """
    digits = f"{figure:0{width}d}"
    return Ticket(f"{prefix}-{digits}" if prefix else digits)


def is_prefix(written: str) -> bool:
    """Tell whether tickets can begin so: nothing, or one to five capitals or figures."""
    return _PREFIX.fullmatch(written) is not None


def _not_a_ticket() -> WordingError:
    return WordingError(
        FIELD,
        f"Nomor antrean paling banyak {LONGEST_TICKET} huruf dan angka, dengan paling sedikit satu"
        " angka, boleh dipisah - . / _ atau spasi: A-012, KIA-12, UMUM 7.",
    )
