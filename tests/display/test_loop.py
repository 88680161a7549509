"""A loop comes round whatever its look meets, and everybody can tell when it does not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from structlog.testing import capture_logs

from display.errors import PanggilError
from display.loop import DEAD_S, Loop
from tests.acceptance.hall_process import wait_until

BEAT_S = 0.01


@contextmanager
def running(look: Callable[[], object], **timing: float) -> Iterator[Loop]:
    """Start a loop that looks a hundred times a second, and stop it."""
    loop = Loop("trial", look, **{"beat_s": BEAT_S, **timing})
    loop.start()
    try:
        yield loop
    finally:
        loop.stop(5)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PanggilError("the journal is away."), "a loop did not get on, tried again"),
        (ZeroDivisionError(), "a loop failed, tried again"),
    ],
)
def test_what_a_look_raises_is_logged_by_the_loops_name_and_tried_again(
    error: Exception, said: str
) -> None:
    """A database that is away for an hour, or a mistake of ours: the next beat may go well."""
    looks: list[int] = []

    def look() -> None:
        looks.append(1)
        if len(looks) == 1:
            raise error

    with capture_logs() as logs, running(look) as loop:
        wait_until(lambda: len(looks) >= 3)
        assert loop.late_s < DEAD_S
    assert [(row["event"], row["loop"]) for row in logs] == [(said, "trial")]


# What kills a thread on purpose prints its traceback, as it should.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_loop_that_dies_is_late_for_ever() -> None:
    """Its thread has ended: it is not waited for."""

    def look() -> None:
        raise BaseException("ends the thread")

    with running(look) as loop:
        wait_until(lambda: loop.late_s == float("inf"))
    assert loop.late_s == 0  # it was stopped: nobody misses it


def test_a_loop_that_hangs_is_late_from_the_moment_its_look_began(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What it waits for may never come."""
    hangs, go_on = threading.Event(), threading.Event()

    def look() -> None:
        hangs.set()
        go_on.wait()

    with running(look) as loop:
        assert hangs.wait(30)
        assert loop.due_at
        monkeypatch.setattr(loop, "due_at", loop.due_at - 100)
        assert 100 <= loop.late_s < float("inf")
        go_on.set()
        wait_until(lambda: loop.late_s < 100)  # and is well again when it goes on


def test_a_look_may_say_that_what_comes_next_takes_long() -> None:
    """A backup of gigabytes is no loop that hangs."""
    begun, go_on = threading.Event(), threading.Event()
    loops: list[Loop] = []

    def look() -> None:
        loops[0].allow(3600)
        begun.set()
        go_on.wait()

    loops.append(Loop("trial", look, beat_s=BEAT_S))
    loops[0].start()
    assert begun.wait(30)
    due_at = loops[0].due_at
    assert due_at
    assert loops[0].late_s == 0
    go_on.set()
    wait_until(lambda: loops[0].due_at != due_at)  # that was said of one look alone
    loops[0].stop(5)


def test_a_loop_that_waits_for_its_hour_is_not_late() -> None:
    """Old events go once a day."""
    with running(lambda: None, beat_s=86_400, first_s=900) as loop:
        assert loop.late_s == 0
    assert Loop("never started", lambda: None, beat_s=1).late_s == 0


def test_whoever_wakes_a_loop_does_not_wait_for_its_beat() -> None:
    """A call is announced at once."""
    looked = threading.Event()
    with running(looked.set, beat_s=3600) as loop:
        assert not looked.is_set()
        loop.wake()
        assert looked.wait(30)


def test_a_stop_ends_the_wait_and_the_pauses_of_a_look() -> None:
    """The whole server stops within two seconds, whatever the beat."""
    paused, told = threading.Event(), []
    loops: list[Loop] = []

    def look() -> None:
        paused.set()
        told.append(loops[0].pause(3600))

    loops.append(Loop("trial", look, beat_s=3600, first_s=0.0))
    loops[0].start()
    assert paused.wait(30)
    loops[0].stop(30)
    assert told == [False]
    assert not loops[0]._thread.is_alive()


def test_what_fails_because_the_journal_was_closed_under_it_is_not_told() -> None:
    """A stop is no fault: the log has nothing of it."""
    begun, closed = threading.Event(), threading.Event()

    def look() -> None:
        begun.set()
        closed.wait()
        raise PanggilError("The journal is closed.")

    with capture_logs() as logs:
        loop = Loop("trial", look, beat_s=BEAT_S)
        loop.start()
        assert begun.wait(30)
        loop.stop()
        closed.set()
        loop.stop(30)
    assert logs == []
