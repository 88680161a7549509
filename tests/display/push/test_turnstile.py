"""Strangers' requests begin one after the other, addresses in turn; what is too much is refused."""

from __future__ import annotations

import gevent

from display.push.access import turnstile as turning
from display.push.access.turnstile import Turnstile


def test_addresses_take_turns() -> None:
    """A flood of one address holds up another for one request, not for all of the flood."""
    gate, order = Turnstile(), []

    def come(place: str) -> None:
        assert gate.enter(place)
        order.append(place)

    crowd = [gevent.spawn(come, place) for place in ("flood",) * 50 + ("hall",)]
    gevent.joinall(crowd, timeout=20, raise_error=True)
    assert sorted(order) == ["flood"] * 50 + ["hall"]
    assert order.index("hall") <= 3


def test_one_begins_in_a_round_of_the_loop() -> None:
    """Whoever else is ready runs in between."""
    gate, seen = Turnstile(), []

    def come(number: int) -> None:
        gate.enter("flood")
        seen.append(number)

    def known() -> None:
        while len(seen) < 20:
            before = len(seen)
            gevent.sleep(0)
            assert len(seen) - before <= 1

    crowd = [gevent.spawn(come, number) for number in range(20)]
    gevent.joinall([*crowd, gevent.spawn(known)], timeout=20, raise_error=True)
    assert seen == list(range(20))


def test_too_many_of_one_address_are_refused_at_once() -> None:
    """And the next address still finds its place."""
    gate = Turnstile()
    gate.enter("first")
    crowd = [gevent.spawn(gate.enter, "flood") for _ in range(turning._MOST_EACH * 2)]
    other = gevent.spawn(gate.enter, "hall")
    gevent.joinall([*crowd, other], timeout=20, raise_error=True)
    refused = sum(one.value is False for one in crowd)
    assert 0 < refused <= turning._MOST_EACH  # some turns have passed while they came
    assert other.value is True


def test_it_rests_when_nobody_waits() -> None:
    """And lets the next one in at once."""
    gate = Turnstile()
    for _ in range(3):
        assert gate.enter("hall")
        gevent.sleep(0.01)
    assert gate._queues == {}


def test_strangers_give_way_to_a_change_but_not_for_ever() -> None:
    """A call goes first; an upload of minutes holds nobody up for long."""
    gate, order = Turnstile(), []

    def come(name: str) -> None:
        gate.enter("hall")
        order.append(name)

    def change() -> None:
        gevent.sleep(0.01)
        order.append("change")
        gate.changes -= 1

    gate.enter("hall")
    gate.changes += 2  # one of them never ends
    gevent.joinall(
        [gevent.spawn(change), *(gevent.spawn(come, f"stranger {n}") for n in range(3))],
        timeout=20,
        raise_error=True,
    )
    assert order == ["change", "stranger 0", "stranger 1", "stranger 2"]
