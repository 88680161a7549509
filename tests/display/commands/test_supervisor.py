"""The supervisor with small real processes for children: real pipes, real signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import pytest

# A child that writes its process id and ends when its standard input ends.
POLITE = "import os,sys; open(sys.argv[1],'a').write(f'{os.getpid()}\\n'); sys.stdin.read()"
# A child that heeds neither its standard input nor SIGTERM, and has a child of its own.
STUBBORN = (
    "import os,signal,subprocess,sys,time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "kid = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "open(sys.argv[1],'a').write(f'{os.getpid()}\\n{kid.pid}\\n'); time.sleep(60)"
)
REFUSING = "import sys; print('the port is taken', file=sys.stderr); sys.exit(3)"

# A child whose first life was a good one, and that then finds its port taken once.
UNLUCKY = (
    "import os,sys,time; notes = open(sys.argv[1],'a+'); notes.write(f'{os.getpid()}\\n');"
    "notes.flush(); notes.seek(0); life = len(notes.readlines());"
    "(time.sleep(0.5), sys.exit(1)) if life == 1 else sys.exit(3) if life == 2 else 0;"
    "sys.stdin.read()"
)
# A child that beats from its main loop; in its first life, where asked, that loop is blocked.
BEATING = (
    "import os,sys,threading,time;"
    "from display.commands.supervision.heartbeat import heartbeat_to_parent;"
    "notes = open(sys.argv[1],'a+'); notes.write(f'{os.getpid()}\\n'); notes.flush();"
    "notes.seek(0); first = len(notes.readlines()) == 1; beat = heartbeat_to_parent(); beat();"
    "threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0))).start();"
    "time.sleep(60) if first and 'BLOCKED' in os.environ else None;"
    "[(beat(), time.sleep(0.2)) for _ in iter(int, 1)]"
)

PROGRAM = """
    import os, sys
    from display.commands.supervision import child
    from display.commands.supervision.child import Job
    child.SETTLED_S, child.SILENT_S = 0.3, 3.0
    from display.commands.supervision.supervisor import Supervisor
    codes = sys.argv[2:]
    jobs = [Job(f"child {n}", (sys.executable, "-c", code, sys.argv[1]), dict(os.environ))
            for n, code in enumerate(codes)]
    sys.exit(Supervisor(jobs).run())
"""


class Run:
    """A supervisor in a process of its own, over children that note their ids in a file."""

    def __init__(self, notes: Path, *codes: str) -> None:
        self.notes = notes
        notes.touch()
        command = [sys.executable, "-c", textwrap.dedent(PROGRAM), str(notes), *codes]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)

    def pids(self, count: int) -> list[int]:
        """Return the first ``count`` ids that the children noted, as soon as they are there."""
        assert wait_for(lambda: len(self.notes.read_text().splitlines()) >= count)
        return [int(line) for line in self.notes.read_text().splitlines()][:count]


def wait_for(condition, limit_s: float = 15.0) -> bool:
    deadline = time.monotonic() + limit_s
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
def start(tmp_path):
    """Return a starter of supervisors; whatever is left of them dies with the test."""
    runs: list[Run] = []

    def starter(*codes: str) -> Run:
        runs.append(Run(tmp_path / f"pids-{len(runs)}", *codes))
        return runs[-1]

    yield starter
    for run in runs:
        with run.process:
            run.process.kill()
        for pid in map(int, run.notes.read_text().split()):
            if alive(pid):
                os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_polite_children_at_once(start, number):
    """Every way to stop a run ends its children and leaves exit code 0."""
    run = start(POLITE, POLITE)
    pids = run.pids(2)
    run.process.send_signal(number)
    assert run.process.wait(3) == 0
    assert not any(map(alive, pids))


def test_a_stubborn_child_and_its_own_child_are_killed_within_3_s(start):
    """A child that heeds nothing cannot keep the run alive, nor leave an orphan."""
    run = start(STUBBORN, POLITE)
    pids = run.pids(3)
    run.process.send_signal(signal.SIGTERM)
    assert run.process.wait(3) == 0
    assert wait_for(lambda: not any(map(alive, pids)), 1)


def test_kill_9_of_the_supervisor_ends_the_children(start):
    """The pipe's end tells them; nobody else can."""
    run = start(POLITE, POLITE)
    pids = run.pids(2)
    run.process.kill()
    assert wait_for(lambda: not any(map(alive, pids)), 5)


def test_a_killed_child_comes_back_and_the_others_stay(start):
    """A death is told on standard error and repaired."""
    run = start(POLITE, POLITE)
    first, second = run.pids(2)
    os.kill(first, signal.SIGKILL)
    third = run.pids(3)[2]
    assert alive(third)
    assert alive(second)
    run.process.send_signal(signal.SIGTERM)
    assert "ended (signal 9); starting it again in 0.2 s" in run.process.communicate()[1]


def test_a_child_that_cannot_start_ends_the_run_with_its_code(start):
    """A plain reason is said once, by the child; it is not tried again and again."""
    run = start(REFUSING, POLITE)
    said = run.process.communicate(timeout=10)[1]
    assert run.process.returncode == 3
    assert said == "the port is taken\n"
    assert not any(map(alive, map(int, run.notes.read_text().split())))


def test_a_child_that_was_up_is_never_given_up(start):
    """Later a plain reason may pass by itself; a hall that was open must open again."""
    run = start(UNLUCKY)
    assert alive(run.pids(3)[2])
    assert run.process.poll() is None


def test_a_stopped_child_is_started_again(start):
    """It has not ended, but it answers nobody."""
    run = start(BEATING)
    (pid,) = run.pids(1)
    psutil.Process(pid).suspend()
    second = run.pids(2)[1]
    assert wait_for(lambda: not alive(pid))
    assert alive(second)
    run.process.send_signal(signal.SIGTERM)
    _, said = run.process.communicate(timeout=10)
    assert "child 0 ended (it gave no sign of life for 3 s); starting it again" in said


def test_a_child_whose_loop_is_blocked_is_started_again(start, monkeypatch):
    """Its threads may be well."""
    monkeypatch.setenv("BLOCKED", "1")
    run = start(BEATING)
    first, second = run.pids(2)
    assert wait_for(lambda: not alive(first))
    assert alive(second)


def test_a_stopped_supervisor_does_not_take_its_child_for_stopped(start):
    """As after Ctrl-Z and `fg`, or a machine that slept: its child has been well all the time."""
    run = start(BEATING)
    (pid,) = run.pids(1)
    supervisor = psutil.Process(run.process.pid)
    supervisor.suspend()
    time.sleep(4)  # longer than a child may be silent
    supervisor.resume()
    time.sleep(1)
    assert alive(pid)
    assert run.pids(1) == [pid]
    assert len(run.notes.read_text().splitlines()) == 1


def test_a_child_that_never_beats_is_left_alone(start):
    """A start may take long; and other programs know nothing of beats."""
    run = start(POLITE, POLITE)
    run.pids(2)
    time.sleep(4)
    assert len(run.notes.read_text().splitlines()) == 2
