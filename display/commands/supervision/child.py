"""One child process of ``panggil run``, kept alive: started, watched, started again, stopped."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from display.commands.command_line.exits import PLAIN_REASONS
from display.commands.supervision.heartbeat import SILENT_S, HeartbeatPipe

#: Restart pauses: 0.2 s, doubling to 5 s. The first is short because a hall is silent meanwhile;
#: the last keeps a broken machine usable.
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.2, 5.0
#: A child that lived this long had started well: the next death counts as the first one.
SETTLED_S = 30.0
#: A child that is silent for so long could not be killed, or nobody looks at it any more.
DEAD_S = 60.0


@dataclass(frozen=True, slots=True)
class Job:
    """What a child does: its name for people, its program with arguments, its environment.

    From its second start on it gets one more argument, ``--again``.
    """

    name: str
    program: tuple[str, ...]
    environ: Mapping[str, str] = field(repr=False)


class Backoff:
    """How long to wait before the next start."""

    def __init__(self) -> None:
        self._next_s = FIRST_PAUSE_S

    def pause_s(self, lived_s: float) -> float:
        """Return the pause after a child that lived ``lived_s`` seconds."""
        if lived_s >= SETTLED_S:
            self._next_s = FIRST_PAUSE_S
        pause = self._next_s
        self._next_s = min(pause * 2, LONGEST_PAUSE_S)
        return pause


class Child:
    """Keeps one job's process alive until :meth:`stop`.

    ``on_refusal(code)`` is called once when the process said that it cannot start. A job that has
    been up for :data:`SETTLED_S` is never given up: its reason may pass (a port still held, a
    database restarting), and a hall that was open must open again by itself.
    """

    def __init__(self, job: Job, on_refusal: Callable[[int], None]) -> None:
        self.job = job
        self._on_refusal = on_refusal
        self._stopping = threading.Event()
        self._guard = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: HeartbeatPipe | None = None
        self.has_begun = False
        """Whether it has given a sign of life: what it is there for is done since then."""
        self._thread = threading.Thread(target=self._keep, name=job.name, daemon=True)

    def start(self) -> None:
        """Start the first process, and the thread that waits for its end."""
        self._thread.start()

    def is_looked_after(self) -> bool:
        """Say whether its process lives, starts, or is about to be started again."""
        pipe = self._pipe
        heard_at = pipe.heard_at if pipe else None
        self.has_begun = self.has_begun or heard_at is not None
        silent = heard_at is not None and time.monotonic() - heard_at > DEAD_S
        return self._thread.is_alive() and not silent

    def stop(self) -> None:
        """Ask the process to end, and start no other."""
        with self._guard:
            self._stopping.set()
            if self._process and self._process.stdin:
                with contextlib.suppress(OSError):
                    self._process.stdin.close()

    def join(self, timeout_s: float) -> bool:
        """Wait for the end; say whether it came."""
        self._thread.join(max(0.0, timeout_s))
        return not self._thread.is_alive()

    def kill(self) -> None:
        """End the process and all that it started, now."""
        process = self._process
        if process and process.poll() is None:
            _kill_family(process)

    def _keep(self) -> None:
        backoff, settled, again = Backoff(), False, False
        while started := self._spawn(again):
            process, pipe = started
            began = time.monotonic()
            code = pipe.wait(process, SILENT_S)
            silent = code is None
            if code is None:
                _kill_family(process)
                code = process.wait()
            lived_s = time.monotonic() - began
            settled = settled or lived_s >= SETTLED_S
            if self._stopping.is_set():
                return
            if code in PLAIN_REASONS and not settled:
                self._on_refusal(code)
                return
            self._pipe = None
            pause_s = backoff.pause_s(lived_s)
            _tell(self.job.name, code, pause_s, silent=silent)
            self._stopping.wait(pause_s)
            again = True

    def _spawn(self, again: bool) -> tuple[subprocess.Popen[bytes], HeartbeatPipe] | None:
        with self._guard:
            if self._stopping.is_set():
                return None
            pipe = self._pipe = HeartbeatPipe()
            self._process = subprocess.Popen(
                [*self.job.program, *(["--again"] if again else [])],
                stdin=subprocess.PIPE,
                env={**self.job.environ, **pipe.environ},
                pass_fds=pipe.handed_down,
                # Ctrl-C reaches only the supervisor, which stops its children in good order.
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
            return self._process, pipe


def _tell(name: str, code: int, pause_s: float, *, silent: bool) -> None:
    """Say on standard error that a child died and comes back."""
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    how = f"it gave no sign of life for {SILENT_S:g} s" if silent else how
    print(
        f"panggil: {name} ended ({how}); starting it again in {pause_s:g} s.",
        file=sys.stderr,
        flush=True,
    )


def _kill_family(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and its session; on Windows its children end by their closed pipes."""
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
