"""The voice worker's line of orders: what is taken back is forgotten, or its work is ended."""

import pytest

from audio.voices.orders import Orders


@pytest.fixture
def abandoned():
    """Return a list that grows by each work that was ended."""
    return []


@pytest.fixture
def orders(abandoned):
    return Orders(lambda: abandoned.append(True))


def test_orders_come_in_their_turn(orders):
    """And none comes when there is none."""
    for text in ("satu", None, "dua"):
        orders.add(text)
    assert [orders.next(0).text for _ in range(3)] == ["satu", None, "dua"]
    assert orders.next(0) is None


def test_what_is_taken_back_in_line_is_forgotten(orders, abandoned):
    """Nothing in work is touched by it."""
    orders.add("satu")
    assert orders.drop("satu")
    assert (orders.next(0), abandoned) == (None, [])


def test_what_is_taken_back_in_work_is_ended(orders, abandoned):
    """Whoever does the work answers for it: the order knows that nobody wants it."""
    orders.add("satu")
    order = orders.next(0)
    assert not orders.drop("satu")
    assert (order.unwanted.is_set(), abandoned) == (True, [True])


def test_what_is_done_cannot_be_taken_back(orders, abandoned):
    """The next text is not ended instead of it."""
    orders.add("satu")
    orders.next(0)
    orders.add("dua")
    order = orders.next(0)
    assert not orders.drop("satu")
    assert (order.text, order.unwanted.is_set(), abandoned) == ("dua", False, [])
