"""Once: the same key and content again get the first answer; a key belongs to sender and day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from display.audit import Actor, acting
from display.clock import now
from display.hall import Conflict, Outcome
from display.hall.outcome import kept_row
from display.hall.request import Asked
from display.journal import Counter, Transaction
from display.parts import Parts

KIOSK, DESK = Actor("kiosk", "token", id="t1"), Actor("desk", "token", id="t2")


def close(
    parts: Parts, key: str | None, counter_id: str = "3", reason: str | None = None
) -> Outcome[Counter]:
    """Close a counter, once for each key."""

    def work(tx: Transaction, event_id: str) -> Outcome[Counter]:
        counter = tx.get(Counter, counter_id)
        assert counter
        row = replace(counter, state="closed", reason=reason)
        if row == counter:
            return Outcome(False, counter.seq, counter)
        event = tx.append("counter.closed", {"counter": row.to_json()}, event_id)
        return Outcome(True, event.seq, Counter.from_json(event.data["counter"]))

    asked = Asked(key, "closed", {"counter": counter_id, "reason": reason})
    return parts.hall.once(asked, kept_row(Counter), work)


def position(parts: Parts) -> int:
    """Return the seq of the hall's last event."""
    return parts.hall.read(lambda tx: tx.seq)


def test_the_same_key_gives_the_first_answer(parts: Parts) -> None:
    """The work is done once; only ``created`` tells the two answers apart."""
    first = close(parts, "k")
    again = close(parts, "k")
    assert (first.created, again) == (True, replace(first, created=False))
    assert position(parts) == first.seq


def test_what_changed_nothing_is_remembered_as_well(parts: Parts) -> None:
    """Sent again late, it does not undo what others did meanwhile."""
    close(parts, None)
    first = close(parts, "k")
    assert not first.created
    close(parts, None, reason="Istirahat")
    assert close(parts, "k") == first


def test_without_a_key_nothing_is_remembered(parts: Parts) -> None:
    """Each request is a new one."""
    close(parts, None, reason="one")
    close(parts, None, reason="two")
    assert close(parts, None, reason="one").created


def test_the_key_with_another_content_is_refused(parts: Parts) -> None:
    """And nothing is journalled."""
    seq = close(parts, "k").seq
    for changed in ({"counter_id": "2"}, {"reason": "Istirahat"}):
        with pytest.raises(Conflict) as refused:
            close(parts, "k", **changed)
        assert (refused.value.code, refused.value.facts) == ("event_id_taken", {"event_id": "k"})
    assert position(parts) == seq


def test_two_senders_may_use_the_same_key(parts: Parts) -> None:
    """Each gets an answer of its own, and each again its own."""
    with acting(KIOSK):
        first = close(parts, "1")
    with acting(DESK):
        other = close(parts, "1", "2")
        assert (other.created, close(parts, "1", "2").seq) == (True, other.seq)
    with acting(KIOSK):
        assert close(parts, "1") == replace(first, created=False)


def test_a_key_counts_for_the_halls_day(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kiosk that numbers from 1 each morning is not taken for one that repeats itself."""
    with acting(KIOSK):
        close(parts, "1")
        tomorrow = now() + timedelta(days=1)
        monkeypatch.setattr("display.hall.business_day.now", lambda: tomorrow)
        assert close(parts, "1", "2").created
        with pytest.raises(Conflict):
            close(parts, "1", "3")


def test_the_id_of_an_event_that_nobody_asked_for_is_refused(parts: Parts) -> None:
    """The system's own, or one of a release that kept no answers: it might be done twice."""
    parts.hall.write(lambda tx: tx.append("calls.held", {}, "k"))
    with pytest.raises(Conflict, match=r"^event_id k belongs to an earlier calls\.held\.$") as no:
        close(parts, "k")
    assert no.value.code == "event_id_taken"


def test_an_earlier_answer_is_found_without_writing(parts: Parts) -> None:
    """Whether there is one is told before; what was asked must be the same."""
    first = close(parts, "k")
    assert [parts.hall.was_answered(key) for key in (None, "new", "k")] == [False, False, True]
    asked = Asked("k", "closed", {"counter": "3", "reason": None})
    assert parts.hall.earlier(asked, kept_row(Counter)) == replace(first, created=False)
    with pytest.raises(Conflict):
        parts.hall.earlier(replace(asked, deed="open"), kept_row(Counter))
