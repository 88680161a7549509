"""``panggil clips list`` and ``export``: which packs there are, and one of them as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from display.commands.command_line.options import setting_options, settings_from
from display.settings import Settings

if TYPE_CHECKING:
    from audio import Pack


@click.command("list")
@click.argument("pack", required=False)
@setting_options("data")
def list_packs(pack: str | None, **given: Any) -> None:
    """List the packs: name, voice, clips, size, length; with a PACK its phrases, one a line.

    The pack that the hall speaks from has a star.
    """
    from audio import PackError, installed_packs, open_installed

    settings = settings_from(**given)
    if pack is not None:
        for text in open_installed(settings.packs, pack).texts():
            click.echo(text)
        return
    names = ["default", *installed_packs(settings.packs)]
    for name in names:
        star = "*" if name == (settings.pack or "default") else " "
        try:
            click.echo(f"{star} {name:16} {_describe(open_installed(settings.packs, name))}")
        except PackError as error:
            click.echo(f"{star} {name:16} broken: {error}")
    if settings.pack and settings.pack not in names:
        click.echo(f"* {settings.pack:16} not installed; the shipped pack speaks")


def _describe(pack: Pack) -> str:
    clips = pack.clips()
    size = sum(clip.path.stat().st_size for clip in clips if clip.path.is_file())
    seconds = sum(clip.duration_ms for clip in clips) / 1000
    return f"{pack.voice:24} {len(clips):5} clips  {size / 1e6:6.1f} MB  {seconds:7.1f} s"


@click.command()
@click.argument("pack")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@setting_options("data")
def export(pack: str, file: Path, **given: Any) -> None:
    """Write a PACK to one zip FILE, which `clips install` takes on another machine.

    A pack with a damaged clip is refused.
    """
    from audio import export_pack, open_installed

    settings: Settings = settings_from(**given)
    opened = open_installed(settings.packs, pack)
    size = export_pack(opened, file)
    click.echo(f"{file}: {len(opened)} clips, {size / 1e6:.1f} MB")
