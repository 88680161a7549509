"""``panggil clips play``: a text as the clips of a pack say it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from display.commands.command_line.options import setting_options, settings_from


@click.command()
@click.argument("text")
@click.option("--out", type=click.Path(path_type=Path), help="Write a WAV file, play nothing.")
@setting_options("data", "hall", "pack", "device")
def play(text: str, out: Path | None, **given: Any) -> None:
    """Play TEXT on this machine: one clip by its exact words, or any text.

    What no clip says is synthesised first. --out writes the sound to a file instead.
    """
    from audio import Phrase, Sentence, open_installed
    from display.commands.phrases.coverage import ask_hall
    from display.commands.phrases.voicing import compose, keep_sound, play_sound, working_folder
    from display.hall.speech import text_sentence

    settings = settings_from(**given)
    exact = open_installed(settings.packs, settings.pack).find(text)
    if exact is not None:
        sentence = Sentence(text, (Phrase(text, 0),))
    else:
        sentence = ask_hall(settings, lambda tx: text_sentence(tx, text))
    with working_folder(settings) as folder:
        sound = compose(settings, folder, sentence, chime=None)
        if out:
            keep_sound(sound, out)
        else:
            play_sound(settings, sound)
