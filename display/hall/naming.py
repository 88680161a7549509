"""What services and counters are called: by id, by name, or as another system calls them.

Names are compared as people read them: without regard to case, blanks, hyphens and leading zeros,
so that ``Loket 3``, ``LOKET-03`` and ``loket3`` are one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from display.hall.errors import Refused
from display.journal import Counter, Service

Named = TypeVar("Named", Service, Counter)

_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_BETWEEN = re.compile(r"[\W_]+")


def fold_name(written: str) -> str:
    """Return what two names have in common that are read alike."""
    return _BETWEEN.sub("", _ZEROS.sub("", written.casefold()))


def names_of(row: Service | Counter) -> dict[str, tuple[str, ...]]:
    """Return what a row is called, by the field that says so."""
    known = {"name": (row.name,), "short_name": (getattr(row, "short_name", ""),)}
    return {**known, "aliases": row.aliases}


def find_named(rows: Sequence[Named], written: str, field: str) -> Named:
    """Return the one that ``written`` means; raises :class:`Refused` for ``field``.

    By id first, then by name or alias, by an id that is written otherwise, and at last by a number
    that one name alone has: ``3`` for ``Poli 3``. What several might be is refused with code
    ``ambiguous``, which names them.
    """
    exact = next((row for row in rows if row.id == written), None)
    if exact:
        return exact
    wanted = fold_name(written)
    ways: tuple[Callable[[Named], bool], ...] = (
        lambda row: wanted in {fold_name(name) for name in _all_names(row)},
        lambda row: wanted == fold_name(row.id),
        lambda row: wanted.isdecimal() and _numbers(row.name) == [wanted],
    )
    for is_meant in ways if wanted else ():
        found = [row for row in rows if is_meant(row)]
        if len(found) == 1:
            return found[0]
        if found:
            candidates = ", ".join(f"{row.name} ({row.id})" for row in found)
            message = f"{written!r} may be any of these: {candidates}."
            raise Refused(field, message, code="ambiguous")
    raise Refused(field, f"There is no {field} {written!r}.")


def refuse_taken_names(row: Named, others: Sequence[Named]) -> None:
    """Raise :class:`Refused` ``taken`` for a name or alias that is another's, naming the field."""
    taken = {fold_name(name): other for other in others for name in _all_names(other)}
    ids = {other.id: other for other in others}
    for field, names in names_of(row).items():
        for name in filter(None, names):
            owner = taken.get(fold_name(name)) or (ids.get(name) if field == "aliases" else None)
            if owner:
                message = f"{name!r} is a name of {owner.name} ({owner.id}) already."
                raise Refused(field, message, code="taken", given=name, owner=owner.name)


def _all_names(row: Service | Counter) -> list[str]:
    return [name for names in names_of(row).values() for name in names if name]


def _numbers(name: str) -> list[str]:
    return [_ZEROS.sub("", number) for number in re.findall(r"\d+", name)]
