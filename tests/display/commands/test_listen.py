"""`panggil listen`, and the ear that `panggil run` starts where a microphone is set."""

from __future__ import annotations

from click.testing import CliRunner

from display.commands.command_line.group import panggil
from display.commands.run import _jobs, run
from display.settings import load_settings

ENVIRON = {"PANGGIL_ADMIN_PASSWORD": "s", "PANGGIL_API_TOKEN": "s", "PANGGIL_MICROPHONE": "USB"}
HEARS = load_settings({"PANGGIL_MICROPHONE": "USB"})


def test_without_a_microphone_no_ear_is_started():
    """Off by default; the server expects none."""
    jobs = {job.name: job for job in _jobs({}, "http://h", load_settings({}))}
    assert list(jobs) == ["server", "speaker"]
    assert jobs["server"].environ["PANGGIL_LOCAL_EAR_TOKEN"] == ""


def test_the_ear_has_a_token_of_its_own_and_no_secret_of_the_server():
    """Whoever reads the ear's environment can neither speak nor sign in."""
    jobs = {job.name: job.environ for job in _jobs(ENVIRON, "http://h", HEARS)}
    server, speaker, ear = jobs["server"], jobs["speaker"], jobs["ear"]
    assert ear["PANGGIL_TOKEN"] == server["PANGGIL_LOCAL_EAR_TOKEN"]
    assert ear["PANGGIL_TOKEN"] != speaker["PANGGIL_TOKEN"]
    assert (ear["PANGGIL_SERVER"], ear["PANGGIL_MICROPHONE"]) == ("http://h", "USB")
    assert not {"PANGGIL_ADMIN_PASSWORD", "PANGGIL_API_TOKEN"} & set(ear)


def test_where_the_pa_hangs_on_another_machine_no_speaker_is_started():
    """`panggil run --no-speaker`; no token for one is at large either."""
    jobs = {job.name: job for job in _jobs({}, "http://h", load_settings({}, no_speaker=True))}
    assert list(jobs) == ["server"]
    assert jobs["server"].environ["PANGGIL_LOCAL_SPEAKER_TOKEN"] == ""


def test_the_option_needs_no_value():
    """It is a switch, but may say no where the environment says yes."""
    for given, wish in (["--no-speaker"], True), (["--no-speaker", "no"], False), ([], None):
        assert run.make_context("run", list(given)).params["no_speaker"] is wish


def test_an_address_that_is_none_is_a_usage_error():
    """It would be retried for ever."""
    told = CliRunner().invoke(panggil, ["listen", "--server", "ftp://x", "--token", "y"])
    assert told.exit_code == 2
    assert "--server" in told.output
    assert "ftp://x" in told.output
