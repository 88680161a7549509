"""The command group: finds a command's file by name and turns errors into one plain sentence."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from display.commands.command_line.exits import Refusal, is_plain

#: Command → the module that holds it, under ``display.commands``. Loaded on demand: `run` must not
#: pay for the imports of `say` or `doctor`.
COMMANDS = {
    "run": "run",
    "serve": "serve",
    "speak": "speak",
    "listen": "listen",
    "name": "network_name",
    "demo": "demo",
    "token": "token",
    "user": "user",
    "hall": "hall",
    "setup": "setup",
    "service": "service",
    "backup": "backup",
    "restore": "backup",
    "clips": "clips",
    "say": "say",
    "doctor": "doctor",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which an installer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command, or ``None`` when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"display.commands.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error raised on purpose ends it with one sentence, no traceback."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if is_plain(error):
                raise Refusal(error) from error
            raise


def _print_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Print the version; read only when asked for, because it costs a walk over the packages."""
    if wanted and not ctx.resilient_parsing:
        from display.version import version

        click.echo(f"panggil {version()}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version.",
)
def panggil() -> None:
    """Panggil calls the visitors of a waiting hall, by eye and by ear."""


def main() -> None:
    """Run the command line; a character that the terminal cannot print becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    panggil(prog_name="panggil")
