"""``panggil serve``: the server alone, for a hall whose speaker runs on another machine."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import Any

import click

from display.commands.command_line.options import setting_options, settings_from
from display.commands.startup.first_hall import asked_sample
from display.commands.startup.folder import hold_folder, writable_folder
from display.commands.startup.logs import configure_logs, configure_structlog
from display.commands.supervision.heartbeat import heartbeat_to_parent
from display.commands.supervision.parent_pipe import end_with_parent
from display.commands.supervision.service_manager import ServiceManager


@click.command()
@setting_options("data", "host", "port", "hall", "sample")
@click.option("--supervised", is_flag=True, hidden=True, help="End when standard input ends.")
@click.option("--again", is_flag=True, hidden=True, help="Not the first server of this run.")
def serve(supervised: bool, again: bool, **given: Any) -> None:
    """Run the server without a speaker."""
    if supervised:
        end_with_parent()  # before display.server patches the threads
    settings = settings_from(**given)
    if not supervised:
        settings = replace(settings, sample=asked_sample(settings))
    configure_logs("server", settings.log_level)
    configure_structlog("server", settings.log_level)
    manager = ServiceManager.of(os.environ)
    from display.commands.startup.welcome import announce_ready
    from display.server import Ready
    from display.server import serve as serve_hall

    def tell(ready: Ready) -> None:
        announce_ready(ready, sys.stdout, again=again)
        manager.ready()

    # Not only in `panggil run`: what is spoken twice is spoken by two servers.
    with hold_folder(writable_folder(settings.data), "serve"):
        serve_hall(
            settings,
            on_ready=tell,
            beat=heartbeat_to_parent() if supervised else manager.alive,
        )
    manager.stopping()
