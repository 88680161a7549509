"""What the doctor sees, and that it says what to do."""

from __future__ import annotations

import socket
import threading
from dataclasses import replace

import pytest
from click.testing import CliRunner

from display import clock
from display.commands import examination
from display.commands.command_line.group import panggil
from display.hall.setup import seed_hall
from display.journal import Counter, open_journal
from display.settings import load_settings
from tests.acceptance.hall_process import free_port


@pytest.fixture
def settings(tmp_path):
    """Settings of a hall that was never started."""
    return load_settings({}, data=tmp_path / "data", port=free_port())


@pytest.fixture
def furnished(settings):
    """Settings of a hall that was started once."""
    settings.data.mkdir()
    journal = open_journal(settings.journal_url)
    seed_hall(journal, settings.hall)
    journal.close()
    return settings


def test_before_the_first_start_nothing_is_wrong_and_nothing_is_made(settings):
    """An examination changes nothing."""
    for examine in (examination.examine_folder, examination.examine_database):
        assert examine(settings).well
    assert not settings.data.exists()


def test_a_furnished_hall_is_well(furnished):
    """Folder, disk, database, clock and clips, on a machine where they are all right."""
    for examine in examination.EXAMINATIONS[:5]:
        finding = examine(furnished)
        assert finding.well, finding


def test_a_folder_that_cannot_be_written_is_told_with_a_remedy(settings, tmp_path):
    """For root as well: below a file there can be no folder."""
    (tmp_path / "file").touch()
    finding = examination.examine_folder(replace(settings, data=tmp_path / "file" / "data"))
    assert not finding.well
    assert "--data" in finding.remedy


def test_a_damaged_database_is_told_in_one_sentence(settings):
    """The journal's own sentence, no traceback."""
    settings.data.mkdir()
    (settings.data / "panggil.db").write_bytes(b"not a database" * 400)
    finding = examination.examine_database(settings)
    assert not finding.well
    assert "\n" not in finding.sentence


def test_a_clock_behind_the_journal_is_told(furnished):
    """A machine that lost its battery would call with yesterday's time."""
    journal = open_journal(furnished.journal_url)
    journal.write(
        furnished.hall,
        lambda tx: tx.append(
            "counter.changed",
            {"counter": tx.all(Counter)[0].to_json()},
            occurred_at=clock.iso_after(3600),
        ),
    )
    journal.close()
    assert "Setel jam" in examination.examine_clock(furnished).remedy


def test_a_port_held_by_a_stranger_is_told(settings):
    """Something else listens there."""
    with socket.socket() as holder:
        holder.bind(("0.0.0.0", settings.port))
        holder.listen()
        answering = threading.Thread(target=lambda: holder.accept()[0].close())
        answering.start()
        finding = examination.examine_port(settings)
        answering.join()
    assert "--port" in finding.remedy


def test_a_missing_sound_device_is_told(settings, monkeypatch):
    """The worker is asked, as in service."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-driver")
    assert not examination.examine_sound(settings).well
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    assert examination.examine_sound(settings).well


def test_a_server_for_this_machine_only_is_told(settings):
    """No TV could reach it."""
    finding = examination.examine_network(replace(settings, host="127.0.0.1"))
    assert "--host" in finding.remedy


def test_the_doctor_sums_up_and_its_exit_code_says_it_too(furnished, monkeypatch):
    """Exit code 1 when something has to be done."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-driver")
    asked = ["doctor", "--data", str(furnished.data), "--port", str(furnished.port)]
    answer = CliRunner().invoke(panggil, asked)
    assert answer.exit_code == 1
    assert "SALAH  perangkat suara" in answer.output
    assert "-> " in answer.output
