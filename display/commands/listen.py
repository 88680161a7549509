"""``panggil listen``: the hall's ear alone, on any machine that has a microphone in the hall."""

from __future__ import annotations

from typing import Any

import click

from display.commands.command_line.options import setting_options, settings_from
from display.commands.startup.logs import configure_logs
from display.commands.supervision.stopping import stop_when_asked


def _list(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Print the microphones of this machine and end, when that is asked for."""
    if not wanted or context.resilient_parsing:
        return
    from audio.ear import NoMicrophone, microphone_names

    try:
        names = microphone_names()
    except NoMicrophone as error:
        raise click.ClickException(f"No microphone can be listed: {error}.") from error
    for name in names:
        click.echo(name)
    context.exit()


@click.command()
@click.option("--server", required=True, envvar="PANGGIL_SERVER", help="The server's address.")
@click.option("--token", required=True, envvar="PANGGIL_TOKEN", help="A token of scope listen.")
@setting_options("zone", "microphone")
@click.option(
    "--list",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list,
    help="Print the names of this machine's microphones and end.",
)
@click.option("--supervised", is_flag=True, hidden=True, help="End when standard input ends.")
@click.option("--again", is_flag=True, hidden=True, help="Not the first ear of this run.")
def listen(server: str, token: str, supervised: bool, again: bool, **given: Any) -> None:
    """Hear by a microphone whether announcements sound; only figures leave this machine."""
    stop = stop_when_asked(supervised=supervised)
    settings = settings_from(**given)
    configure_logs("ear", settings.log_level)
    from audio.ear import run_ear

    microphone = settings.microphone_name
    try:
        run_ear(server, token, zone=settings.zone, microphone=microphone, stop=stop)
    except ValueError as error:
        raise click.BadParameter(f"{error}.", param_hint="--server") from error
