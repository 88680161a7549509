"""The replay buffer of published events."""

from __future__ import annotations

from display.journal import Event
from display.push.broadcast.replay import REPLAYED, ReplayBuffer


def events(first: int, last: int) -> list[Event]:
    at = "2026-11-23T02:42:00.123Z"
    return [Event("h", seq, str(seq), "ticket.called", at, {}) for seq in range(first, last + 1)]


def replay_at(seq: int) -> ReplayBuffer:
    replay = ReplayBuffer()
    replay.reset("e", 0)
    assert replay.extend(events(1, seq))
    return replay


def test_it_reaches_back_as_far_as_it_remembers() -> None:
    """Resumable is the newest position and the 300 before it; not one more, not the future."""
    replay = replay_at(REPLAYED + 50)
    reached = [seq for seq in range(REPLAYED + 60) if replay.reaches(seq)]
    assert reached == list(range(50, REPLAYED + 51))


def test_what_came_after_a_position_is_whole_and_in_order() -> None:
    """No gap, no repeat, nothing at the newest position."""
    replay = replay_at(20)
    assert [item.event.seq for item in replay.after(17)] == [18, 19, 20]
    assert replay.after(20) == []
    assert replay.frames_after(19) == replay.after(19)[0].frame


def test_it_takes_no_event_that_does_not_follow() -> None:
    """A hole means that something was lost: the caller must look again."""
    replay = replay_at(3)
    assert not replay.extend(events(5, 6))
    assert replay.seq == 3


def test_a_new_life_forgets_the_old_one() -> None:
    """After a restored backup nothing of the old epoch may be replayed."""
    replay = replay_at(9)
    replay.reset("f", 4, events(3, 4))
    assert (replay.position, replay.life) == (("f", 4), 2)
    assert [seq for seq in range(12) if replay.reaches(seq)] == [2, 3, 4]
