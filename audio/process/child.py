"""The parent's side of a child process: started, written to, read, ended.

Plain threading and subprocess; under gevent's monkey patching the same code gives way to other
greenlets instead of threads.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from audio.process.json_lines import write_line

_ROOT = Path(__file__).resolve().parents[2]

SECRETS: Final = frozenset(
    {
        "PANGGIL_ADMIN_PASSWORD",
        "PANGGIL_API_TOKEN",
        "PANGGIL_DATABASE_URL",
        "PANGGIL_LOCAL_EAR_TOKEN",
        "PANGGIL_LOCAL_SPEAKER_TOKEN",
        "PANGGIL_TOKEN",
    }
)
"""Variables that no child gets: a voice or a decoder that is subverted must not know them."""


class ChildProcess:
    """A running ``python -m MODULE ARGUMENTS``, which follows :mod:`audio.process.worker`.

    Its standard input is its life: when this process ends in whatever way, the input closes and the
    child ends too. ``lowered`` runs it below everything that a call needs; ``hear_prints`` keeps
    its standard error for :meth:`prints` (else it goes where this process's goes); ``environ`` is
    set on top of this process's environment. Raises ``OSError`` when it cannot be started.
    """

    def __init__(
        self,
        module: str,
        arguments: Sequence[str] = (),
        *,
        lowered: bool = False,
        hear_prints: bool = False,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        # -P: a file that happens to lie in the working folder is no module of ours.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if hear_prints else None,
            env={**_without_secrets(os.environ), **_own_path(), **(environ or {})},
            # Windows gives a priority at birth; elsewhere the child steps back itself.
            creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0) if lowered else 0,
        )

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def send(self, fields: Mapping[str, object]) -> bool:
        """Write one line to it; return whether it still listens."""
        stdin = self._process.stdin
        try:
            if stdin:
                stdin.write(write_line(fields))
                stdin.flush()
        except (OSError, ValueError):
            return False
        return True

    def lines(self) -> Iterator[bytes]:
        """Yield what it says, line by line, until it says no more; then its output is closed."""
        return _drain(self._process.stdout)

    def prints(self) -> Iterator[bytes]:
        """Yield what its libraries print, line by line; nothing without ``hear_prints``."""
        return _drain(self._process.stderr)

    def follow(
        self, hear: Callable[[bytes], None], ended: Callable[[int], None], name: str
    ) -> threading.Thread:
        """Pass every line to ``hear``, then the exit code to ``ended``, from a thread ``name``.

        The thread also sees to it that an end which nobody asked for leaves no zombie behind.
        """
        thread = threading.Thread(target=self._follow, args=(hear, ended), name=name, daemon=True)
        thread.start()
        return thread

    def log_prints(self, log: logging.Logger, name: str) -> None:
        """Send what its libraries print to the debug log, from a thread of its own.

        Libraries are wordy where a device is missing (ALSA without a card).
        """
        threading.Thread(target=self._log_prints, args=(log, name), daemon=True).start()

    def _log_prints(self, log: logging.Logger, name: str) -> None:
        for line in self.prints():
            log.debug("%s %d: %s", name, self.pid, line.decode(errors="replace").rstrip())

    def end(self, timeout_s: float, log: logging.Logger, name: str) -> None:
        """Kill it and wait until it is gone, but no longer than that; else the log hears of it."""
        self.kill()
        if self.wait(timeout_s) is None:
            log.error("%s %d does not end", name, self.pid)

    def kill(self) -> None:
        """End it at once, with SIGKILL, for it may hang in C; returns without waiting."""
        with suppress(OSError):
            self._process.kill()

    def close_input(self) -> None:
        """Ask it to end, by closing its input. Safe to call twice."""
        with suppress(OSError, ValueError):
            if self._process.stdin:
                self._process.stdin.close()

    def close_output(self) -> None:
        """Give up the reading end of what it says, when nobody follows it."""
        with suppress(OSError, ValueError):
            if self._process.stdout:
                self._process.stdout.close()

    def wait(self, timeout_s: float | None = None) -> int | None:
        """Return its exit code, or ``None`` when it still runs after ``timeout_s`` seconds."""
        try:
            return self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return None

    def _follow(self, hear: Callable[[bytes], None], ended: Callable[[int], None]) -> None:
        for line in self.lines():
            hear(line)
        self.kill()  # its output may have ended first
        code = self._process.wait()
        self.close_input()
        ended(code)


def tell_exit(code: int) -> str:
    """Return an exit code in words: ``signal 9`` or ``exit code 1``."""
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _drain(pipe: IO[bytes] | None) -> Iterator[bytes]:
    if pipe is None:
        return
    with suppress(OSError, ValueError):
        yield from pipe
    with suppress(OSError, ValueError):
        pipe.close()


def _without_secrets(environ: Mapping[str, str]) -> dict[str, str]:
    """Return an environment for a child: none of them speaks to the server or the database."""
    return {name: value for name, value in environ.items() if name not in SECRETS}


def _own_path() -> dict[str, str]:
    """Return the variable by which the child finds this very installation."""
    path = os.environ.get("PYTHONPATH")
    return {"PYTHONPATH": os.pathsep.join(filter(None, [str(_ROOT), path]))}
