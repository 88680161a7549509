"""``panggil say``: what the hall would say, as words, as a file, or aloud on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from display.commands.command_line.options import setting_options, settings_from
from display.commands.phrases.coverage import ask_hall
from display.commands.phrases.voicing import compose, keep_sound, play_sound, working_folder
from display.errors import PanggilError
from display.settings import Settings

if TYPE_CHECKING:
    from audio import Sentence
    from display.journal import Transaction


class Unsayable(PanggilError):
    """Raised when the hall does not know the service or counter that is to be said."""


@click.command()
@click.argument("text", required=False)
@click.option("--ticket", help="The ticket to call, for example A-012.")
@click.option("--counter", help="The counter's id, for example 3.")
@click.option("--service", help="The service's id, for example dukcapil.")
@click.option("--recall", type=click.IntRange(1, 9), help="Which recall: 1 is the second call.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the sound to this WAV file.")
@click.option("--play", is_flag=True, help="Play the sound on this machine.")
@setting_options("data", "hall", "pack", "device")
def say(
    text: str | None,
    ticket: str | None,
    counter: str | None,
    service: str | None,
    recall: int | None,
    out: Path | None,
    play: bool,
    **given: Any,
) -> None:
    """Print the spoken words of a TEXT or of a call; --out writes the sound, --play plays it."""
    settings = settings_from(**given)
    named = [value for value in (ticket, counter, service) if value]
    if bool(text) == bool(named) or len(named) not in (0, 3):
        raise click.UsageError("Give a TEXT, or --ticket, --counter and --service together.")
    if text:
        sentence = _word_text(settings, text)
    else:
        sentence = _word_call(settings, ticket or "", counter or "", service or "", recall or 0)
    click.echo(sentence.spoken)
    if out or play:
        _sound(settings, sentence, out, play)


def _word_text(settings: Settings, text: str) -> Sentence:
    """Return the sentence of a text, said with the hall's pronunciation dictionary."""
    from display.hall.speech import text_sentence

    return ask_hall(settings, lambda tx: text_sentence(tx, text))


def _word_call(
    settings: Settings, ticket: str, counter: str, service: str, recall: int
) -> Sentence:
    """Return the sentence that the announcer would make of such a call."""
    from audio import parse_ticket
    from display.hall.speech import call_sentence, hall_dictionary
    from display.journal import Call, Counter, Service

    call = Call(
        event_id="say",
        ticket=parse_ticket(ticket).written,
        service=service,
        counter=counter,
        state="called",
        count=recall + 1,
        called_at="",
        language="id",
        priority="call",
        seq=0,
    )

    def word(tx: Transaction) -> Sentence:
        known_service, known_counter = tx.get(Service, service), tx.get(Counter, counter)
        if known_service is None:
            raise Unsayable(f"The hall has no service {service!r}.")
        if known_counter is None:
            raise Unsayable(f"The hall has no counter {counter!r}.")
        return call_sentence(
            call,
            known_service,
            known_counter,
            hall_dictionary(tx),
            repeats=settings.repeats,
        )

    return ask_hall(settings, word)


def _sound(settings: Settings, sentence: Sentence, out: Path | None, play: bool) -> None:
    with working_folder(settings) as folder:
        sound = compose(settings, folder, sentence)
        if out:
            keep_sound(sound, out)
        if play:
            play_sound(settings, sound)
