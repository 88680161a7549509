"""``panggil speak``: the PA speaker alone, on the machine by the amplifier."""

from __future__ import annotations

from typing import Any

import click

from display.commands.command_line.options import setting_options, settings_from
from display.commands.startup.folder import writable_folder
from display.commands.startup.logs import configure_logs
from display.commands.supervision.stopping import stop_when_asked


@click.command()
@click.option("--server", required=True, envvar="PANGGIL_SERVER", help="The server's address.")
@click.option("--token", required=True, envvar="PANGGIL_TOKEN", help="A token of scope speaker.")
@setting_options("data", "zone", "device", "speaker_name")
@click.option("--supervised", is_flag=True, hidden=True, help="End when standard input ends.")
@click.option("--again", is_flag=True, hidden=True, help="Not the first speaker of this run.")
def speak(server: str, token: str, supervised: bool, again: bool, **given: Any) -> None:
    """Play the announcements of one zone on this machine's sound device."""
    stop = stop_when_asked(supervised=supervised)
    settings = settings_from(**given)
    configure_logs("speaker", settings.log_level)
    folder = writable_folder(settings.data / "speaker")
    from audio.speaker import run_speaker

    run_speaker(
        server,
        token,
        zone=settings.zone,
        name=settings.speaker_name,
        device=settings.device or None,
        owns_output=settings.own_output,
        folder=folder,
        stop=stop,
    )
