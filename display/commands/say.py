"""``panggil say``: what the hall would say, as words, as a file, or aloud on this machine."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from display.commands.coverage import ask_hall
from display.commands.options import setting_options, settings_from
from display.errors import PanggilError
from display.settings import Settings

if TYPE_CHECKING:
    from audio import Composer, Sentence, Sound
    from display.journal import Transaction

#: A command line may wait longer than a hall: the first synthesis loads the voice.
MAKING_S = 120.0


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
@setting_options("data", "hall", "device")
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
        sentence = _word_text(text)
    else:
        sentence = _word_call(settings, ticket or "", counter or "", service or "", recall or 0)
    click.echo(sentence.spoken)
    if out or play:
        _sound(settings, sentence, out, play)


def _word_text(text: str) -> Sentence:
    from audio import word_text

    return word_text(text)


def _word_call(
    settings: Settings, ticket: str, counter: str, service: str, recall: int
) -> Sentence:
    """Return the sentence that the announcer would make of such a call."""
    from audio import parse_ticket
    from display.hall import call_sentence
    from display.journal import Call

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
        known_service, known_counter = tx.service(service), tx.counter(counter)
        if known_service is None:
            raise Unsayable(f"The hall has no service {service!r}.")
        if known_counter is None:
            raise Unsayable(f"The hall has no counter {counter!r}.")
        return call_sentence(call, known_service, known_counter, repeats=settings.repeats)

    return ask_hall(settings, word)


def _sound(settings: Settings, sentence: Sentence, out: Path | None, play: bool) -> None:
    from audio.speaker import play_file

    with _workshop(settings) as folder:
        sound = _compose(folder, sentence)
        if out:
            try:
                shutil.copyfile(sound.path, out)
            except OSError as error:
                raise PanggilError(f"{out} cannot be written: {error.strerror}.") from error
        if play:
            reason = play_file(sound.path, device=settings.device or None)
            if reason:
                raise PanggilError(f"The sound was not wholly played: {reason}.")


@contextmanager
def _workshop(settings: Settings) -> Iterator[Path]:
    """Yield the data folder where there is one, so that clips made once are used again."""
    if settings.data.is_dir():
        yield settings.data
        return
    with tempfile.TemporaryDirectory(prefix="panggil-") as folder:
        yield Path(folder)


def _compose(folder: Path, sentence: Sentence) -> Sound:
    from audio import ClipFolder, Composer, VoiceWorker, default_pack

    pack = default_pack()
    made = ClipFolder(folder / "clips", pack.voice)
    composer: Composer = Composer(pack, made, folder / "sounds")
    missing = composer.missing(sentence)
    if missing:
        click.echo(f"Making {len(missing)} clips ...", err=True)
        voice = VoiceWorker(made)
        try:
            voice.make(missing, timeout_s=MAKING_S)
        finally:
            voice.close()
    return composer.compose(sentence)
