"""``panggil clips``: the clip packs of this machine, and whether this hall can say its calls."""

import click

from display.commands.clips.building import build
from display.commands.clips.checking import check, report
from display.commands.clips.installing import install
from display.commands.clips.listing import export, list_packs
from display.commands.clips.playing import play

__all__ = ["clips"]


@click.group()
def clips() -> None:
    """Build, install and examine clip packs."""


for _command in (list_packs, check, build, install, play, export, report):
    clips.add_command(_command)
