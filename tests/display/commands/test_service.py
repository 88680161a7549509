"""The service: a unit file that systemd takes, and a watchdog that what is dead does not feed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from display.commands.command_line.group import panggil
from display.commands.service import systemd
from display.commands.supervision.child import Job
from display.commands.supervision.service_manager import ServiceManager
from display.commands.supervision.supervisor import Supervisor
from display.loop import DEAD_S
from display.server import dead_loops
from tests.acceptance.hall_process import wait_until
from tests.display.commands.test_supervisor import BEATING
from tests.display.web.served_hall import furnished


class Manager:
    """A service manager's socket: what a service has told it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "notify"
        self.told: list[str] = []
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(self.path))
        self._socket.setblocking(False)

    def hear(self) -> list[str]:
        """Return all that was told so far, a line each."""
        while True:
            try:
                self.told += self._socket.recv(4096).decode().splitlines()
            except BlockingIOError:
                return self.told

    def close(self) -> None:
        """Listen no more."""
        self._socket.close()


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[Manager]:
    """A service manager."""
    manager = Manager(tmp_path)
    yield manager
    manager.close()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
@pytest.mark.parametrize("more", [(), ("--user-unit",)])
def test_systemd_takes_the_unit_file(tmp_path: Path, more: tuple[str, ...]) -> None:
    """Every line of it is known to systemd, and the program is there."""
    asked = ["service", "install", "--print", "--data", str(tmp_path / "data folder"), *more]
    printed = CliRunner().invoke(panggil, asked)
    unit = tmp_path / "panggil.service"
    unit.write_text(printed.output)
    scope = ["--user"] if more else []
    verified = subprocess.run(
        ["systemd-analyze", "verify", *scope, str(unit)],
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (verified.returncode, verified.stderr) == (0, "")
    assert "Type=notify" in printed.output
    assert "WatchdogSec=60" in printed.output


def test_its_user_finds_the_sound_server_and_the_card(tmp_path: Path) -> None:
    """By the runtime folder and the group; nothing that hides either is switched on."""
    text = CliRunner().invoke(panggil, ["service", "install", "--print"]).output
    assert "XDG_RUNTIME_DIR=/run/user/" in text
    assert "SupplementaryGroups=audio" in text
    hiding = ("ProtectHome=", "PrivateDevices=", "ProtectClock=", "RestrictRealtime=")
    assert not [line for line in text.splitlines() if line.startswith(hiding)]


def test_without_systemd_it_says_where_to_read_on(monkeypatch, tmp_path: Path) -> None:
    """Nothing is changed, whatever was asked."""
    monkeypatch.setattr(systemd, "RUNNING", tmp_path / "none")
    for asked in ("install", "status", "remove"):
        done = CliRunner().invoke(panggil, ["service", asked])
        assert done.exit_code == 3
        assert "docs/operations.md" in done.output


def test_a_manager_is_told_by_the_process_that_it_started_alone(manager: Manager) -> None:
    """Children do not find its socket; a watchdog that is meant for another process is not ours."""
    environ = {"NOTIFY_SOCKET": str(manager.path), "WATCHDOG_USEC": "2000000", "OTHER": "1"}
    told = ServiceManager.of(environ)
    assert environ == {"OTHER": "1"}
    assert told.beat_s == 0.5
    told.ready()
    told.ready()
    told.alive()
    assert manager.hear() == ["READY=1", f"MAINPID={os.getpid()}", "WATCHDOG=1"]
    foreign = {"NOTIFY_SOCKET": "@x", "WATCHDOG_USEC": "2000000", "WATCHDOG_PID": "1"}
    assert ServiceManager.of(foreign).beat_s is None
    ServiceManager.of({"NOTIFY_SOCKET": "/nowhere"}).ready()  # nobody listens: no harm


def test_the_supervisor_is_ready_with_its_first_child_and_alive_with_all(
    manager: Manager, tmp_path: Path
) -> None:
    """A child that cannot be revived withholds the watchdog, and the status says which."""
    notes = tmp_path / "notes"
    job = Job("server", (sys.executable, "-c", BEATING, str(notes)), dict(os.environ))
    supervisor = Supervisor([job], ServiceManager(str(manager.path), 1.0))
    (child,) = supervisor._children
    try:
        child.start()
        supervisor._tell()
        assert "READY=1" not in manager.hear()
        wait_until(child.is_looked_after)
        wait_until(lambda: supervisor._tell() or "READY=1" in manager.hear())
        assert "WATCHDOG=1" in manager.hear()
        manager.told.clear()
        assert child._pipe
        child._pipe.heard_at = -1e9
        child.is_looked_after = lambda: False  # type: ignore[method-assign]
        supervisor._tell()
        assert manager.hear() == ["STATUS=dead and not to be revived: server"]
    finally:
        supervisor._stop_all()


def test_a_child_that_stays_silent_is_not_looked_after(tmp_path: Path) -> None:
    """It was to be killed after 20 s; after a minute that has failed."""
    job = Job("server", (sys.executable, "-c", BEATING, str(tmp_path / "n")), dict(os.environ))
    supervisor = Supervisor([job])
    (child,) = supervisor._children
    assert not child.is_looked_after()  # nobody keeps it yet
    child.start()
    try:
        wait_until(lambda: child.is_looked_after() and child.has_begun)
        process = child._process
        assert process
        child._pipe = type("Silent", (), {"heard_at": -1e9})()
        assert not child.is_looked_after()
    finally:
        supervisor._stop_all()


def test_a_server_with_a_dead_loop_gives_no_sign_of_life(tmp_path: Path) -> None:
    """The hub may go round while nobody announces, or nobody looks after the hall."""
    with furnished(tmp_path) as parts:
        assert dead_loops(parts) == []
        for loop in parts.loops:
            loop.due_at = time.monotonic() - DEAD_S - 1
            assert dead_loops(parts) == [loop.name]
            loop.due_at = None
        parts.hub._workers[0].kill()
        assert dead_loops(parts) == ["hub"]
    assert "hub" in dead_loops(parts)


def test_a_run_under_a_manager_becomes_ready_and_says_when_it_ends(
    manager: Manager, start, monkeypatch
) -> None:
    """The whole of `panggil run`: ready when the server answers, alive, then stopping."""
    monkeypatch.setenv("NOTIFY_SOCKET", str(manager.path))
    monkeypatch.setenv("WATCHDOG_USEC", "2000000")
    run = start()
    wait_until(lambda: "READY=1" in manager.hear())
    wait_until(lambda: manager.hear().count("WATCHDOG=1") >= 2)
    run.process.terminate()
    assert run.process.wait(30) == 0
    assert manager.hear()[-1] == "STOPPING=1"
