"""`panggil setup` on a real journal: out, in, and refused with every line at fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from display.commands.command_line.group import panggil
from display.hall.setup import seed_hall
from display.journal import open_journal

PUSKESMAS = Path(__file__).parents[1] / "hall" / "setup" / "puskesmas.toml"


@pytest.fixture
def ask(tmp_path):
    journal = open_journal(f"sqlite:///{tmp_path / 'panggil.db'}")
    seed_hall(journal, "lahat", "none")
    journal.close()

    def run(*arguments: str, code: int = 0) -> str:
        given = ["setup", *arguments, "--data", str(tmp_path)]
        answer = CliRunner().invoke(panggil, given)
        assert answer.exit_code == code, answer.output
        return answer.output.strip()

    return run


def test_an_empty_hall_is_set_up_from_a_file(ask):
    """Looked at first; each change is a line; the same file again changes nothing."""
    looked = ask("import", str(PUSKESMAS), "--preview")
    done = ask("import", str(PUSKESMAS))
    assert looked == done
    assert "+ services Poli Gigi" in done
    assert "+ counters Loket 3A" in done
    assert "~ hall Puskesmas Mawasangka (name, " in done
    assert ask("import", str(PUSKESMAS)) == "Nothing changes."


def test_what_goes_out_comes_in_again(ask, tmp_path):
    """As TOML to the terminal or a file, and the counters as CSV."""
    ask("import", str(PUSKESMAS))
    table, whole = tmp_path / "loket.csv", tmp_path / "aula.toml"
    ask("export", str(table))
    ask("export", str(whole))
    assert whole.read_text(encoding="utf-8").strip() == ask("export")
    assert "3a,Loket 3A,,poli-umum,L-3A" in table.read_text(encoding="utf-8")
    for file in (table, whole):
        assert ask("import", str(file)) == "Nothing changes."


def test_a_wrong_file_changes_nothing_and_says_where(ask, tmp_path):
    """Every line at fault, and a file that is not there."""
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('[hall]\ntimezone = "Mars"\n[[counters]]\nname = ""\n', encoding="utf-8")
    before = ask("export")
    said = ask("import", str(wrong), code=1)
    assert "Nothing was changed." in said
    assert "Line 2, hall.timezone" in said
    assert "Line 4, counters.name" in said
    assert ask("export") == before
    assert "cannot be read" in ask("import", str(tmp_path / "gone.toml"), code=1)
