"""Once: the same idempotency key again gives the first answer, and another's is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from display.hall import Conflict, Outcome
from display.hall.outcome import first_outcome
from display.journal import Counter, Event, Transaction
from display.parts import Parts

OPENED = {"counter.opened", "counter.closed"}


def close(parts: Parts, key: str | None, counter_id: str = "3") -> Outcome[Counter]:
    """Close a counter, once for each key."""

    def work(tx: Transaction) -> Outcome[Counter]:
        counter = tx.get(Counter, counter_id)
        assert counter
        row = replace(counter, state="closed").to_json()
        event = tx.append("counter.closed", {"counter": row}, key)
        return Outcome(True, event.seq, Counter.from_json(event.data["counter"]))

    def replay(event: Event) -> Outcome[Counter] | None:
        return first_outcome(event, Counter, "counter", id=counter_id)

    return parts.hall.once(key, OPENED, replay, work)


def test_the_same_key_gives_the_first_answer(parts: Parts) -> None:
    """The work is done once; only ``created`` tells the two answers apart."""
    first = close(parts, "k")
    again = close(parts, "k")
    assert (first.created, again) == (True, replace(first, created=False))
    assert parts.hall.read(lambda tx: tx.seq) == first.seq


def test_without_a_key_all_is_done(parts: Parts) -> None:
    """Nothing is remembered of a request that named no key."""
    assert close(parts, None).seq < close(parts, None).seq


def test_the_key_of_another_event_is_refused(parts: Parts) -> None:
    """Also when its data would have passed: only the names that own a key are asked."""
    parts.hall.write(lambda tx: tx.append("calls.held", {}, "k"))
    with pytest.raises(Conflict, match=r"^event_id k belongs to an earlier calls\.held\.$") as no:
        close(parts, "k")
    assert no.value.code == "event_id_taken"


def test_the_key_of_another_thing_is_refused(parts: Parts) -> None:
    """And nothing is journalled."""
    seq = close(parts, "k").seq
    with pytest.raises(Conflict) as refused:
        close(parts, "k", "2")
    assert refused.value.code == "event_id_taken"
    assert parts.hall.read(lambda tx: tx.seq) == seq


def test_an_earlier_answer_is_found_without_writing(parts: Parts) -> None:
    """None for a new key and for none; the first answer, or the refusal, for a used one."""

    def earlier(key: str | None, counter_id: str = "3") -> Outcome[Counter] | None:
        return parts.hall.earlier(
            key, OPENED, lambda event: first_outcome(event, Counter, "counter", id=counter_id)
        )

    first = close(parts, "k")
    assert (earlier(None), earlier("new")) == (None, None)
    assert earlier("k") == replace(first, created=False)
    with pytest.raises(Conflict):
        earlier("k", "2")
