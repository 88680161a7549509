"""A sentence as sound, for a command: from the hall's clips, made first where they are missing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from display.errors import PanggilError
from display.settings import Settings

if TYPE_CHECKING:
    from audio import Sentence, Sound

#: A command line may wait longer than a hall: the first synthesis loads the voice.
MAKING_S = 120.0


@contextmanager
def working_folder(settings: Settings) -> Iterator[Path]:
    """Yield the data folder where there is one, so that clips made once are used again."""
    if settings.data.is_dir():
        yield settings.data
        return
    with tempfile.TemporaryDirectory(prefix="panggil-") as folder:
        yield Path(folder)


def compose(
    settings: Settings, folder: Path, sentence: Sentence, chime: str | None = "call"
) -> Sound:
    """Return the sound of ``sentence`` as the hall would hear it: its pack, else the shipped one.

    Unlike the hall, a command does not hide a pack that cannot be opened: :class:`PackError`.
    """
    from audio import ClipFolder, Composer, VoiceWorker, default_pack, open_installed

    shipped = default_pack()
    chosen = open_installed(settings.packs, settings.pack)
    made = ClipFolder(folder / "clips", shipped.voice)
    composer: Composer = Composer(chosen, made, folder / "sounds", fallback=shipped)
    missing = composer.missing(sentence)
    if missing:
        click.echo(f"Making {len(missing)} clips ...", err=True)
        voice = VoiceWorker(made)
        try:
            voice.make(missing, timeout_s=MAKING_S)
        finally:
            voice.close()
    return composer.compose(sentence, chime)


def keep_sound(sound: Sound, out: Path) -> None:
    """Copy a sound to the file that was asked for; :class:`PanggilError` when it cannot be."""
    try:
        shutil.copyfile(sound.path, out)
    except OSError as error:
        raise PanggilError(f"{out} cannot be written: {error.strerror}.") from error


def play_sound(settings: Settings, sound: Sound) -> None:
    """Play a sound on this machine to its end; :class:`PanggilError` when it was not."""
    from audio.speaker import play_file

    reason = play_file(sound.path, device=settings.device or None)
    if reason:
        raise PanggilError(f"The sound was not wholly played: {reason}.")
