"""A run that cannot start says why in one plain sentence and ends with an exit code."""

from __future__ import annotations

import socket
import sqlite3

import pytest

from display.commands.startup.folder import hold_folder
from display.errors import StartError
from display.journal import open_journal


def sentence(run, code: int) -> str:
    """Return the one line that a refused run printed about the refusal."""
    ended, said = run.ended()
    assert ended == code, said
    assert "Traceback" not in said
    lines = [line for line in said.splitlines() if line.startswith("panggil:")]
    assert len(lines) == 1, said
    return lines[0]


def test_a_taken_port_is_named(start):
    """Port in use: exit code 3."""
    with socket.socket() as holder:
        holder.bind(("0.0.0.0", 0))
        holder.listen()
        port = holder.getsockname()[1]
        assert f"Port {port}" in sentence(start(port=port), 3)


def test_a_first_start_that_failed_still_shows_the_secrets_later(start):
    """A password that nobody has seen must not be made: a taken port comes before the hall."""
    with socket.socket() as holder:
        holder.bind(("0.0.0.0", 0))
        holder.listen()
        sentence(start(port=holder.getsockname()[1]), 3)
    run = start().until_up()
    assert run.value("Sandi")
    assert run.value("Token")


def test_a_data_folder_that_cannot_be_written_is_named(start, tmp_path):
    """Below a file there can be no folder: exit code 3, for root as well."""
    (tmp_path / "file").write_text("")
    assert str(tmp_path / "file") in sentence(start("--data", str(tmp_path / "file" / "data")), 3)


def test_a_newer_database_is_left_alone(start, tmp_path):
    """A database that a newer release has migrated: exit code 4, and it is not touched."""
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "panggil.db"
    open_journal(f"sqlite:///{file}").close()
    with sqlite3.connect(file) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    assert "newer" in sentence(start(), 4).lower()


def test_a_misspelt_setting_is_refused_with_a_suggestion(start):
    """A setting that is silently ignored is how a hall falls silent: exit code 2."""
    assert "PANGGIL_PORT" in sentence(start(PANGGIL_PROT="80"), 2)


def test_a_bad_value_is_refused(start):
    """The variable is named: exit code 2."""
    assert "PANGGIL_GAP_MS" in sentence(start(PANGGIL_GAP_MS="soon"), 2)


def test_a_second_run_on_one_folder_is_refused(start, tmp_path):
    """Two would speak every call twice, and nobody would see a fault: exit code 3."""
    start("--data", str(tmp_path / "data")).until_up()
    said = sentence(start("--data", str(tmp_path / "data")), 3)
    assert "Another `panggil run`" in said
    assert str(tmp_path / "data") in said


def test_a_folder_is_free_again_when_its_process_is_killed(start, tmp_path):
    """The system gives the lock back: nobody has to delete a file after a power cut."""
    first = start("--data", str(tmp_path / "data")).until_up()
    first.process.kill()
    start("--data", str(tmp_path / "data")).until_up()


def test_a_folder_is_held_by_one_server_at_a_time(tmp_path):
    """Also by those that are started without `panggil run`, and free when the first has ended."""
    with hold_folder(tmp_path, "serve"), pytest.raises(StartError, match="panggil serve"):
        hold_folder(tmp_path, "serve", patience_s=0.0)
    hold_folder(tmp_path, "serve", patience_s=0.0).close()
