"""`panggil say` and `panggil clips`: what the hall would say, without a hall."""

from __future__ import annotations

import wave

import pytest
from click.testing import CliRunner

from audio import default_pack
from display.commands.command_line.group import panggil
from display.hall.setup import seed_hall
from display.journal import Counter, open_journal

CALL = ("--ticket", "A-012", "--counter", "3", "--service", "dukcapil")


@pytest.fixture
def ask(tmp_path):
    def run(*arguments: str, code: int = 0) -> str:
        answer = CliRunner().invoke(panggil, [*arguments, "--data", str(tmp_path / "data")])
        assert answer.exit_code == code, answer.output
        return answer.output

    return run


def test_a_call_is_worded_as_the_hall_would(ask):
    """Before the first start it is the hall that the first start would make."""
    assert ask("say", *CALL).startswith(
        "Nomor antrean A, nol satu dua. Silakan menuju loket tiga, Dukcapil. Sekali lagi,"
    )


@pytest.mark.parametrize(("recall", "opening"), [("1", "Panggilan kedua."), ("2", "Panggilan")])
def test_a_recall_says_which_call_it_is(ask, recall, opening):
    """The first recall is the second call."""
    assert ask("say", *CALL, "--recall", recall).startswith(opening)


def test_a_text_is_worded(ask):
    """Figures become words."""
    assert ask("say", "Loket 3 dibuka.") == "Loket tiga dibuka.\n"


def test_the_sound_is_written(ask, tmp_path):
    """48 kHz, mono, longer than a chime; made from the shipped clips, without a voice."""
    out = tmp_path / "call.wav"
    ask("say", *CALL, "--out", str(out))
    with wave.open(str(out)) as sound:
        assert (sound.getframerate(), sound.getnchannels()) == (48000, 1)
        assert sound.getnframes() > 5 * 48000


@pytest.mark.parametrize("wrong", [(), ("--ticket", "A-012"), ("text", *CALL)])
def test_half_a_question_is_a_usage_error(ask, wrong):
    """A text, or a whole call."""
    assert "Give a TEXT" in ask("say", *wrong, code=2)


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--counter", "99", "no counter '99'"),
        ("--service", "pajak", "no service 'pajak'"),
        ("--ticket", "A-", "Nomor antrean"),
    ],
)
def test_what_the_hall_does_not_know_is_said_plainly(ask, option, value, sentence):
    """One sentence, exit code 1."""
    asked = list(CALL)
    asked[asked.index(option) + 1] = value
    said = ask("say", *asked, code=1)
    assert sentence in said
    assert said.count("\n") == 1


def test_a_sound_that_cannot_be_played_is_said(ask, monkeypatch):
    """The words are printed all the same."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-driver")
    assert "not wholly played: no_device" in ask("say", *CALL, "--play", code=1)


def test_the_shipped_pack_says_every_call(ask):
    """Exit code 0 and a count."""
    assert "0 missing, 0 clips damaged" in ask("clips", "check")


def test_a_counter_that_no_clip_names_is_told(ask, tmp_path):
    """Exit code 1 and the phrase."""
    (tmp_path / "data").mkdir()
    journal = open_journal(f"sqlite:///{tmp_path / 'data' / 'panggil.db'}")
    seed_hall(journal, "lahat")

    def rename(tx):
        counter = tx.all(Counter)[0].to_json() | {"name": "Ruang laktasi"}
        tx.append("counter.changed", {"counter": counter})

    journal.write("lahat", rename)
    journal.close()
    assert "missing  ruang laktasi" in ask("clips", "check", code=1)


def test_the_pack_is_listed():
    """One phrase a line."""
    listed = CliRunner().invoke(panggil, ["clips", "list", "default"]).output.splitlines()
    assert listed == default_pack().texts()
