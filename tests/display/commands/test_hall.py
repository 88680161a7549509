"""`panggil hall` on a real journal."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from display.commands.command_line.group import panggil
from display.hall.setup import seed_hall
from display.journal import open_journal


@pytest.fixture
def ask(tmp_path):
    journal = open_journal(f"sqlite:///{tmp_path / 'panggil.db'}")
    seed_hall(journal, "lahat")
    journal.close()

    def run(*arguments: str, code: int = 0) -> str:
        given = ["hall", *arguments, "--data", str(tmp_path)]
        answer = CliRunner().invoke(panggil, given)
        assert answer.exit_code == code, answer.output
        return answer.output.strip()

    return run


def test_what_is_set_is_shown(ask):
    """What is not given stays."""
    ask("set", "--name", "Puskesmas Mawasangka", "--timezone", "WITA", "--second-line", "Dinkes")
    ask("set", "--languages", "id, EN")
    ask("set", "--hours", "mon-thu=7.30-11, 13-14.30", "--hours", "fri=07:30-11:00")
    shown = ask("show")
    assert "name          Puskesmas Mawasangka\n" in shown
    assert "time zone     Asia/Makassar (WITA)\n" in shown
    assert "place         Kabupaten Lahat\n" in shown
    assert "hours thu     07:30-11:00, 13:00-14:30\n" in shown
    assert "languages     id, en\n" in shown
    assert "hours sat     closed" in shown
    assert "hours" not in ask("set", "--hours", "none")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--timezone", "Asia/Lahat"), "timezone: there is no time zone 'Asia/Lahat'"),
        (("--name", " "), "name: "),
        (("--languages", "en"), "languages: Indonesian (id) is always one of them."),
        (("--hours", "senin=8-12"), "hours: 'senin=8-12' is not written as"),
        (("--hours", "mon=12-8"), "hours.mon: these hours end before they begin"),
        (("--hours", "fri-mon=8-12"), "hours: fri-mon ends before it begins"),
    ],
)
def test_a_wrong_field_is_named(ask, arguments, words):
    """In one sentence, and nothing is changed."""
    before = ask("show")
    assert words in ask("set", *arguments, code=1)
    assert ask("show") == before


def test_nothing_to_set_is_a_usage_error(ask):
    """A command that does nothing says so."""
    assert "Say what to change" in ask("set", code=2)
