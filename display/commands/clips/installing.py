"""``panggil clips install``: a hall's own announcer, or a pack that another hall exported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from display.commands.clips.building import progress
from display.commands.command_line.options import setting_options, settings_from


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option("--name", required=True, help="The pack's name: a-z, 0-9, - and _.")
@setting_options("data")
def install(source: Path, name: str, **given: Any) -> None:
    """Install recordings, a zip or folder SOURCE with a manifest, as a pack.

    Everything is validated and levelled before anything is written: the pack is installed whole or
    not at all, and what is refused is named with the reason.
    """
    from audio import install_recordings

    settings = settings_from(**given)
    with progress() as tell:
        pack = install_recordings(source, settings.packs, name, tell)
    click.echo(f"{len(pack)} clips installed as {name}. PANGGIL_PACK={name} lets the hall use it.")
