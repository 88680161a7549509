"""`panggil backup` and `panggil restore`, as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from display.commands.command_line.group import panggil
from display.commands.startup.folder import hold_folder
from tests.furnished import put_database


@pytest.fixture(autouse=True)
def stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process of the tests keep its priority and its signals: nothing takes them back."""
    monkeypatch.setattr("display.backup.step_back", lambda: None)


def test_a_hall_goes_out_and_comes_back(tmp_path: Path) -> None:
    """What it says names the hall, how far it had come, and what to do next."""
    put_database(tmp_path / "data", "lahat")
    run = CliRunner().invoke
    made = run(panggil, ["backup", str(tmp_path / "b.zip"), "--data", str(tmp_path / "data")])
    assert made.exit_code == 0, made.output
    assert "lahat: 38 events" in made.output
    assert "read back whole" in made.output
    back = run(panggil, ["restore", str(tmp_path / "b.zip"), "--data", str(tmp_path / "new")])
    assert back.exit_code == 0, back.output
    assert f"panggil run --data {tmp_path / 'new'}" in back.output


def test_a_folder_in_which_a_server_runs_is_refused(tmp_path: Path) -> None:
    """By that reason, before the one that it is not empty."""
    (tmp_path / "data").mkdir()
    with hold_folder(tmp_path / "data", "serve"):
        asked = ["restore", str(tmp_path / "b.zip"), "--data", str(tmp_path / "data")]
        refused = CliRunner().invoke(panggil, asked)
    assert refused.exit_code == 3
    assert "`panggil serve` is running" in refused.output


def test_without_a_hall_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    """No database is made by asking for its backup."""
    asked = ["backup", str(tmp_path / "b.zip"), "--data", str(tmp_path / "data")]
    refused = CliRunner().invoke(panggil, asked)
    assert refused.exit_code == 3
    assert not (tmp_path / "data").exists()
