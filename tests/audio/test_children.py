"""What the processes of the sound side are given."""

from __future__ import annotations

import os

import psutil
import pytest

from audio.process.child import SECRETS, ChildProcess
from display.settings import SETTINGS


def test_no_child_knows_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither voice nor decoder speaks to server or database: what they cannot tell is safe."""
    for name in SECRETS:
        monkeypatch.setenv(name, "secret")
    monkeypatch.setenv("PANGGIL_GAP_MS", "700")
    child = ChildProcess("audio.witness.worker", ["--pid", str(os.getpid())])
    try:
        given = psutil.Process(child.pid).environ()
    finally:
        child.kill()
        child.wait()
        child.close_output()
        child.close_input()
    assert SECRETS & given.keys() == set()
    assert given["PANGGIL_GAP_MS"] == "700"


def test_every_secret_setting_is_kept_from_them() -> None:
    """A new one is forgotten nowhere."""
    assert {f"PANGGIL_{each.name.upper()}" for each in SETTINGS if each.secret} <= SECRETS
