"""How much one token may ask."""

from __future__ import annotations

from pathlib import Path

from display.web.edge.rate_limit import RateLimit
from tests.display.web.served_hall import Caller, api_of, furnished, token_of


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_window_moves() -> None:
    """Never more than the limit in any second, and again as soon as the oldest is a second old."""
    clock = Clock()
    limit = RateLimit(2, clock)
    assert limit.take("a") == 0
    clock.now += 0.6
    assert limit.take("a") == 0
    assert 0.39 < limit.take("a") < 0.41
    clock.now += 0.41
    assert limit.take("a") == 0
    assert limit.take("a") > 0


def test_tokens_do_not_take_from_each_other() -> None:
    """One program that floods does not slow down another."""
    limit = RateLimit(1, Clock())
    assert limit.take("a") == 0
    assert limit.take("b") == 0
    assert limit.take("a") > 0


def test_flood_is_answered_429_with_retry_after(tmp_path: Path) -> None:
    """Over the limit: 429 that says when to ask again."""
    with furnished(tmp_path, token_rate=3) as parts:
        api = Caller(api_of(parts).test_client(), token_of(parts, "calls"))
        answers = [api.post("/calls/none/recall") for _ in range(50)]
        refused = [answer for answer in answers if answer.status_code == 429]
        assert refused
        assert all(int(answer.headers["Retry-After"]) >= 1 for answer in refused)
        other = Caller(api_of(parts).test_client(), token_of(parts, "calls"))
        assert other.post("/calls/none/recall").status_code == 404
