"""How long a dead child waits for its next start."""

from display.commands.supervision.child import LONGEST_PAUSE_S, SETTLED_S, Backoff


def test_pauses_double_up_to_the_longest():
    """A child that dies at once again and again must not burn the machine."""
    backoff = Backoff()
    assert [backoff.pause_s(0.1) for _ in range(7)] == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0]


def test_a_settled_child_starts_again_quickly():
    """After 30 s of life the next death is a first one."""
    backoff = Backoff()
    for _ in range(6):
        backoff.pause_s(0.1)
    assert backoff.pause_s(SETTLED_S - 0.1) == LONGEST_PAUSE_S
    assert backoff.pause_s(SETTLED_S) == 0.2
