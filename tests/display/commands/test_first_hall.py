"""Which hall a first start furnishes: said, asked, or as ever."""

from __future__ import annotations

from dataclasses import replace

import click
import pytest
from click.testing import CliRunner

from display.commands.startup import first_hall
from display.errors import SettingsError
from display.settings import load_settings


@pytest.fixture
def settings(tmp_path):
    return replace(load_settings({}), data=tmp_path)


@pytest.fixture
def ask(monkeypatch):
    """Ask somebody who types an answer, at a terminal or not."""

    def run(settings, typed: str = "", *, attended: bool = True) -> tuple[str, str]:
        monkeypatch.setattr(first_hall, "_is_attended", lambda: attended)
        command = click.Command("x", callback=lambda: click.echo(f"<{asked(settings)}>"))
        answer = CliRunner().invoke(command, input=typed)
        assert answer.exit_code == 0, answer.output
        said, _, chosen = answer.output.rpartition("<")
        return said, chosen.strip().rstrip(">")

    asked = first_hall.asked_sample
    return run


@pytest.mark.parametrize(
    ("typed", "chosen"), [("none\n", "none"), ("lahat\n", "lahat"), ("\n", "lahat")]
)
def test_a_terminal_is_asked(ask, settings, typed, chosen):
    """Enter takes the sample."""
    said, got = ask(settings, typed)
    assert "Pilih / choose" in said
    assert got == chosen


def test_nonsense_is_asked_again(ask, settings):
    """Until it is one of the two."""
    assert ask(settings, "mungkin\nnone\n")[1] == "none"


def test_nobody_is_asked_who_cannot_answer_or_has_answered(ask, settings, tmp_path):
    """A service manager, an option, and a hall that is there: no question, nothing waits."""
    assert ask(settings, attended=False) == ("", "")
    assert ask(replace(settings, sample="none")) == ("", "none")
    (tmp_path / "panggil.db").touch()
    assert ask(settings) == ("", "")


def test_another_word_is_refused_by_its_variable():
    """As every setting."""
    assert load_settings({"PANGGIL_SAMPLE": " None "}).sample == "none"
    with pytest.raises(SettingsError, match=r"PANGGIL_SAMPLE.*say lahat or none"):
        load_settings({"PANGGIL_SAMPLE": "palembang"})
