"""What a request may call services and counters, and what it may not."""

from __future__ import annotations

import pytest

from display.hall import Refused
from display.hall.naming import find_named, fold_name, refuse_taken_names
from display.journal import Counter, Service

COUNTERS = (
    Counter("1", "Loket 1", (), aliases=("CS-01", "A1")),
    Counter("3", "Loket 3", ()),
    Counter("3a", "Loket 3A", ()),
    Counter("poli-1", "Poli 1", (), aliases=("1001",)),
    Counter("poli-2", "Poli 2", ()),
    Counter("apotek", "Apotek", ()),
    Counter("12", "Ruang Tindakan", ()),
)
SERVICES = (
    Service("dukcapil", "Dinas Kependudukan dan Catatan Sipil", "Dukcapil", "B", "#095a49"),
    Service("dinkes", "Dinas Kesehatan", "Dinkes", "C", "#095a49", aliases=("7", "Kesehatan")),
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *(("3", "3"), ("03", "3"), ("Loket 3", "3"), ("LOKET-03", "3"), ("loket3", "3")),
        *(("3A", "3a"), ("loket 3a", "3a"), ("cs 1", "1"), ("a01", "1"), ("1001", "poli-1")),
        *(("2", "poli-2"), ("002", "poli-2"), ("POLI 2", "poli-2"), ("Poli_1", "poli-1")),
        *(("apotek", "apotek"), ("12", "12"), ("ruang  tindakan", "12"), ("1", "1")),
    ],
)
def test_a_counter_is_found_as_a_queue_system_calls_it(written: str, meant: str) -> None:
    """By id, name, alias or a number that is one counter's alone."""
    assert find_named(COUNTERS, written, "counter").id == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Dukcapil", "dukcapil"), ("DINAS KESEHATAN", "dinkes"), ("7", "dinkes"), ("07", "dinkes")],
)
def test_a_service_is_found_by_either_name(written: str, meant: str) -> None:
    """The short one, the full one, or an alias."""
    assert find_named(SERVICES, written, "service").id == meant


def test_what_several_might_be_is_refused_with_their_names() -> None:
    """Nobody is sent to a counter by guess."""
    rows = (Counter("a", "Loket 5", ()), Counter("b", "Poli 5", ()))
    with pytest.raises(Refused, match=r"Loket 5 \(a\), Poli 5 \(b\)") as refused:
        find_named(rows, "05", "counter")
    assert (refused.value.field, refused.value.code) == ("counter", "ambiguous")


@pytest.mark.parametrize("written", ["", " ", "-", "9", "Loket", "Loket 33", "3B", "Loket 3 A 3"])
def test_what_nobody_is_called_is_refused(written: str) -> None:
    """It names what was asked for."""
    with pytest.raises(Refused) as refused:
        find_named(COUNTERS, written, "counter")
    assert refused.value.code is None


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (Counter("x", "loket 03", ()), "name"),
        (Counter("x", "CS 1", ()), "name"),
        (Counter("x", "Loket 9", (), aliases=("apotek",)), "aliases"),
        (Counter("x", "Loket 9", (), aliases=("12",)), "aliases"),
    ],
)
def test_a_name_that_another_has_is_refused(row: Counter, field: str) -> None:
    """Whether it is its name, an alias or, for an alias, its id."""
    with pytest.raises(Refused) as refused:
        refuse_taken_names(row, COUNTERS)
    assert (refused.value.field, refused.value.code) == (field, "taken")


def test_names_of_ones_own_are_free() -> None:
    """Name, short name and alias of one row may be alike."""
    refuse_taken_names(Service("x", "Farmasi", "Farmasi", "F", "#095a49", aliases=("F",)), SERVICES)


def test_names_are_compared_as_they_are_read() -> None:
    """Case, blanks, signs and leading zeros make no other name; letters and figures do."""
    assert fold_name("Loket 03") == fold_name("LOKET-3") == fold_name("loket_003")
    assert len({fold_name(name) for name in ("Loket 3", "Loket 30", "Loket 3A", "Loket")}) == 4
