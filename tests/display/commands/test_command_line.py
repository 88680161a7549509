"""The command group: what it refuses, and in how many words."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from audio import NotTaken, PackError, WordingError
from display.accounts.errors import WeakSecret
from display.commands.command_line.exits import exit_code, is_plain
from display.commands.command_line.group import COMMANDS, panggil
from display.database import JournalUnavailable, SchemaTooNew
from display.errors import PanggilError, SettingsError, StartError


def ask(*arguments: str, **environ: str):
    return CliRunner().invoke(panggil, arguments, env=environ)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name):
    """Its file is found and loads."""
    assert ask(name, "--help").exit_code == 0


def test_an_unknown_command_is_a_usage_error():
    """click's own sentence stays."""
    answer = ask("juggle")
    assert answer.exit_code == 2
    assert "No such command" in answer.output


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PanggilError("x"), 1),
        (SettingsError("x"), 2),
        (StartError("x"), 3),
        (SchemaTooNew("x"), 4),
        (JournalUnavailable("x"), 5),
        (WeakSecret("x"), 2),
        (PackError("x"), 3),
        (WordingError("text", "x"), 1),
        (NotTaken("silent", "x"), 1),
    ],
)
def test_each_kind_of_error_has_its_exit_code(error, code):
    """The table in docs/commands.md."""
    assert exit_code(error) == code
    assert is_plain(error)


def test_a_defect_is_no_error_on_purpose():
    """Its traceback is shown, its exit code is 1."""
    assert not is_plain(ValueError("x"))
    assert exit_code(ValueError("x")) == 1


def test_an_option_is_read_by_the_setting_itself():
    """Its bounds hold on the command line too."""
    answer = ask("demo", "--port", "70000")
    assert answer.exit_code == 2
    assert "must be from 0 to 65535" in answer.output


def test_an_error_on_purpose_is_one_sentence(tmp_path):
    """No hall yet: said plainly, exit code 3, no traceback, and nothing is made."""
    answer = ask("token", "list", "--data", str(tmp_path / "data"))
    assert answer.exit_code == 3
    assert answer.output.startswith("panggil: There is no hall")
    assert answer.output.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_a_bad_setting_is_one_sentence():
    """The variable is named, exit code 2."""
    answer = ask("token", "list", PANGGIL_REPEATS="99")
    assert answer.exit_code == 2
    assert answer.output.startswith("panggil: PANGGIL_REPEATS='99'")
