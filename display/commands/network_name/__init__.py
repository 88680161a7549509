"""``panggil name``: the hall's name on its network, so that a new address loses no TV (mDNS)."""

from __future__ import annotations

from typing import Any

import click

from display.commands.command_line.options import setting_options, settings_from
from display.commands.startup.logs import configure_logs
from display.commands.supervision.stopping import stop_when_asked


@click.command()
@setting_options("data", "host", "port")
@click.option("--supervised", is_flag=True, hidden=True, help="End when standard input ends.")
@click.option("--again", is_flag=True, hidden=True, help="Not the first of this run.")
def name(supervised: bool, again: bool, **given: Any) -> None:
    """Answer for panggil.local on the hall's network, with the addresses of this machine.

    Follows a new address by itself. When another machine has the name, this one is called
    panggil-2.local, and says so.
    """
    stop = stop_when_asked(supervised=supervised)
    settings = settings_from(**given)
    configure_logs("name", settings.log_level)
    from display.commands.network_name.answering import answer_until

    answer_until(stop, settings)
