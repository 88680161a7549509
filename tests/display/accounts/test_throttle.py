"""Who guesses has to wait."""

from __future__ import annotations

from display.accounts import Throttle


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_waits_after_the_most_failures() -> None:
    """Up to the limit nobody waits, from then on until the first is old."""
    clock = Clock()
    throttle = Throttle(3, 100, clock)
    for second in (0.0, 10.0, 20.0):
        clock.now = second
        assert throttle.wait_s("a") == 0
        throttle.count("a")
    assert throttle.wait_s("a") == 80
    assert throttle.wait_s("b") == 0
    clock.now = 100
    assert throttle.wait_s("a") == 0


def test_success_clears() -> None:
    """Whoever has proved who they are starts anew."""
    throttle = Throttle(1, 100, Clock())
    throttle.count("a")
    throttle.forget("a")
    assert throttle.wait_s("a") == 0


def test_memory_is_bounded() -> None:
    """Many addresses cannot fill the memory."""
    throttle = Throttle(1, 100, Clock())
    for number in range(20_000):
        throttle.count(str(number))
    assert throttle.wait_s("0") == 0
    assert throttle.wait_s("19999") > 0
