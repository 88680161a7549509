"""A supervised child ends when its parent's end of the pipe closes."""

import signal
import subprocess
import sys

LISTENING = (
    "import signal,sys,threading;"
    "from display.commands.supervision.parent_pipe import end_with_parent;"
    "done = threading.Event(); signal.signal(signal.SIGTERM, lambda *_: done.set());"
    "end_with_parent(30); print('up', flush=True); done.wait(); sys.exit(7)"
)
DEAF = (
    "import signal,time; from display.commands.supervision.parent_pipe import end_with_parent;"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "end_with_parent(0.2); print('up', flush=True); time.sleep(60)"
)
PATCHED = (
    "from display.commands.supervision.parent_pipe import end_with_parent; end_with_parent(30);"
    "from gevent import monkey; monkey.patch_all(); import gevent, signal, sys;"
    "from gevent.event import Event; done = Event();"
    "gevent.signal_handler(signal.SIGTERM, done.set);"
    "gevent.spawn(print, 'up', flush=True)\n"
    "while not done.wait(0.05): pass\n"
    "sys.exit(7)"
)


def child(code: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    return process


def end_of_pipe(process: subprocess.Popen[str]) -> int:
    process.communicate(timeout=10)
    return process.returncode


def test_it_is_asked_to_stop_like_by_sigterm():
    """The child's own handler runs, so that it ends in good order."""
    assert end_of_pipe(child(LISTENING)) == 7


def test_a_child_that_does_not_end_is_ended():
    """Nobody is left to kill an orphan, so it ends itself after the grace."""
    assert end_of_pipe(child(DEAF)) == 0


def test_it_works_beside_a_patched_hub():
    """The watch is a native thread: the hub runs on while it waits, and hears of the end."""
    assert end_of_pipe(child(PATCHED)) == 7


def test_an_open_pipe_keeps_the_child():
    """Nothing but the end of the pipe ends it."""
    process = child(LISTENING)
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert end_of_pipe(process) == 7
