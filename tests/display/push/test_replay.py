"""The ring of published events."""

from __future__ import annotations

from display.journal import Event
from display.push.replay import RING, Ring


def events(first: int, last: int) -> list[Event]:
    at = "2026-11-23T02:42:00.123Z"
    return [Event("h", seq, str(seq), "ticket.called", at, {}) for seq in range(first, last + 1)]


def ring_at(seq: int) -> Ring:
    ring = Ring()
    ring.reset("e", 0)
    assert ring.extend(events(1, seq))
    return ring


def test_it_reaches_back_as_far_as_it_remembers() -> None:
    """Resumable is the newest position and the 300 before it; not one more, not the future."""
    ring = ring_at(RING + 50)
    reached = [seq for seq in range(RING + 60) if ring.reaches(seq)]
    assert reached == list(range(50, RING + 51))


def test_what_came_after_a_position_is_whole_and_in_order() -> None:
    """No gap, no repeat, nothing at the newest position."""
    ring = ring_at(20)
    assert [item.event.seq for item in ring.after(17)] == [18, 19, 20]
    assert ring.after(20) == []
    assert ring.frames_after(19) == ring.after(19)[0].frame


def test_it_takes_no_event_that_does_not_follow() -> None:
    """A hole means that something was lost: the caller must look again."""
    ring = ring_at(3)
    assert not ring.extend(events(5, 6))
    assert ring.seq == 3


def test_a_new_life_forgets_the_old_one() -> None:
    """After a restored backup nothing of the old epoch may be replayed."""
    ring = ring_at(9)
    ring.reset("f", 4, events(3, 4))
    assert (ring.position, ring.life) == (("f", 4), 2)
    assert [seq for seq in range(12) if ring.reaches(seq)] == [2, 3, 4]
